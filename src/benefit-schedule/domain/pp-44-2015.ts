import { calendarDay } from '../../kernel/calendar-day';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import type { BenefitSchedule } from './benefit-schedule';
import { type Cited, practised, statedIn, unconfirmed } from './cited';
import { disabilityTable } from './disability-table';

const STATUTE = 'PP 44/2015';
const law = statedIn(STATUTE);
const sum = (amount: number): Cited<Rupiah> => law(rupiah(amount));

/** The base: how cover begins and ends, what an accident pays, and the first sums. */
export const pp44of2015: BenefitSchedule = {
  id: 'PP-44-2015',
  inForceFrom: calendarDay('2015-07-01'),
  lastDay: calendarDay('2019-12-01'),
  citation: STATUTE,
  cover: {
    startsWith: statedIn(`${STATUTE} art. 11`)('participation_number'),
    arrearsMonthsAtMost: statedIn(`${STATUTE} art. 39`)(3),
  },
  deathByIllness: {
    lumpSum: sum(16_200_000),
    periodic: sum(4_800_000),
    funeral: sum(3_000_000),
  },
  deathByAccident: {
    lumpSum: law({ percentTenths: 600, months: 80 }),
    periodic: sum(4_800_000),
    funeral: sum(3_000_000),
  },
  waiting: null,
  treatment: {
    extent: law('medical_need_without_cap'),
    until: law(['recovered', 'disabled', 'died']),
    notBorne: {
      ward_class_above_entitlement: law("A higher class of ward is the participant's own."),
      not_medical: law('Treatment is paid as far as there is a medical need.'),
      outside_partner_excess: law(
        'Outside a partner hospital, which is allowed only where there is none, the standard of the highest local partner is paid.',
      ),
      paid_by_other_payer: practised('What another payer bears is not paid again.', 'practice', {
        id: 'Untuk kecelakaan di jalan Jasa Raharja membayar lebih dahulu; belum ada peraturan yang dibaca untuk itu.',
        en: 'On the road Jasa Raharja pays first; no statute was read for it.',
      }),
    },
  },
  transport: {
    land_river_lake: sum(1_000_000),
    sea: sum(1_500_000),
    air: sum(2_500_000),
  },
  wageReplacement: {
    bands: unconfirmed(
      [
        { fromMonth: 1, toMonth: 6, percentTenths: 1000 },
        { fromMonth: 7, toMonth: 12, percentTenths: 750 },
        { fromMonth: 13, toMonth: null, percentTenths: 500 },
      ],
      STATUTE,
      {
        id: 'Tahapan persentase dalam peraturan semula belum dipastikan.',
        en: 'The bands of the first version are not confirmed.',
      },
    ),
    daysInMonth: unconfirmed(30, STATUTE, {
      id: 'Satu bulan dihitung 30 hari.',
      en: 'A month is taken as 30 days.',
    }),
  },
  disability: {
    partialMonths: law(80),
    totalPermanent: law({ percentTenths: 700, months: 80 }),
    totalPermanentPeriodic: sum(4_800_000),
    severalTogetherAtMostTenths: unconfirmed(700, STATUTE, {
      id: 'Beberapa cacat bersama-sama paling banyak 70 %.',
      en: 'Several disabilities add up to 70 %.',
    }),
    table: law(disabilityTable),
  },
  devices: {
    prosthesisAboveReferenceTenths: law(400),
    dentures: unconfirmed(rupiah(3_000_000), STATUTE, {
      id: 'Batas tertingginya belum dipastikan.',
      en: 'The cap is not confirmed.',
    }),
    hearingAid: null,
    glasses: null,
  },
  homeCare: null,
  scholarship: {
    levels: null,
    ceilingPerChild: sum(12_000_000),
    childrenAtMost: law(1),
    monthsNeeded: { jkm: law(60), jkk: law(0) },
    tooFewMonths: 'scholarship_needs_five_years',
    legalChildOnly: unconfirmed(true, STATUTE, {
      id: 'Hanya tertulis dalam PP 82/2019, dan diterapkan juga di sini.',
      en: 'Read for PP 82/2019 only, and applied here too.',
    }),
    ageLimit: null,
    endedByMarriage: null,
    endedByWork: null,
    ageTestedOn: unconfirmed('decision_day', STATUTE, {
      id: 'Belum jelas pada hari apa usia dihitung.',
      en: 'On which day the age counts is open.',
    }),
    endedPlacePassesOn: unconfirmed(false, STATUTE, {
      id: 'Belum jelas apakah anak ketiga boleh menggantikan.',
      en: 'Whether a third child may follow is open.',
    }),
  },
  expiry: { jkkYears: law(2), jkmYears: null },
  settings: {
    monthsToConfirmAfterCover: unconfirmed(3, `${STATUTE} art. 39`, {
      id: 'Belum jelas apakah masa tunggakan juga berlaku setelah perlindungan yang dibayar di muka: klaim seperti itu ditanyakan dahulu.',
      en: 'Whether the months of arrears also follow a prepaid cover is open: such a claim is asked about.',
    }),
    gapRestartsMembership: unconfirmed(true, STATUTE, {
      id: 'Belum jelas apakah kepesertaan dihitung ulang setelah satu hari tanpa perlindungan.',
      en: 'Whether membership begins anew after a day without cover is open.',
    }),
    gapRestartsMonthsPaid: unconfirmed(false, STATUTE, {
      id: 'Belum jelas apakah bulan iuran sebelum masa kosong ikut dihitung untuk beasiswa.',
      en: 'Whether the months before a gap count towards a scholarship is open.',
    }),
    accidentDeathDecidedBy: unconfirmed('day_of_accident', STATUTE, {
      id: 'Perlindungan dan ketentuan manfaat untuk kematian akibat kecelakaan mengikuti hari kecelakaannya.',
      en: 'Cover and schedule of a death by accident are those of the accident.',
    }),
    overpaymentAfterCorrectedCause: unconfirmed('collected_by_own_decision', STATUTE, {
      id: 'Belum jelas apakah kelebihan bayar ditagih bila kecelakaan ternyata penyakit.',
      en: 'Whether an overpayment is collected when an accident turns out to be an illness is open.',
    }),
    firstPayerOnTheRoad: practised(
      { payer: 'jasa_raharja', atMost: rupiah(20_000_000) },
      'practice',
      {
        id: 'Jasa Raharja membayar lebih dahulu, BPJS Ketenagakerjaan sisanya.',
        en: 'Jasa Raharja pays first, BPJS Ketenagakerjaan the rest.',
      },
    ),
  },
};
