import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { paidFor } from '../../claim/domain/testing/people';
import { approve, returnToAssessor } from '../../payout/domain/testing/asks';
import type { ScholarshipCommand, ScholarshipFacts } from './scholarship.commands';
import { scholarshipDecider } from './scholarship.decider';
import type { ScholarshipEvent } from './scholarship.events';
import { facts, first, grantId, paidSince, request } from './testing/scholarships';

// A scholarship is no funeral: in arrears on the day of the death it waits until they are paid (PP 44/2015 art. 39).

const given = specificationOf(scholarshipDecider);
/** Of a death on 5 December 2024: paid without a gap until that month, and the last ones on a day of their own. */
const paidUntil = (last: string, later: readonly [from: string, on: string] | null = null) => {
  const participant = paidSince('2021-01');
  const contributions = [
    paidFor('2021-01', last),
    ...(later ? [{ ...paidFor(later[0], '2024-12'), paidOn: calendarDay(later[1]) }] : []),
  ];
  return facts({ participant: { ...participant, contributions } });
};
const after = (history: readonly ScholarshipEvent[], ...commands: readonly ScholarshipCommand[]) =>
  commands.reduce(
    (before, command) => [
      ...before,
      ...scholarshipDecider.decide(command, stateOf(scholarshipDecider, before)),
    ],
    history,
  );
const asked = (read: ScholarshipFacts) => request([first], { facts: read });
const told = (history: readonly ScholarshipEvent[]) => {
  const last = history.findLast(({ type }) => type === 'BenefitAssessed');
  if (last?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  const { total, lines, inputs } = last.data;
  return [total, inputs.cover, lines.flatMap(({ reasons }) => reasons.map(({ code }) => code))];
};

it.each([
  ['no month', '2024-11', [87_000_000, 'covered', []]],
  ['one month', '2024-10', [0, 'in_arrears', ['contributions_in_arrears']]],
  ['three months', '2024-08', [0, 'in_arrears', ['contributions_in_arrears']]],
  ['four months', '2024-07', [0, 'arrears_too_long', ['arrears_too_long']]],
])(
  'After %s unpaid on the day of the death (paid until %s) the right is %j',
  (_, last, expected) => {
    expect(told(after([], asked(paidUntil(last))))).toEqual(expected);
  },
);

it('Once three months are paid it is asked for again, and granted', () => {
  const waiting = after([], asked(paidUntil('2024-08')));
  given(...waiting)
    .when(approve(grantId, paidUntil('2024-08')))
    .thenRejected('contributions-in-arrears');
  const paid = paidUntil('2024-08', ['2024-09', '2025-01-08']);
  expect(told(after(waiting, returnToAssessor(grantId), asked(paid)))).toEqual([
    ...[87_000_000, 'covered', []],
  ]);
});

it('Four months that are paid later give no right back', () => {
  const paid = paidUntil('2024-07', ['2024-08', '2025-01-08']);
  expect(told(after([], asked(paid)))).toEqual([0, 'arrears_too_long', ['arrears_too_long']]);
});
