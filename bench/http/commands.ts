import type { ApiClient } from '../../src/demo/api-client';
import { newcomer } from '../../test/support/case-file';

/** A command, once for each number. */
export type Asked = { readonly path: string; readonly bodyOf: (n: number) => object };

/** The dearest: two streams, one of them with a key of its own, made for this person. */
export const enrolments = (_: ApiClient, programme: string): Promise<Asked> =>
  Promise.resolve({
    path: '/v1/participants',
    bodyOf: (n) => ({ ...newcomer(n), nik: nikOf(n), programme }),
  });

const PEOPLE = 3_000;
const PEOPLE_A_BATCH = 500;
const DAYS_A_MONTH = 28;

/** A usual one: a claim is opened for a person who is enrolled; each person has an accident a day at most. */
export const accidentReports = async (client: ApiClient, programme: string): Promise<Asked> => {
  const people: string[] = [];
  while (people.length < PEOPLE)
    people.push(...(await enrolledBatch(client, programme, people.length)));
  return {
    path: '/v1/accident-claims',
    bodyOf: (n) => ({
      ...{ participantId: people[n % PEOPLE], accidentKind: 'accident' },
      ...{ occurredOn: dayOf(Math.floor(n / PEOPLE)), reportedOn: '2024-12-29' },
      ...{ reporterRelation: 'self', reporterName: 'Pekerja' },
    }),
  };
};

const enrolledBatch = async (client: ApiClient, programme: string, first: number) => {
  const numbers = Array.from(
    { length: PEOPLE_A_BATCH },
    (_, index) => LAST_NUMBERS + first + index,
  );
  const rows = numbers.map((n) => ({ ...newcomer(n), nik: nikOf(n) }));
  const { body } = await client.post<{ rows: readonly { readonly id?: string }[] }>(
    '/v1/participant-batches',
    { programme, rows },
  );
  const ids = body.rows.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (ids.length < PEOPLE_A_BATCH) throw new Error('Somebody was not enrolled.');
  return ids;
};

const dayOf = (pass: number): string => {
  const month = String((Math.floor(pass / DAYS_A_MONTH) % 12) + 1).padStart(2, '0');
  return `2024-${month}-${String((pass % DAYS_A_MONTH) + 1).padStart(2, '0')}`;
};

const NIKS_A_DAY = 9_999;
/** Where the numbers of those begin who are enrolled beforehand: far behind any that is counted. */
const LAST_NUMBERS = 11 * DAYS_A_MONTH * NIKS_A_DAY;

/** Another one for each request, of days of birth and numbers of a province that there is not. */
const nikOf = (n: number): string => {
  const day = String((Math.floor(n / NIKS_A_DAY) % DAYS_A_MONTH) + 1).padStart(2, '0');
  const month = String((Math.floor(n / (DAYS_A_MONTH * NIKS_A_DAY)) % 12) + 1).padStart(2, '0');
  return `990605${day}${month}90${String((n % NIKS_A_DAY) + 1).padStart(4, '0')}`;
};
