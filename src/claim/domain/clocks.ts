import type { Cited } from '../../benefit-schedule/domain/cited';
import { HOLIDAYS } from '../../benefit-schedule/domain/holidays/holidays';
import { type Limit, LIMITS, paymentLimit } from '../../benefit-schedule/domain/procedure';
import { type CalendarDay, daysAfter } from '../../kernel/calendar-day';
import { type Holidays, workingDaysAfter } from '../../kernel/working-days';
import { type Benefit, type Benefits, isLive, payoutsOf } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { owedPayouts } from '../../payout/domain/owed';
import { papersCompleteOn } from '../../payout/domain/papers';
import { type AccidentReport, type Claim, eventDayOf } from './claim';
import {
  arrearsPaidOn,
  followsCorrectedFacts,
  replacedOn,
  unpaidWhenReplaced,
} from './replaced-decision';
import { requiredPapers } from './required-papers';

export type ClockName = 'report' | 'conclude' | 'stage_two' | 'tell_missing_papers' | 'pay';

/** A limit that runs, or ran, in a claim. Lateness is computed from it and never stored. */
export type Clock = {
  readonly clock: ClockName;
  readonly benefitId: string | null;
  readonly owedBy: 'reporter' | 'office' | 'payer';
  readonly from: CalendarDay;
  readonly limit: Limit;
  readonly citation: string;
  /** The last day in time; null where it lies in a year without a table of holidays. */
  readonly dueOn: CalendarDay | null;
  readonly missingYear: number | null;
  /** Null while it runs. */
  readonly doneOn: CalendarDay | null;
};

type Running = Pick<Clock, 'clock' | 'benefitId' | 'owedBy' | 'from' | 'doneOn'>;

const clock = (running: Running, limit: Cited<Limit>, holidays: Holidays): Clock => {
  const { count, unit } = limit.value;
  const due =
    unit === 'day'
      ? { day: daysAfter(running.from, count), missingYear: null }
      : workingDaysAfter(running.from, count, holidays);
  return {
    ...running,
    limit: limit.value,
    citation: limit.citation,
    dueOn: due.day,
    missingYear: due.missingYear,
  };
};

/**
 * Every clock that has begun in a claim, in the order of the procedure; none of a benefit that does not stand, but those
 * of a decision that another one has replaced, as far as they had come by then.
 */
export const clocksOf = (claim: Claim, holidays: Holidays = HOLIDAYS): readonly Clock[] => [
  ...(claim.report?.kind === 'accident' ? clocksOfAccident(claim, claim.report, holidays) : []),
  ...inOrder(claim.benefits.benefits)
    .filter((benefit) => isLive(benefit) || benefit.supersededBy !== null)
    .flatMap((benefit) => clocksOfBenefit(claim, benefit, holidays)),
];

const clocksOfAccident = (
  { conclusion, statements, benefits }: Claim,
  report: AccidentReport,
  holidays: Holidays,
): readonly Clock[] => {
  const eventDay = eventDayOf(report);
  const { reportedOn } = report;
  const stated = statements.map(({ statedOn }) => statedOn).sort()[0];
  const ofClaim = { benefitId: null } as const;
  return [
    clock(
      { ...ofClaim, clock: 'report', owedBy: 'reporter', from: eventDay, doneOn: reportedOn },
      LIMITS.report,
      holidays,
    ),
    ...(report.suspected
      ? [
          clock(
            {
              ...ofClaim,
              clock: 'conclude',
              owedBy: 'office',
              from: reportedOn,
              doneOn: conclusion?.concludedOn ?? null,
            },
            LIMITS.conclude,
            holidays,
          ),
        ]
      : []),
    ...(stated
      ? [
          clock(
            {
              ...ofClaim,
              clock: 'stage_two',
              owedBy: 'office',
              from: stated,
              doneOn: stageTwoOn(benefits),
            },
            LIMITS.stage_two,
            holidays,
          ),
        ]
      : []),
  ];
};

/** The first day on which the application of stage II (form 3a KK2) was received and not handed back. */
const stageTwoOn = ({ papers }: Benefits): CalendarDay | null =>
  inOrder(papers)
    .filter(({ received, status }) => received.kind === 'kk2' && status !== 'returned')
    .map(({ received }) => received.receivedOn)
    .sort()[0] ?? null;

