import { types } from 'node:util';
import { errorCode } from '../http/error-code';
import { sqlStateOf } from './errors';

/** Nobody can work with this database; the message is for whoever set it up, and has neither user nor password. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there: does PostgreSQL run, and are host and port right?',
  ENOTFOUND: 'there is no such host. A password with / @ : or # is written with % codes.',
  EAI_AGAIN: 'its host cannot be looked up just now.',
  ETIMEDOUT: 'it does not answer: are host and port right, and may this machine reach it?',
  EHOSTUNREACH: 'there is no way to its host from here.',
  ENETUNREACH: 'there is no way to its host from here.',
  ECONNRESET: 'it hung up: is that a PostgreSQL?',
  '28P01': 'it refuses the user or the password.',
  '28000': 'it does not let this user in from here (pg_hba.conf).',
  '3D000': 'it has no database of that name.',
};

/** What a first connection failed with, in words where they are known; anything else as it is. */
export const inWords = (error: unknown): unknown => {
  const code = sqlStateOf(error) ?? errorCode(error) ?? (isLate(error) ? 'ETIMEDOUT' : '');
  const words = WORDS[code];
  return words === undefined
    ? error
    : new DatabaseUnreachable(`The database (DATABASE_URL) cannot be used: ${words} (${code})`, {
        cause: error,
      });
};

/** The driver's own patience, which has no code. */
const isLate = (error: unknown): boolean =>
  types.isNativeError(error) && error.message === 'timeout expired';
