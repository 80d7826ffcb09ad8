import { type CalendarDay, monthsAfter } from '../../kernel/calendar-day';
import type { BenefitSchedule, Scheme } from './benefit-schedule';
import { unconfirmed } from './cited';

/** Readings of the expiry that no statute settles. They are named wherever a right has expired. */
export const READINGS_OF_EXPIRY = {
  expiryLastDay: unconfirmed('anniversary_in_time', 'PP 82/2019', {
    id: 'Hari terakhir hak dapat diajukan adalah tanggal yang sama sekian tahun kemudian.',
    en: 'The last day on which the right can be claimed is the same date so many years later.',
  }),
  expiryKeptBy: unconfirmed('report_to_the_office', 'PP 82/2019', {
    id: 'Laporan ke kantor menjaga hak; belum jelas apakah hanya laporan tahap II kepada pembayar yang menjaganya.',
    en: 'The report to the office keeps the right; whether only stage II at the payer does is open.',
  }),
  expiryOfDeathByAccident: unconfirmed('report_of_the_accident', 'PP 82/2019', {
    id: 'Kematian setelah kecelakaan yang dilaporkan tepat waktu tetap berhak, selama apa pun jaraknya.',
    en: 'A death that follows an accident reported in time keeps its right, however much later it follows.',
  }),
};

/** The last day on which the right can be claimed; null where none was found (JKM). */
export const claimableUntil = (
  { expiry }: BenefitSchedule,
  scheme: Scheme,
  eventDay: CalendarDay,
): CalendarDay | null =>
  scheme === 'jkk' ? monthsAfter(eventDay, 12 * expiry.jkkYears.value) : null;
