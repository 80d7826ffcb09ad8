import type { QueryArrayConfig } from 'pg';
import type { AppendOutcome } from '../event-store';
import { integerArray, textArray, uuidArray } from './binary-arrays';
import type { Chain } from './group-commit';
import { asText, RECORDED_AT } from './texts';

const APPEND = `SELECT kind, first_revision, last_revision, position, ${RECORDED_AT} FROM log.append(
  $1::integer[], $2::text[], $3::integer[], $4::uuid[], $5::uuid[], $6::text[], $7::integer[],
  $8::uuid[], $9::text[], $10::integer[], $11::text[], $12::text[], $13::text[])`;

/** Many chains as one call of one prepared statement, in the order in which they are given. */
export const appendCall = (chains: readonly Chain[]): QueryArrayConfig => {
  const appends = chains.flat();
  const events = appends.flatMap((append) => append.events);
  return {
    name: 'log.append',
    text: APPEND,
    rowMode: 'array',
    types: asText,
    values: [
      integerArray(chains.flatMap((chain, index) => chain.map(() => index))),
      textArray(appends.map(({ stream }) => stream)),
      integerArray(appends.map(({ expectedRevision }) => expectedRevision)),
      uuidArray(appends.map(({ part }) => part.partId)),
      uuidArray(appends.map(({ part }) => part.commandId)),
      textArray(appends.map(({ part }) => part.fingerprint)),
      integerArray(appends.map((append) => append.events.length)),
      uuidArray(events.map(({ id }) => id)),
      textArray(events.map(({ type }) => type)),
      integerArray(events.map(({ schemaVersion }) => schemaVersion)),
      textArray(events.map(({ data }) => data)),
      textArray(events.map(({ personal }) => personal)),
      textArray(events.map(({ metadata }) => metadata)),
    ],
  };
};

/** One row for each append: its kind, the revisions, the position and the time. */
export type OutcomeRow = [AppendOutcome['kind'], string, string, string, string];

/** The outcomes of each chain, in the order of the call. */
export const outcomesOf = (
  chains: readonly Chain[],
  rows: readonly OutcomeRow[],
): readonly (readonly AppendOutcome[])[] => {
  const outcomes = rows.map(outcomeOf);
  let next = 0;
  return chains.map(({ length }) => outcomes.slice(next, (next += length)));
};

const outcomeOf = ([kind, first, last, position, recordedAt]: OutcomeRow): AppendOutcome => {
  switch (kind) {
    case 'appended':
    case 'replayed':
      return {
        kind,
        firstRevision: Number(first),
        lastRevision: Number(last),
        position,
        recordedAt,
      };
    case 'conflict':
      return { kind, actualRevision: Number(last) };
    case 'key_reused':
    case 'not_tried':
      return { kind };
    default:
      kind satisfies never;
      throw new Error('unknown-append-outcome');
  }
};
