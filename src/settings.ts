import { join, resolve } from 'node:path';
import { LARGEST_SUM, type Rupiah, rupiah } from './kernel/rupiah';
import { eventStoreMayBe } from './platform/event-store/open-event-store';
import { type Limits, limitsFrom } from './platform/limits';
import { secretFaultsIn } from './platform/privacy/secrets';
import {
  isProduction,
  type SecuritySettings,
  securitySettingsFrom,
} from './platform/security/security-settings';

export type Settings = {
  /** Where the embedded database and development keys live. */
  readonly folder: string;
  /** Null starts the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly security: SecuritySettings;
  readonly limits: Limits;
  /** What one supervisor lets go by himself; null for any sum. */
  readonly approvalLimit: Rupiah | null;
  /** Of the day in the office, when the read models are held against the log; null for never by itself. */
  readonly verifyHour: number | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS: readonly string[] = [
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
  'silent',
];

/** @throws Error that names every setting that cannot be used, at once. */
export const settingsFrom = (env: Environment): Settings => {
  const faults: string[] = [];
  const folder = resolve(env['KELAMBU_FOLDER'] ?? join(process.cwd(), '.kelambu'));
  const settings = {
    folder,
    databaseUrl: databaseUrlIn(env, faults),
    host: given(env['KELAMBU_HOST']) ?? '127.0.0.1',
    port: portIn(env, faults),
    logLevel: logLevelIn(env, faults),
    approvalLimit: approvalLimitIn(env, faults),
    verifyHour: verifyHourIn(env, faults),
  };
  const security = attempt(() => securitySettingsFrom(env, folder), faults);
  const limits = attempt(() => limitsFrom(env), faults);
  attempt(() => eventStoreMayBe(env), faults);
  faults.push(...secretFaultsIn(env));
  if (faults.length > 0 || !security || !limits)
    throw new Error(`Please correct:\n- ${faults.join('\n- ')}`);
  return { ...settings, security, limits };
};

const portIn = (env: Environment, faults: string[]): number => {
  const port = Number(given(env['KELAMBU_PORT']) ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    faults.push('KELAMBU_PORT is not a port (0 to 65535).');
  return port;
};

const approvalLimitIn = (env: Environment, faults: string[]): Rupiah | null => {
  const text = given(env['KELAMBU_APPROVAL_LIMIT']);
  if (text === null) return null;
  const limit = Number(text);
  if (/^\d{1,16}$/.test(text) && limit <= LARGEST_SUM) return rupiah(limit);
  faults.push('KELAMBU_APPROVAL_LIMIT is no sum of whole rupiah (digits alone).');
  return null;
};

const verifyHourIn = (env: Environment, faults: string[]): number | null => {
  const text = given(env['KELAMBU_VERIFY_HOUR']) ?? '2';
  if (text === 'off') return null;
  if (!/^([01]?\d|2[0-3])$/.test(text))
    faults.push('KELAMBU_VERIFY_HOUR is neither an hour (0 to 23) nor off.');
  return Number(text);
};

const logLevelIn = (env: Environment, faults: string[]): string => {
  const level = given(env['KELAMBU_LOG_LEVEL']) ?? 'info';
  if (!LOG_LEVELS.includes(level))
    faults.push(`KELAMBU_LOG_LEVEL is none of ${LOG_LEVELS.join(', ')}.`);
  return level;
};

const databaseUrlIn = (env: Environment, faults: string[]): string | null => {
  const url = given(env['DATABASE_URL']);
  if (url !== null && !/^postgres(ql)?:\/\//.test(url))
    faults.push('DATABASE_URL does not begin with postgres://.');
  if (url === null && isProduction(env))
    faults.push('DATABASE_URL is not set, and production does not run on the embedded PostgreSQL.');
  return url;
};

/** An empty value is none: that is what a shell makes of a variable that is not set. */
const given = (value: string | undefined): string | null =>
  value === undefined || value.trim() === '' ? null : value.trim();

const attempt = <T>(read: () => T, faults: string[]): T | null => {
  try {
    return read();
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
    return null;
  }
};
