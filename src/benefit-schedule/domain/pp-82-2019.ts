import { calendarDay } from '../../kernel/calendar-day';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import type { BenefitSchedule, LevelRule } from './benefit-schedule';
import { type Cited, statedIn, unconfirmed } from './cited';
import { pp44of2015 } from './pp-44-2015';

const STATUTE = 'PP 82/2019';
const law = statedIn(STATUTE);
const sum = (amount: number): Cited<Rupiah> => law(rupiah(amount));
const level = (perYear: number, yearsAtMost: number): Cited<LevelRule> =>
  law({ perYear: rupiah(perYear), yearsAtMost });

/** 42 million for a death, and scholarships; what it leaves as it was still cites PP 44/2015. */
export const pp82of2019: BenefitSchedule = {
  ...pp44of2015,
  id: 'PP-82-2019',
  inForceFrom: calendarDay('2019-12-02'),
  lastDay: null,
  citation: STATUTE,
  deathByIllness: {
    lumpSum: sum(20_000_000),
    periodic: sum(12_000_000),
    funeral: sum(10_000_000),
  },
  deathByAccident: {
    ...pp44of2015.deathByAccident,
    periodic: sum(12_000_000),
    funeral: sum(10_000_000),
  },
  transport: {
    land_river_lake: sum(5_000_000),
    sea: sum(2_000_000),
    air: sum(10_000_000),
  },
  wageReplacement: {
    ...pp44of2015.wageReplacement,
    bands: law([
      { fromMonth: 1, toMonth: 12, percentTenths: 1000 },
      { fromMonth: 13, toMonth: null, percentTenths: 500 },
    ]),
  },
  disability: { ...pp44of2015.disability, totalPermanentPeriodic: sum(12_000_000) },
  devices: {
    ...pp44of2015.devices,
    dentures: unconfirmed(rupiah(5_000_000), STATUTE, {
      id: 'Batas tertingginya belum dipastikan.',
      en: 'The cap is not confirmed.',
    }),
    hearingAid: unconfirmed(rupiah(2_500_000), STATUTE, {
      id: 'Batas tertingginya belum dipastikan.',
      en: 'The cap is not confirmed.',
    }),
    glasses: sum(1_000_000),
  },
  homeCare: { yearsAtMost: law(1), atMost: sum(20_000_000) },
  scholarship: {
    levels: {
      tk: level(1_500_000, 2),
      sd: level(1_500_000, 6),
      smp: level(2_000_000, 3),
      sma: level(3_000_000, 3),
      pt: level(12_000_000, 5),
    },
    ceilingPerChild: sum(87_000_000),
    childrenAtMost: law(2),
    monthsNeeded: { jkm: law(36), jkk: law(0) },
    tooFewMonths: 'scholarship_needs_three_years',
    legalChildOnly: law(true),
    ageLimit: law(23),
    endedByMarriage: law(true),
    endedByWork: law('any_work'),
    ageTestedOn: unconfirmed('decision_day', STATUTE, {
      id: 'Belum jelas pada hari apa usia dihitung.',
      en: 'On which day the age counts is open.',
    }),
    endedPlacePassesOn: unconfirmed(false, STATUTE, {
      id: 'Belum jelas apakah anak ketiga boleh menggantikan.',
      en: 'Whether a third child may follow is open.',
    }),
  },
  expiry: { jkkYears: law(5), jkmYears: null },
};
