import { parseArgs } from 'node:util';
import type { Role } from './platform/event-store/recorded-event';
import { type Caller, isActor, isSubDistrict, PII_READ, ROLES } from './platform/security/caller';
import { developmentToken } from './platform/security/development-keys';
import { isProduction, securitySettingsFrom } from './platform/security/security-settings';

const USAGE = `Prints a token for trying things out.

  npm run token -- --role adjuster [--role finance] --actor adjuster-1
                   [--sub-district 16.06.05] [--pii] [--hours 12]

  --role           one of ${ROLES.join(', ')}; may be repeated
  --actor          the opaque user id that stands in what this user records
  --sub-district   restricts to one sub-district; may be repeated; without it, all of them
  --pii            may open what is masked, with an Access-Purpose
  --hours          how long the token is good for (1 to 720)
`;

const LONGEST_HOURS = 720;

/** @throws Error with words for whoever typed the command. */
export const tokenFor = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> => {
  if (isProduction(env))
    throw new Error('No tokens are made in production: ask your identity provider.');
  const { values } = parseArgs({
    args: [...args],
    options: {
      role: { type: 'string', multiple: true, default: [] },
      actor: { type: 'string', default: '' },
      'sub-district': { type: 'string', multiple: true },
      pii: { type: 'boolean', default: false },
      hours: { type: 'string', default: '12' },
    },
  });
  const caller = {
    actor: values.actor,
    roles: rolesFrom(values.role),
    subDistricts: values['sub-district'] ?? ('all' as const),
    scopes: values.pii ? [PII_READ] : [],
  };
  mustBeCaller(caller);
  const settings = securitySettingsFrom(env, env['KELAMBU_FOLDER'] ?? '.kelambu');
  return developmentToken(settings, caller, hoursFrom(values.hours));
};

const rolesFrom = (names: readonly string[]): readonly Role[] => {
  const roles = ROLES.filter((role) => names.includes(role));
  const unknown = names.filter((name) => !ROLES.some((role) => role === name));
  if (roles.length === 0 || unknown.length > 0) throw new Error(USAGE);
  return roles;
};

const hoursFrom = (text: string): number => {
  const hours = Number(text);
  if (!Number.isInteger(hours) || hours < 1 || hours > LONGEST_HOURS) throw new Error(USAGE);
  return hours;
};

/** What the verifier would not take is better refused here, with words. */
const mustBeCaller = ({ actor, subDistricts }: Caller): void => {
  const codes = subDistricts === 'all' ? [] : (subDistricts ?? []);
  if (!isActor(actor) || !codes.every(isSubDistrict)) throw new Error(USAGE);
};

const main = async (): Promise<void> => {
  try {
    process.stdout.write(`${await tokenFor(process.argv.slice(2), process.env)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
};

if (require.main === module) void main();
