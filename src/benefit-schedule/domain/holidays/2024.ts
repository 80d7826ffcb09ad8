import { calendarDay } from '../../../kernel/calendar-day';
import { entriesOf } from './entries';
import type { IndonesianHolidays } from './holiday-table';

/** 2024: 17 national holidays, 10 days of joint leave, and two election days that the President declared later. */
export const holidaysOf2024: IndonesianHolidays = {
  year: 2024,
  version: 1,
  source:
    'SKB Menag 855/2023, Menaker 3/2023, MenPANRB 4/2023; Keppres 10/2024 and Keppres 33/2024 for the elections',
  ruledOn: calendarDay('2023-09-12'),
  note: 'Prints of the decree; joint leave, Idulfitri, Iduladha and election days agree with vacanza/holidays (indonesia.py, 01ffee1), both Keppres (of 21 November for Pilkada) with the press. Not compared with the decrees themselves.',
  days: [
    ...entriesOf(
      2024,
      'national',
      'practice',
    )({
      '01-01': 'Tahun Baru 2024 Masehi',
      '02-08': 'Isra Mikraj Nabi Muhammad saw.',
      '02-10': 'Tahun Baru Imlek 2575 Kongzili',
      '03-11': 'Hari Suci Nyepi (Tahun Baru Saka 1946)',
      '03-29': 'Wafat Yesus Kristus',
      '03-31': 'Kebangkitan Yesus Kristus (Paskah)',
      '04-10': 'Idulfitri 1445 Hijriah',
      '04-11': 'Idulfitri 1445 Hijriah',
      '05-01': 'Hari Buruh Internasional',
      '05-09': 'Kenaikan Yesus Kristus',
      '05-23': 'Hari Raya Waisak 2568 BE',
      '06-01': 'Hari Lahir Pancasila',
      '06-17': 'Iduladha 1445 Hijriah',
      '07-07': 'Tahun Baru Islam 1446 Hijriah',
      '08-17': 'Hari Kemerdekaan Republik Indonesia',
      '09-16': 'Maulid Nabi Muhammad saw.',
      '12-25': 'Hari Raya Natal',
    }),
    ...entriesOf(
      2024,
      'joint_leave',
      'practice',
    )({
      '02-09': 'Tahun Baru Imlek 2575 Kongzili',
      '03-12': 'Hari Suci Nyepi (Tahun Baru Saka 1946)',
      '04-08': 'Idulfitri 1445 Hijriah',
      '04-09': 'Idulfitri 1445 Hijriah',
      '04-12': 'Idulfitri 1445 Hijriah',
      '04-15': 'Idulfitri 1445 Hijriah',
      '05-10': 'Kenaikan Yesus Kristus',
      '05-24': 'Hari Raya Waisak 2568 BE',
      '06-18': 'Iduladha 1445 Hijriah',
      '12-26': 'Hari Raya Natal',
    }),
    ...entriesOf(
      2024,
      'election',
      'practice',
    )({
      '02-14': 'Pemilihan umum',
      '11-27': 'Pemilihan kepala daerah serentak',
    }),
  ],
};
