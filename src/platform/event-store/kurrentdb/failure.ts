import { AccessDeniedError } from '@eventstore/db-client';
import { EventStoreUnavailable, LogBroken } from '../append-errors';

/** What may be said of the client's error outside: its kind. Messages may quote names of streams. */
export const kindOf = (error: unknown): string | undefined =>
  error instanceof Error && 'type' in error && typeof error.type === 'string'
    ? error.type
    : undefined;

/** A failed read as the port tells it. */
export const readFailure = (error: unknown): EventStoreUnavailable | LogBroken => {
  if (error instanceof EventStoreUnavailable || error instanceof LogBroken) return error;
  return new EventStoreUnavailable(kindOf(error), !(error instanceof AccessDeniedError));
};
