import type { CalendarDay } from '../../kernel/calendar-day';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import type { Scheme } from './benefit-schedule';
import { type Cited, statedIn, unconfirmed } from './cited';

const STATUTE = 'PP 44/2015';

/** How long a step may take. Days are calendar days; working days come from the tables of holidays. */
export type Limit = { readonly count: number; readonly unit: 'day' | 'working_day' };

/** What each step of the procedure may take, of every version of the schedule alike. */
export const LIMITS = {
  /** Stage I, form 3 KK1. */
  report: statedIn(`${STATUTE} art. 43`)({ count: 2, unit: 'day' }),
  /** Stage II, forms 3a KK2 and 3b KK3: the application for the benefits. */
  stage_two: statedIn(STATUTE)({ count: 2, unit: 'day' }),
  conclude: statedIn('PP 49/2023')({ count: 30, unit: 'day' }),
  tell_missing_papers: statedIn(STATUTE)({ count: 7, unit: 'working_day' }),
  pay_jkk: statedIn(`${STATUTE} art. 37`)({ count: 7, unit: 'working_day' }),
  pay_jkm: statedIn(STATUTE)({ count: 3, unit: 'working_day' }),
} as const satisfies Readonly<Record<string, Cited<Limit>>>;

export const paymentLimit = (scheme: Scheme): Cited<Limit> =>
  scheme === 'jkk' ? LIMITS.pay_jkk : LIMITS.pay_jkm;

/** What a payer owes for each day of a late payment, to the payee (PP 44/2015 art. 37 paragraph 3 for JKK). */
export const LATE_PAYMENT = statedIn(`${STATUTE} art. 37(3)`)({ percentPerDay: 1 });

/** Readings of the clocks that no statute settles. They are named wherever clocks are answered. */
export const READINGS_OF_CLOCKS = {
  workingWeek: unconfirmed('monday_to_friday', STATUTE, {
    id: 'Belum jelas apakah pembayar yang bekerja hari Sabtu ikut menghitung hari itu.',
    en: 'Whether a payer who works on Saturdays counts them is open.',
  }),
  jointLeaveIsWorked: unconfirmed(false, STATUTE, {
    id: 'Cuti bersama tidak dihitung sebagai hari kerja, karena kantor pemerintah tutup.',
    en: 'Joint leave (cuti bersama) is counted as no working day, as offices of the state are shut.',
  }),
  countedFrom: unconfirmed('day_after', STATUTE, {
    id: 'Hari mulainya tenggat tidak dihitung, dan hari terakhirnya masih tepat waktu.',
    en: 'The day on which a limit begins is not counted, and its last day is still in time.',
  }),
  hoursAreDays: unconfirmed(true, STATUTE, {
    id: 'Jam kecelakaan tidak dicatat: 2 x 24 jam berarti dua hari kalender.',
    en: 'Hours of an accident are not recorded: 2 x 24 hours are two calendar days.',
  }),
  paymentWaitsForStageTwo: unconfirmed('where_it_was_received', `${STATUTE} art. 37(2)`, {
    id: 'Tujuh hari dihitung sejak laporan tahap II dan berkas lengkap; tanpa tahap II, untuk tagihan selama perawatan berjalan, sejak berkas lengkap.',
    en: 'Seven days run from stage II and complete papers; without stage II, of a bill while treatment goes on, from the papers.',
  }),
  paymentAfterCorrection: unconfirmed('from_the_correction', `${STATUTE} art. 37(2)`, {
    id: 'Tambahan karena perbaikan sebab kematian jatuh tempo sejak hari perbaikan, atau sejak berkas lengkap bila itu menyusul; yang sudah dibayar memakai tenggatnya sendiri, dan yang belum dibayar terhitung terlambat sampai hari itu.',
    en: 'What a corrected cause of death adds is due from the day of the correction, or from complete papers where they came later; what was paid before keeps its own clock, and what was not yet paid was late until that day.',
  }),
};

/** Readings of the compensation for a late payment. They are named wherever it is answered. */
export const READINGS_OF_LATE_PAYMENT = {
  latePaymentDays: unconfirmed('calendar_days', `${STATUTE} art. 37(3)`, {
    id: 'Setiap hari setelah jatuh tempo dihitung, hari kerja atau bukan, dan denda tidak dikenakan atas denda sebelumnya.',
    en: 'Each day after the due day counts, worked or not, and nothing is added for a day on what was added before.',
  }),
  latePaymentOfJkm: unconfirmed('as_of_jkk', STATUTE, {
    id: 'Tertulis untuk JKK dalam pasal 37; diterapkan juga untuk kematian yang bukan akibat kerja.',
    en: 'Read for JKK in art. 37; applied to a death that no work has caused too.',
  }),
  latePaymentOfBills: unconfirmed('as_of_cash', `${STATUTE} art. 37(3)`, {
    id: 'Dari nilai manfaat tunai; belum jelas apakah tagihan rumah sakit ikut dihitung, dan di sini dihitung.',
    en: 'Of the nominal cash benefit; whether the bill of a hospital counts too is open, and it is counted.',
  }),
  latePaymentByTheOffice: unconfirmed('as_of_the_payer', `${STATUTE} art. 37(3)`, {
    id: 'Kewajiban itu milik BPJS Ketenagakerjaan; belum jelas apa kewajiban kantor yang membayar sendiri.',
    en: 'The duty is that of BPJS Ketenagakerjaan; what an office owes that pays by itself is open.',
  }),
};

/** A sum, and how many days after its due day it was paid, or has not been paid. */
export type LateSum = { readonly amount: Rupiah; readonly days: number };

/**
 * 1 % of each sum for each of its days, PP 44/2015 art. 37(3): rounded running totals, so that parts of a benefit come to
 * what the whole would. A figure that is shown: it is never scheduled by itself.
 */
export const latePaymentsOf = (sums: readonly LateSum[]): readonly Rupiah[] => {
  const hundredths = sums.map(
    ({ amount, days }) => amount * Math.max(0, days) * LATE_PAYMENT.value.percentPerDay,
  );
  const until = (count: number): number =>
    Math.floor(hundredths.slice(0, count).reduce((sum, one) => sum + one, 0) / 100);
  return sums.map((_, index) => rupiah(until(index + 1) - until(index)));
};

/** Whether a day is after the last of a limit. */
export const isAfter = (day: CalendarDay, dueOn: CalendarDay | null): boolean =>
  dueOn !== null && day > dueOn;