const clocksOfBenefit = (claim: Claim, benefit: Benefit, holidays: Holidays): readonly Clock[] => {
  const { assessed, presentation, payerDecision, status } = benefit;
  const { benefitId, scheme } = assessed;
  const begins = paymentBegins(claim, benefit);
  const doneOn = paymentEnds(claim.benefits, benefit);
  const from = begins && isForgotten(claim.benefits, benefit, doneOn) ? null : begins;
  const asked = presentation !== null && presentation.papersCompleteOn === null;
  return [
    ...(asked
      ? [
          clock(
            {
              clock: 'tell_missing_papers',
              benefitId,
              owedBy: 'payer',
              from: presentation.presentedOn,
              doneOn: status === 'presented' ? null : (payerDecision?.decidedOn ?? null),
            },
            LIMITS.tell_missing_papers,
            holidays,
          ),
        ]
      : []),
    ...(from
      ? [
          clock(
            {
              clock: 'pay',
              benefitId,
              owedBy: isDisbursed(claim.benefits, benefitId) ? 'office' : 'payer',
              from,
              doneOn,
            },
            paymentLimit(scheme),
            holidays,
          ),
        ]
      : []),
  ];
};

const isDisbursed = (benefits: Benefits, benefitId: string): boolean =>
  payoutsOf(benefits, benefitId).some(({ mode }) => mode === 'disbursed');

/**
 * The later of complete papers and stage II: what the payer said of the papers, or, where the office pays by itself, the
 * day of the last paper that an approval waited for. Null before the approval, when nobody is to pay yet.
 */
const paymentBegins = (
  claim: Claim,
  { assessed, presentation, correction }: Benefit,
): CalendarDay | null => {
  const { benefits } = claim;
  if (isDisbursed(benefits, assessed.benefitId) && followsCorrectedFacts(assessed)) return null;
  const complete = isDisbursed(benefits, assessed.benefitId)
    ? papersCompleteOn(benefits, requiredPapers(claim, assessed))
    : (presentation?.papersCompleteOn ?? null);
  const stageTwo = assessed.scheme === 'jkk' ? stageTwoOn(benefits) : null;
  // Nobody owed what a corrected fact adds before it was corrected, nor the rest while contributions were in arrears.
  const days = [complete, stageTwo, correction?.on, arrearsPaidOn(assessed)].filter(
    (day) => typeof day === 'string',
  );
  return complete && (days.sort().at(-1) ?? null);
};

/**
 * The day on which the last part arrived to stay; of a decision that another has replaced, the day of the correction
 * where a part had not arrived by then. Null while any is owed.
 */
const paymentEnds = (benefits: Benefits, benefit: Benefit): CalendarDay | null => {
  const { benefitId } = benefit.assessed;
  const paid = paidOn(benefits, benefitId);
  const isUnpaid = unpaidWhenReplaced(benefits, benefit).length > 0;
  return isUnpaid ? (replacedOn(benefits, benefit) ?? paid) : paid;
};

/** Nothing of a replaced decision was paid or is owed, and when it was replaced was not written: no clock can be told. */
const isForgotten = (benefits: Benefits, benefit: Benefit, doneOn: CalendarDay | null): boolean =>
  !isLive(benefit) && doneOn === null && !isOwed(benefits, benefit.assessed.benefitId);

const isOwed = (benefits: Benefits, benefitId: string): boolean =>
  owedPayouts(benefits).some(({ payout }) => payout.benefitId === benefitId);

/** The day on which the last part of it arrived to stay; null while any is owed. */
const paidOn = (benefits: Benefits, benefitId: string): CalendarDay | null => {
  if (isOwed(benefits, benefitId)) return null;
  const days = payoutsOf(benefits, benefitId).flatMap(({ status, confirmation }) =>
    status === 'confirmed' && confirmation ? [confirmation.paidOn] : [],
  );
  return days.sort().at(-1) ?? null;
};

/** The earliest day on which something that still runs is due; null where nothing does. */
export const nextDueOn = (clocks: readonly Clock[]): CalendarDay | null =>
  clocks
    .filter(({ doneOn }) => doneOn === null)
    .flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]))
    .sort()[0] ?? null;
