import {
  type CalendarDay,
  type CalendarMonth,
  daysAfter,
  firstDayOf,
  monthOf,
  monthsFrom,
} from '../../kernel/calendar-day';
import { unconfirmed } from './cited';
import type { CoverPeriod, PaidMonths } from './cover';

/** Months that had been due by a day and were not paid by then. */
export type Arrears = {
  /** How many follow one another, the last one due included. */
  readonly months: number;
  /** Whether each of them was paid later. */
  readonly paidSince: boolean;
};

/** Readings that no statute settles, of every version alike. They are named where arrears are answered. */
export const READINGS_OF_ARREARS = {
  contributionDueOnDay: unconfirmed(15, 'PP 44/2015', {
    id: 'Jatuh tempo tanggal 15; diartikan tanggal 15 dari bulan yang dibayar.',
    en: 'Due by the 15th; taken as the 15th of the month that is paid for.',
  }),
  arrearsCountedFrom: unconfirmed('first_month_paid', 'PP 44/2015 art. 39', {
    id: 'Perlindungan dimulai dengan iuran pertama (pasal 11): selama belum ada yang tercatat, dan untuk bulan sebelumnya, tunggakan tidak dihitung.',
    en: 'Cover begins with a first contribution (art. 11): while none is in the register, and for months before it, no arrears are counted.',
  }),
  recoveryEndsWith: unconfirmed(['recovered', 'disabled', 'died'], 'PP 44/2015 art. 39', {
    id: 'Uang tunai menunggu sampai sembuh: cacat atau kematian menurut dokter juga mengakhiri perawatan, dan dianggap demikian.',
    en: 'Cash waits for the recovery: a disability or a death that a doctor states ends the treatment too, and is taken for it.',
  }),
};

export const NO_ARREARS: Arrears = { months: 0, paidSince: true };

type Owing = {
  /** Of one scheme, begun by that day. */
  readonly periods: readonly CoverPeriod[];
  readonly contributions: readonly PaidMonths[];
  /** Months that had been paid and were refunded. */
  readonly refunded?: readonly CalendarMonth[];
  readonly day: CalendarDay;
};

/**
 * PP 44/2015 art. 39. Months of cover count, back from the last one due to the last one paid; where cover has ended in
 * arrears, the months after it count too. Nothing counts before a first contribution is in the register: cover that the
 * payer has started was paid for once, whether that was recorded or not.
 */
export const arrearsOn = (owing: Owing): Arrears => {
  const lastDue = lastMonthDue(owing.day, READINGS_OF_ARREARS.contributionDueOnDay.value);
  const lastCovered = lastMonthCovered(owing.periods, lastDue);
  if (!lastCovered) return NO_ARREARS;
  const unpaid = unpaidMonths(owing, lastCovered);
  if (unpaid.length === 0) return NO_ARREARS;

  const everPaid = monthsOf(owing.contributions);
  return {
    months: unpaid.length + monthsFrom(lastCovered, lastDue).length - 1,
    paidSince: unpaid.every((month) => everPaid.has(month)),
  };
};

/**
 * The day on which the last of the months in arrears was paid after all, from which PP 44/2015 art. 39 gives the rest.
 * Null where there were none, and while one of them is unpaid.
 */
export const arrearsPaidOn = (owing: Owing): CalendarDay | null => {
  const lastDue = lastMonthDue(owing.day, READINGS_OF_ARREARS.contributionDueOnDay.value);
  const lastCovered = lastMonthCovered(owing.periods, lastDue);
  const days = (lastCovered ? unpaidMonths(owing, lastCovered) : []).map((month) =>
    firstPaidOn(month, owing.contributions),
  );
  return days.includes(null) ? null : (days.sort().at(-1) ?? null);
};

const firstPaidOn = (
  month: CalendarMonth,
  contributions: readonly PaidMonths[],
): CalendarDay | null =>
  contributions
    .filter(({ fromMonth, toMonth }) => fromMonth <= month && month <= toMonth)
    .map(({ paidOn }) => paidOn)
    .sort()[0] ?? null;

const unpaidMonths = (
  { periods, contributions, refunded = [], day }: Owing,
  lastCovered: CalendarMonth,
): readonly CalendarMonth[] =>
  unpaidBackFrom(
    lastCovered,
    periods,
    monthsOf(contributions.filter(({ paidOn }) => paidOn <= day)),
    refunded,
  );

/** A month is due from the day after its due day. */
const lastMonthDue = (day: CalendarDay, dueOnDay: number): CalendarMonth =>
  Number(day.slice(8)) > dueOnDay ? monthOf(day) : monthBefore(monthOf(day));

const monthBefore = (month: CalendarMonth): CalendarMonth =>
  monthOf(daysAfter(firstDayOf(month), -1));

const monthsOf = (contributions: readonly PaidMonths[]): ReadonlySet<CalendarMonth> =>
  new Set(contributions.flatMap(({ fromMonth, toMonth }) => monthsFrom(fromMonth, toMonth)));

const lastMonthCovered = (
  periods: readonly CoverPeriod[],
  lastDue: CalendarMonth,
): CalendarMonth | undefined =>
  periods
    .filter(({ from }) => monthOf(from) <= lastDue)
    .map(({ lastCoveredOn }) => monthOf(lastCoveredOn))
    .map((last) => (last < lastDue ? last : lastDue))
    .sort()
    .at(-1);

/**
 * A month that is paid ends the row, and so does one without cover; before the first that is paid there is none, whether
 * it was refunded or not: giving back what was paid takes no arrears away.
 */
const unpaidBackFrom = (
  last: CalendarMonth,
  periods: readonly CoverPeriod[],
  paid: ReadonlySet<CalendarMonth>,
  refunded: readonly CalendarMonth[],
): readonly CalendarMonth[] => {
  const first = [...paid, ...refunded].sort()[0];
  const unpaid: CalendarMonth[] = [];
  for (let month = last; first && month >= first; month = monthBefore(month)) {
    if (paid.has(month) || !isCovered(month, periods)) break;
    unpaid.push(month);
  }
  return unpaid;
};

const isCovered = (month: CalendarMonth, periods: readonly CoverPeriod[]): boolean =>
  periods.some(
    ({ from, lastCoveredOn }) => monthOf(from) <= month && monthOf(lastCoveredOn) >= month,
  );
