import { calendarDay } from '../../../kernel/calendar-day';
import { entriesOf } from './entries';
import type { IndonesianHolidays } from './holiday-table';

/** 2026: 17 national holidays and 8 days of joint leave. */
export const holidaysOf2026: IndonesianHolidays = {
  year: 2026,
  version: 1,
  source: 'SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025',
  ruledOn: calendarDay('2025-09-19'),
  note: 'All 25 days agree with a print of the decree (pembelajaranbermaknaid.blogspot.com, November 2025), the counts with bekentv.id; vacanza/holidays (01ffee1) has no joint leave of 2026 yet. Not compared with the decree itself. One print gives 19 November as its day, the press 19 September.',
  days: [
    ...entriesOf(
      2026,
      'national',
      'practice',
    )({
      '01-01': 'Tahun Baru 2026 Masehi',
      '01-16': 'Isra Mikraj Nabi Muhammad saw.',
      '02-17': 'Tahun Baru Imlek 2577 Kongzili',
      '03-19': 'Hari Suci Nyepi (Tahun Baru Saka 1948)',
      '03-21': 'Idulfitri 1447 Hijriah',
      '03-22': 'Idulfitri 1447 Hijriah',
      '04-03': 'Wafat Yesus Kristus',
      '04-05': 'Kebangkitan Yesus Kristus (Paskah)',
      '05-01': 'Hari Buruh Internasional',
      '05-14': 'Kenaikan Yesus Kristus',
      '05-27': 'Iduladha 1447 Hijriah',
      '05-31': 'Hari Raya Waisak 2570 BE',
      '06-01': 'Hari Lahir Pancasila',
      '06-16': 'Tahun Baru Islam 1448 Hijriah',
      '08-17': 'Hari Kemerdekaan Republik Indonesia',
      '08-25': 'Maulid Nabi Muhammad saw.',
      '12-25': 'Hari Raya Natal',
    }),
    ...entriesOf(
      2026,
      'joint_leave',
      'practice',
    )({
      '02-16': 'Tahun Baru Imlek 2577 Kongzili',
      '03-18': 'Hari Suci Nyepi (Tahun Baru Saka 1948)',
      '03-20': 'Idulfitri 1447 Hijriah',
      '03-23': 'Idulfitri 1447 Hijriah',
      '03-24': 'Idulfitri 1447 Hijriah',
      '05-15': 'Kenaikan Yesus Kristus',
      '05-28': 'Iduladha 1447 Hijriah',
      '12-24': 'Hari Raya Natal',
    }),
  ],
};
