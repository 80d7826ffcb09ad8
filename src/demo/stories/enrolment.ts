import { type BatchAnswer, idr } from '../answers';
import { CONTRIBUTION, DECLARED_INCOME } from '../figures';
import { madeUpPeople, type MadeUpPerson } from '../made-up-people';
import { PAKE_KELAMBU } from '../programmes';
import { progressOf } from '../progress';
import type { Scene } from '../scene';
import { number, prose } from '../screen';

/** Somebody made up, with the id that the engine gave. */
export type Enrolled = MadeUpPerson & { readonly id: string };

const ROWS = 500;

/** Thirteen thousand people in batches. Every row has an outcome of its own: one that is refused holds up no other. */
export const enrolEverybody = async ({
  desk,
  staff,
  checks,
}: Scene): Promise<readonly Enrolled[]> => {
  const people = madeUpPeople();
  const progress = progressOf(desk.screen, people.length, 'people');
  const answers: BatchAnswer[] = [];
  let known = true;
  for (const [index, rows] of batchesOf(people).entries()) {
    const batch = await desk.of('enrolment').record<BatchAnswer>(staff.enroller, {
      key: `batch-${index + 1}`,
      post: '/v1/participant-batches',
      body: { programme: PAKE_KELAMBU, coverage: COVERAGE, rows },
    });
    known &&= batch.known;
    answers.push(batch.body);
    progress.done(index * ROWS + rows.length);
  }
  progress.end();

  const outcomes = answers.flatMap(({ rows }) => rows);
  const enrolled = people.flatMap((person, row) => {
    const id = outcomes[row]?.id;
    return id === undefined ? [] : [{ ...person, id }];
  });
  const refused = people.length - enrolled.length;
  checks.expect('people enrolled', CONTRIBUTION.heads, enrolled.length);
  prose(
    desk.screen,
    `${known ? '↺ They were enrolled in an earlier run. ' : ''}${number(enrolled.length)} people in ${number(familiesOf(people))} families and fifteen sub-districts, ` +
      `covered from 1 October to 31 December 2024; ${number(refused)} refused. ` +
      'Their NIK begin with 99, a province that does not exist, so the engine warns of each that it was given in another region: nobody of this list can be anybody.',
  );
  return enrolled;
};

const COVERAGE = {
  from: '2024-10-01',
  lastCoveredOn: '2024-12-31',
  declaredIncome: idr(DECLARED_INCOME),
} as const;

const batchesOf = (people: readonly MadeUpPerson[]): readonly (readonly MadeUpPerson[])[] =>
  Array.from({ length: Math.ceil(people.length / ROWS) }, (_, index) =>
    people.slice(index * ROWS, (index + 1) * ROWS),
  );

const familiesOf = (people: readonly MadeUpPerson[]): number =>
  new Set(people.map(({ familyCardNumber }) => familyCardNumber)).size;
