import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Role } from './platform/event-store/recorded-event';
import { type Caller, isActor, isSubDistrict, PII_READ, ROLES } from './platform/security/caller';
import { developmentToken } from './platform/security/development-keys';
import { isProduction, securitySettingsFrom } from './platform/security/security-settings';

const USAGE = `Prints a token for trying things out.

  npm run token -- --role adjuster [--role finance] --actor adjuster-1
                   [--sub-district 16.06.05] [--scope pii:read] [--hours 12]

  --role           one of ${ROLES.join(', ')}; may be repeated
  --actor          the opaque user id that stands in what this user records
  --sub-district   restricts to one sub-district; may be repeated; without it, all of them
  --scope          ${PII_READ}: may open what is masked, with an Access-Purpose; --pii is the same
  --hours          how long the token is good for (1 to 720)
`;

const LONGEST_HOURS = 720;

/** What was typed cannot be read; the message says how it is written. */
class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** @throws Error with words for whoever typed the command. */
export const tokenFor = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> => {
  if (isProduction(env))
    throw new Error('No tokens are made in production: ask your identity provider.');
  const values = typedIn(args);
  const caller = {
    actor: values.actor,
    roles: rolesFrom(values.role),
    subDistricts: values['sub-district'] ?? ('all' as const),
    scopes: values.pii || scopesFrom(values.scope).length > 0 ? [PII_READ] : [],
  };
  mustBeCaller(caller);
  const settings = securitySettingsFrom(env, env['KELAMBU_FOLDER'] ?? '.kelambu');
  return developmentToken(settings, caller, hoursFrom(values.hours));
};

const typedIn = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch {
    throw new Misuse(USAGE);
  }
};

const OPTIONS = {
  role: { type: 'string', multiple: true, default: [] as string[] },
  actor: { type: 'string', default: '' },
  'sub-district': { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true, default: [] as string[] },
  pii: { type: 'boolean', default: false },
  hours: { type: 'string', default: '12' },
} as const satisfies ParseArgsConfig['options'];

const scopesFrom = (names: readonly string[]): readonly string[] => {
  if (names.some((name) => name !== PII_READ)) throw new Misuse(USAGE);
  return names;
};

const rolesFrom = (names: readonly string[]): readonly Role[] => {
  const roles = ROLES.filter((role) => names.includes(role));
  const unknown = names.filter((name) => !ROLES.some((role) => role === name));
  if (roles.length === 0 || unknown.length > 0) throw new Misuse(USAGE);
  return roles;
};

const hoursFrom = (text: string): number => {
  const hours = Number(text);
  if (!Number.isInteger(hours) || hours < 1 || hours > LONGEST_HOURS) throw new Misuse(USAGE);
  return hours;
};

/** What the verifier would not take is better refused here, with words. */
const mustBeCaller = ({ actor, subDistricts }: Caller): void => {
  const codes = subDistricts === 'all' ? [] : (subDistricts ?? []);
  if (!isActor(actor) || !codes.every(isSubDistrict)) throw new Misuse(USAGE);
};

const HELP = ['--help', '-h', 'help'];

const main = async (): Promise<void> => {
  const args = process.argv.slice(2);
  try {
    const said = HELP.includes(args.join()) ? USAGE : await tokenFor(args, process.env);
    process.stdout.write(`${said}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof Misuse ? 2 : 1;
  }
};

if (require.main === module) void main();
