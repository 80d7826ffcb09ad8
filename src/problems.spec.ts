import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_FAULTS } from './platform/http/field-faults';
import { placeholdersIn, type Words } from './platform/http/words';
import { PROBLEMS, WARNINGS } from './problems';

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/spec\.ts$|\btesting\b/.test(file))
  .map((file) => readFileSync(join(__dirname, file), 'utf8'));

/** What stands in the first argument of each `new Rejection(`. */
const firstArgumentsIn = (source: string): readonly string[] =>
  [...source.matchAll(/new Rejection\(\s*/g)].map((match) => {
    const rest = source.slice(match.index + match[0].length);
    return rest.slice(0, endOfArgument(rest));
  });

const endOfArgument = (text: string): number => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (depth === 0 && /[,)]/.test(character)) return at;
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
  }
  return text.length;
};

/** Every text in it but those that something is compared with: a condition may choose between two codes. */
const codesIn = (source: string): readonly string[] =>
  firstArgumentsIn(source)
    .flatMap((argument) => [...argument.matchAll(/([!=]== ?)?'([^']*)'/g)])
    .flatMap(([, comparison, text]) => (comparison === undefined ? [text ?? ''] : []))
    .filter((code) => /^[a-z]+(-[a-z]+)*$/.test(code));

const unknownIn = (texts: readonly string[]): readonly string[] =>
  texts.flatMap(codesIn).filter((code) => !(code in PROBLEMS));

describe('The catalogue of problems', () => {
  it('has each code that is thrown somewhere', () => expect(unknownIn(sources)).toEqual([]));

  it.each([
    ['validation', 400],
    ['nik-invalid', 400],
    ['idempotency-key-missing', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['self-approval', 403],
    ['above-authority', 403],
    ['not-found', 404],
    ['command-in-progress', 409],
    ['already-enrolled', 409],
    ['already-reported', 409],
    ['already-approved', 409],
    ['coverage-overlaps', 409],
    ['claim-not-open', 409],
    ['wrong-claim-kind', 409],
    ['facts-changed', 409],
    ['bill-already-claimed', 409],
    ['money-moving', 409],
    ['payout-not-approved', 409],
    ['payout-not-scheduled', 409],
    ['payout-replaced', 409],
    ['outcome-unknown', 409],
    ['participant-merged', 409],
    ['person-erased', 409],
    ['version-conflict', 412],
    ['idempotency-key-reused', 422],
    ['papers-missing', 422],
    ['heir-shares', 422],
    ['not-covered-on-date', 422],
    ['scholarship-needs-three-years', 422],
    ['scholarship-child-limit', 422],
    ['scholarship-age-limit', 422],
    ['precondition-required', 428],
    ['rate-limited', 429],
    ['projection-behind', 503],
    ['newer-release-needed', 503],
  ])('answers %s with %i', (code, status) => expect(PROBLEMS[code]?.status).toBe(status));

  const said: readonly (readonly [string, Words])[] = [
    ...Object.entries(PROBLEMS).flatMap(([code, { title, detail }]) => [
      [`the title of ${code}`, title] as const,
      [`the detail of ${code}`, detail] as const,
    ]),
    ...Object.entries(WARNINGS),
    ...Object.entries(FIELD_FAULTS),
  ];

  it.each(said)('says %s in two languages, with the same facts', (_, { id, en }) => {
    expect(id).not.toBe(en);
    expect([id, en].every((words) => /\w{4}/.test(words))).toBe(true);
    expect([...placeholdersIn(id)].sort()).toEqual([...placeholdersIn(en)].sort());
  });

  it('says that only what may pass by itself may be tried again', () => {
    const statuses = Object.values(PROBLEMS).filter(({ retryable }) => retryable);
    expect([...new Set(statuses.map(({ status }) => status))].sort()).toEqual([
      408, 409, 429, 500, 503,
    ]);
  });
});

describe('This check', () => {
  it('sees the codes that there are', () =>
    expect(new Set(sources.flatMap(codesIn)).size).toBeGreaterThan(40));

  it.each([
    [`throw new Rejection('no-such-code', { a: 1 })`],
    [`new Rejection(\n  kind === 'treatment' ? 'facts-changed' : 'no-such-code',\n  {})`],
    [`new Rejection(replacements[id] ? 'no-such-code' : 'not-found')`],
  ])('finds an unknown code in %s', (source) =>
    expect(unknownIn([source])).toEqual(['no-such-code']),
  );

  it('takes what something is compared with for no code', () =>
    expect(codesIn(`new Rejection(kind === 'treatment' ? 'facts-changed' : 'not-found')`)).toEqual([
      'facts-changed',
      'not-found',
    ]));
});
