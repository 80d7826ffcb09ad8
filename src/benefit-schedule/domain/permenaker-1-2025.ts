import { calendarDay } from '../../kernel/calendar-day';
import type { BenefitSchedule, WaitingBoundary } from './benefit-schedule';
import { practised, unconfirmed } from './cited';
import { pp82of2019 } from './pp-82-2019';

const STATUTE = 'Permenaker 1/2025';

/** The sums of PP 82/2019, with months of waiting before the death of an informal worker (BPU) pays more than the funeral. */
export const permenaker1of2025: BenefitSchedule = {
  ...pp82of2019,
  id: 'PERMENAKER-1-2025',
  inForceFrom: calendarDay('2025-02-24'),
  citation: STATUTE,
  waiting: {
    months: practised(3, STATUTE, {
      id: 'Kematian yang bukan akibat kerja hanya mendapat biaya pemakaman dalam bulan-bulan pertama kepesertaan.',
      en: 'A death that no work has caused pays the funeral alone in the first months of membership.',
    }),
    boundary: unconfirmed<WaitingBoundary>('paid_in_full', STATUTE, {
      id: 'Belum jelas apakah hari genapnya bulan terakhir masih termasuk masa tunggu.',
      en: 'Whether the day on which the last month has passed still waits is open.',
    }),
  },
  scholarship: {
    ...pp82of2019.scholarship,
    endedByWork: practised('work_other_than_bpu_or_internship', STATUTE, {
      id: 'Bekerja sebagai BPU atau magang sambil sekolah tidak lagi mengakhirinya.',
      en: 'Work as BPU or as an intern beside school no longer ends it.',
    }),
  },
  settings: {
    ...pp82of2019.settings,
    gapRestartsMembership: unconfirmed(true, STATUTE, {
      id: 'Belum jelas apakah masa tunggu dihitung ulang setelah satu hari tanpa perlindungan.',
      en: 'Whether the months of waiting begin anew after a day without cover is open.',
    }),
  },
};
