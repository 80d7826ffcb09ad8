import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SANE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;
/** It is written into logs and events, so it must not be somebody's NIK. */
const LOOKS_LIKE_NUMBER_OF_SOMEBODY = /\d{13,}/;

/** The id that the caller gave his request, where it may stand in logs; else a new one. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const given = headers['request-id'];
  return typeof given === 'string' && SANE.test(given) && !LOOKS_LIKE_NUMBER_OF_SOMEBODY.test(given)
    ? given
    : randomUUID();
};
