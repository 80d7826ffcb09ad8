import { calendarDay, daysAfter } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve, send } from '../../payout/domain/testing/asks';
import { accountRecorded, approved } from '../../payout/domain/testing/benefits';
import { scheduled } from '../../payout/domain/testing/payouts';
import { placesNearLimit } from './age-limit';
import { evolve, initialState, runningPlaces } from './scholarship';
import type { EndPlace } from './scholarship.commands';
import { scholarshipDecider } from './scholarship.decider';
import type { EndReason, ScholarshipEnded, ScholarshipEvent } from './scholarship.events';
import {
  assessYear,
  facts,
  first,
  grantAssessed,
  granted,
  grantId,
  mother,
  requested,
  yearPapers,
  second,
  student,
  third,
  today,
  yearAssessed,
  yearId,
} from './testing/scholarships';

const given = specificationOf(scholarshipDecider);

const ages = { [first]: 12, [second]: 9, [student]: 22 };
const grantedTo = (...children: readonly (keyof typeof ages)[]): readonly ScholarshipEvent[] => [
  requested(...children),
  grantAssessed(...children.map((childId) => ({ childId, ageInYears: ages[childId] }))),
  approved(grantId),
  granted(...children),
];
const running = grantedTo(first, second);

const end = (
  childId: string,
  reasonCode: EndReason,
  changed: Partial<EndPlace['data']> = {},
): EndPlace => ({
  type: 'EndPlace',
  data: { childId, reasonCode, endedOn: today, ageLimitOn: null, by: 'siti', today, ...changed },
});
const ended = (childId: string, reasonCode: EndReason, endedOn = today): ScholarshipEnded => ({
  type: 'ScholarshipEnded',
  data: { childId, reasonCode, endedOn, by: 'siti' },
});

describe('The place of a child', () => {
  it.each<EndReason>(['married', 'working', 'left_school', 'finished', 'died'])(
    'ends: %s',
    (reasonCode) =>
      given(...running)
        .when(end(first, reasonCode))
        .then(ended(first, reasonCode)),
  );
  it('ends once: told again, nothing happens', () =>
    given(...running, ended(first, 'married'))
      .when(end(first, 'married'))
      .thenNothing());
  it('does not end a second time for another reason', () =>
    given(...running, ended(first, 'married'))
      .when(end(first, 'working'))
      .thenRejected('scholarship-ended'));
  it('does not end before it was granted', () =>
    given(requested(first)).when(end(first, 'married')).thenRejected('scholarship-not-granted'));
  it('does not end where there is none', () =>
    given(...running)
      .when(end(third, 'married'))
      .thenRejected('scholarship-no-place'));
  it('does not end in the future', () =>
    given(...running)
      .when(end(first, 'married', { endedOn: daysAfter(today, 1) }))
      .thenRejected('day-in-future'));

  it('ends by age from the day on which the limit is reached', () =>
    given(...running)
      .when(end(first, 'age', { ageLimitOn: today }))
      .then(ended(first, 'age')));
  it('does not end by age before', () =>
    given(...running)
      .when(end(first, 'age', { ageLimitOn: daysAfter(today, 1) }))
      .thenRejected('scholarship-age-not-reached'));
  it('does not end by age where the law knows no limit', () =>
    given(...running)
      .when(end(first, 'age'))
      .thenRejected('scholarship-age-not-reached'));

  it('leaves the others theirs', () => {
    const state = [...running, ended(first, 'working')].reduce(evolve, initialState);
    expect(runningPlaces(state)).toEqual([second]);
  });
});

describe('A school year of a place that has ended', () => {
  const assessed = yearAssessed(first, 12);
  const toMother = { kind: 'guardian', id: mother } as const;
  const payout = scheduled(assessed, {
    ...toMother,
    onBehalfOf: first,
    share: { numerator: 1, denominator: 1 },
    amount: assessed.data.total,
  });
  const yesterday = daysAfter(today, -1);
  const tomorrow = daysAfter(today, 1);

  it('is not assessed any more', () =>
    given(...running, ended(first, 'working'))
      .when(assessYear(first))
      .thenRejected('scholarship-ended'));
  it('is still assessed for the other child', () =>
    given(...running, ended(second, 'working'))
      .when(assessYear(first))
      .then(assessed));
  it('is not approved where the end lies before the assessment', () =>
    given(...running, assessed, ...yearPapers(first), ended(first, 'working', yesterday))
      .when(approve(yearId(first, 2024), facts()))
      .thenRejected('scholarship-ended'));
  it('is not sent either', () =>
    given(...running, assessed, approved(yearId(first, 2024)), payout, ended(first, 'working'))
      .when(send(payout.data.payoutId, facts()))
      .thenRejected('scholarship-ended'));
  it('is paid where it was assessed before the end', () => {
    const account = accountRecorded('guardian', mother, payout.data.accountRef ?? '');
    const history = [...running, account, assessed, approved(yearId(first, 2024)), payout];
    const { decide } = scholarshipDecider;
    const state = [...history, ended(first, 'working', tomorrow)].reduce(evolve, initialState);
    expect(decide(send(payout.data.payoutId, facts()), state)).toMatchObject([
      { type: 'PayoutSent' },
    ]);
  });
});

describe('Whose birth date is looked at', () => {
  const near = (day: string, ...history: readonly ScholarshipEvent[]) =>
    placesNearLimit(history.reduce(evolve, initialState), calendarDay(day));

  it('is a child of twenty-two, within a year', () => {
    expect(near('2025-01-10', ...grantedTo(first, student))).toEqual([student]);
  });
  it('is a child of twelve only after ten years', () => {
    expect(near('2035-01-09', ...grantedTo(first))).toEqual([]);
    expect(near('2035-01-10', ...grantedTo(first))).toEqual([first]);
  });
  it('is nobody once the place has ended, nor before it was granted', () => {
    expect(near('2035-01-10', ...grantedTo(first), ended(first, 'married'))).toEqual([]);
    expect(near('2035-01-10', ...grantedTo(first).slice(0, 2))).toEqual([]);
  });
});
