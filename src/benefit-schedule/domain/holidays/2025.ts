import { calendarDay } from '../../../kernel/calendar-day';
import { entriesOf } from './entries';
import type { IndonesianHolidays } from './holiday-table';

/** 2025 as first ruled: 17 national holidays and 10 days of joint leave. */
export const holidaysOf2025: IndonesianHolidays = {
  year: 2025,
  version: 1,
  source: 'SKB Menag 1017/2024, Menaker 2/2024, MenPANRB 2/2024',
  ruledOn: calendarDay('2024-10-14'),
  note: 'All 27 days read in prints of the decree (radarbandung.id, 2024-10-15); joint leave agrees with vacanza/holidays (indonesia.py, 01ffee1). Not compared with the decree itself.',
  days: [
    ...entriesOf(
      2025,
      'national',
      'practice',
    )({
      '01-01': 'Tahun Baru 2025 Masehi',
      '01-27': 'Isra Mikraj Nabi Muhammad saw.',
      '01-29': 'Tahun Baru Imlek 2576 Kongzili',
      '03-29': 'Hari Suci Nyepi (Tahun Baru Saka 1947)',
      '03-31': 'Idulfitri 1446 Hijriah',
      '04-01': 'Idulfitri 1446 Hijriah',
      '04-18': 'Wafat Yesus Kristus',
      '04-20': 'Kebangkitan Yesus Kristus (Paskah)',
      '05-01': 'Hari Buruh Internasional',
      '05-12': 'Hari Raya Waisak 2569 BE',
      '05-29': 'Kenaikan Yesus Kristus',
      '06-01': 'Hari Lahir Pancasila',
      '06-06': 'Iduladha 1446 Hijriah',
      '06-27': 'Tahun Baru Islam 1447 Hijriah',
      '08-17': 'Hari Kemerdekaan Republik Indonesia',
      '09-05': 'Maulid Nabi Muhammad saw.',
      '12-25': 'Hari Raya Natal',
    }),
    ...entriesOf(
      2025,
      'joint_leave',
      'practice',
    )({
      '01-28': 'Tahun Baru Imlek 2576 Kongzili',
      '03-28': 'Hari Suci Nyepi (Tahun Baru Saka 1947)',
      '04-02': 'Idulfitri 1446 Hijriah',
      '04-03': 'Idulfitri 1446 Hijriah',
      '04-04': 'Idulfitri 1446 Hijriah',
      '04-07': 'Idulfitri 1446 Hijriah',
      '05-13': 'Hari Raya Waisak 2569 BE',
      '05-30': 'Kenaikan Yesus Kristus',
      '06-09': 'Iduladha 1446 Hijriah',
      '12-26': 'Hari Raya Natal',
    }),
  ],
};

/** 2025 as changed in August: the Monday after the eightieth independence day is joint leave too. */
export const holidaysOf2025Changed: IndonesianHolidays = {
  ...holidaysOf2025,
  version: 2,
  source: `${holidaysOf2025.source}; changed by SKB Menag 933/2025, Menaker 1/2025, MenPANRB 3/2025`,
  ruledOn: calendarDay('2025-08-07'),
  note: `${holidaysOf2025.note} The change, its day and its numbers: bloombergtechnoz.com and jabar.jpnn.com, August 2025.`,
  days: [
    ...holidaysOf2025.days,
    ...entriesOf(
      2025,
      'joint_leave',
      'practice',
    )({ '08-18': 'Hari Kemerdekaan Republik Indonesia' }),
  ],
};
