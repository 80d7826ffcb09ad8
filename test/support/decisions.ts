import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BenefitSchedule,
  type Scheme,
} from '../../src/benefit-schedule/domain/benefit-schedule';
import { partsOf } from '../../src/benefit-schedule/domain/parts';
import { SCHEDULES } from '../../src/benefit-schedule/domain/schedules';
import { type CalendarDay, daysAfter, monthsAfter } from '../../src/kernel/calendar-day';
import { type Rupiah, rupiah, total } from '../../src/kernel/rupiah';
import type { BenefitInputs, CoverInputs } from '../../src/payout/domain/benefit-inputs';
import type { Assessed, Payee } from '../../src/payout/domain/benefit.events';
import { linesAgain } from '../../src/payout/domain/replay';

// Decisions of every kind under every schedule, as they were stored once. The files are made from here where they are
// missing, and never again: a function that decides otherwise today has changed the past.

export const DECISIONS_FOLDER = join(__dirname, '../decisions');

/** One file for each kind of benefit. */
export const storedDecisions = (): Readonly<Record<string, readonly Assessed[]>> =>
  Object.fromEntries(
    readdirSync(DECISIONS_FOLDER).map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(DECISIONS_FOLDER, file), 'utf8')) as readonly Assessed[],
    ]),
  );

export const writeMissingDecisions = (): void => {
  mkdirSync(DECISIONS_FOLDER, { recursive: true });
  for (const [kind, decisions] of Object.entries(decisionsOfToday())) {
    const file = join(DECISIONS_FOLDER, `${kind}.json`);
    if (!existsSync(file)) writeFileSync(file, `[\n${decisions.map(onALine).join(',\n')}\n]\n`);
  }
};

/** So that a difference of git names the decision. */
const onALine = (decision: Assessed): string => JSON.stringify(decision);

type Asked = BenefitInputs & { readonly scheme: Scheme; readonly payees: readonly Receiving[] };
type Receiving = Omit<Payee, 'amount'>;

const sum = rupiah;
const whole = { numerator: 1, denominator: 1 };
const PARTICIPANT: Receiving = {
  kind: 'participant',
  id: 'participant',
  onBehalfOf: null,
  share: whole,
};
const HOSPITAL: Receiving = { ...PARTICIPANT, kind: 'facility', id: 'rsud-sekayu' };
const ninths = (id: string, numerator: number): Receiving => ({
  ...PARTICIPANT,
  kind: 'heir',
  id,
  share: { numerator, denominator: 9 },
});
const HEIRS = [ninths('widow', 2), ninths('son', 4), ninths('daughter', 3)];

const coverOn = (on: CalendarDay, changed: Partial<CoverInputs> = {}): CoverInputs => ({
  cover: 'covered',
  periodId: 'period',
  membershipSince: monthsAfter(on, -40),
  monthsPaid: 40,
  declaredIncome: sum(1_000_000),
  ...changed,
});

/** Whose cover was how, on that day: the rights of each differ. */
const covers = (on: CalendarDay): readonly CoverInputs[] => [
  coverOn(on),
  coverOn(on, { declaredIncome: sum(3_333_333) }),
  coverOn(on, { membershipSince: monthsAfter(on, -2), monthsPaid: 2 }),
  coverOn(on, { cover: 'in_arrears' }),
  coverOn(on, { cover: 'arrears_too_long' }),
  coverOn(on, { cover: 'needs_confirmation' }),
  coverOn(on, { cover: 'not_covered', periodId: null, membershipSince: null, monthsPaid: 0 }),
];

const asks = (on: CalendarDay, cover: CoverInputs): readonly Asked[] => [
  ...accident(on, cover),
  ...deaths(cover),
  ...scholarships(on, cover),
];

const accident = (on: CalendarDay, cover: CoverInputs): readonly Asked[] => {
  const jkk = { scheme: 'jkk', payees: [PARTICIPANT] } as const;
  const days = (from: number, count: number, grantedBefore: number): Asked => ({
    ...jkk,
    kind: 'wage_replacement',
    inputs: {
      ...cover,
      from: daysAfter(on, from),
      to: daysAfter(on, from + count - 1),
      days: count,
      daysBefore: from,
      grantedBefore: sum(grantedBefore),
    },
  });
  return [
    {
      ...jkk,
      payees: [HOSPITAL],
      kind: 'treatment',
      inputs: {
        ...cover,
        facilityId: 'rsud-sekayu',
        partner: true,
        invoiceRef: 'invoice',
        from: on,
        to: daysAfter(on, 7),
        items: [
          {
            code: 'ward',
            claimed: sum(3_000_000),
            deductions: [{ code: 'ward_class_above_entitlement', amount: sum(500_000) }],
          },
          { code: 'medicine', claimed: sum(700_001), deductions: [] },
        ],
        otherPayer: sum(2_600_000),
        paidTo: 'facility',
      },
    },
    {
      ...jkk,
      payees: [HOSPITAL],
      kind: 'home_care',
      inputs: {
        ...cover,
        facilityId: 'rsud-sekayu',
        partner: true,
        invoiceRef: 'home',
        careSince: on,
        from: daysAfter(on, 30),
        to: daysAfter(on, 60),
        items: [{ code: 'nurse', claimed: sum(1_500_000) }],
        grantedBefore: sum(19_000_000),
        paidTo: 'facility',
      },
    },
    ...(['land_river_lake', 'sea', 'air'] as const).map((mode): Asked => ({
      ...jkk,
      kind: 'transport',
      inputs: {
        ...cover,
        mode,
        travelledOn: on,
        cost: sum(1_800_000),
        grantedBefore: sum(400_000),
      },
    })),
    days(0, 10, 0),
    days(10, 35, 333_333),
    days(355, 20, 11_833_333),
    ...disabilities(cover),
    {
      ...jkk,
      kind: 'device',
      inputs: {
        ...cover,
        supplier: 'Bengkel Prostesis',
        invoiceRef: 'device',
        obtainedOn: on,
        items: [
          { device: 'prosthesis', cost: sum(15_000_001), referencePrice: sum(10_000_001) },
          { device: 'orthosis', cost: sum(1_000_000), referencePrice: sum(1_000_000) },
          { device: 'dentures', cost: sum(6_000_000), referencePrice: null },
          { device: 'hearing_aid', cost: sum(2_500_001), referencePrice: null },
          { device: 'glasses', cost: sum(800_000), referencePrice: null },
        ],
        grantedBefore: [{ device: 'glasses', granted: sum(400_000) }],
      },
    },
  ];
};

const disabilities = (cover: CoverInputs): readonly Asked[] => {
  const of = (
    disability: 'partial_anatomical' | 'partial_functional' | 'total_permanent',
    items: readonly { readonly percentTenths: number; readonly lossPercent: number }[],
    thousandthsBefore = 0,
  ): Asked => ({
    scheme: 'jkk',
    payees: [PARTICIPANT],
    kind: 'disability',
    inputs: {
      ...cover,
      statementId: 'statement',
      statedTenths: items.reduce((all, { percentTenths }) => all + percentTenths, 0),
      disability,
      items,
      thousandthsBefore,
      totalBefore: false,
    },
  });
  return [
    of('partial_anatomical', [{ percentTenths: 50, lossPercent: 100 }]),
    of(
      'partial_anatomical',
      [
        { percentTenths: 400, lossPercent: 100 },
        { percentTenths: 350, lossPercent: 100 },
      ],
      5_000,
    ),
    of('partial_functional', [{ percentTenths: 45, lossPercent: 33 }]),
    of('total_permanent', [], 30_000),
  ];
};

const deaths = (cover: CoverInputs): readonly Asked[] =>
  (['jkm', 'jkk'] as const).map((scheme) => ({
    scheme,
    payees: HEIRS,
    kind: 'death',
    inputs: {
      ...cover,
      cause: scheme === 'jkk' ? 'work_accident' : 'illness',
      accidentClaimId: scheme === 'jkk' ? 'accident' : null,
      heirs: HEIRS.map(({ id, share }) => ({ heirId: id, guardianId: null, share })),
    },
  }));

const scholarships = (on: CalendarDay, cover: CoverInputs): readonly Asked[] => {
  const child = (childId: string, ageInYears: number, legalChild = true) => ({
    childId,
    legalChild,
    ageInYears,
  });
  const guardian = { ...PARTICIPANT, kind: 'guardian', id: 'widow', onBehalfOf: 'son' } as const;
  const year = {
    ...cover,
    assessedOn: on,
    child: child('son', 12),
    childIndex: 0,
    level: 'sd',
    grade: 6,
    schoolYear: Number(on.slice(0, 4)),
    yearsUsedInLevel: 5,
    grantedBefore: sum(7_500_000),
    guardianId: 'widow',
  } as const;
  return [
    {
      scheme: 'jkm',
      payees: [],
      kind: 'scholarship_grant',
      inputs: {
        ...cover,
        assessedOn: on,
        children: [
          child('eldest', 23),
          child('son', 22),
          child('stepson', 9, false),
          child('daughter', 3),
          child('youngest', 1),
        ],
      },
    },
    ...[year, { ...year, yearsUsedInLevel: 6 }, { ...year, grantedBefore: sum(86_000_000) }].map(
      (inputs): Asked => ({
        scheme: 'jkk',
        payees: [guardian],
        kind: 'scholarship_year',
        inputs,
      }),
    ),
  ];
};

const ofSchedule = (schedule: BenefitSchedule): readonly Assessed[] => {
  const decidingDay = daysAfter(schedule.inForceFrom, 200);
  return covers(decidingDay)
    .flatMap((cover) => asks(decidingDay, cover))
    .map((asked, index) => decided(schedule, decidingDay, asked, index));
};

const decided = (
  schedule: BenefitSchedule,
  decidingDay: CalendarDay,
  { payees, ...asked }: Asked,
  index: number,
): Assessed => {
  const draft: Assessed = {
    ...asked,
    benefitId: `${schedule.id}-${index}`,
    scheduleId: schedule.id,
    decidingDay,
    lines: [],
    total: sum(0),
    payees: [],
    supersedes: null,
    participantVersion: 7,
    by: 'adjuster-1',
  };
  const lines = linesAgain(schedule, draft).map(({ code, claimed, granted, reasons, childId }) => ({
    ...{ code, concerns: childId ?? null, claimed, granted, reasons },
  }));
  const granted = total(lines.map((line) => line.granted));
  return { ...draft, lines, total: granted, payees: shared(granted, payees) };
};

const shared = (granted: Rupiah, payees: readonly Receiving[]): readonly Payee[] => {
  if (payees.length === 0) return [];
  const parts = partsOf(
    granted,
    payees.map(({ share }) => share),
  );
  return payees.map((payee, index) => ({ ...payee, amount: parts[index] ?? sum(0) }));
};

const decisionsOfToday = (): Readonly<Record<string, readonly Assessed[]>> => {
  const all = SCHEDULES.flatMap(ofSchedule);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return Object.fromEntries(kinds.map((kind) => [kind, all.filter((one) => one.kind === kind)]));
};

/** The public cases that every schedule must hold, so that the files do not only repeat what was computed once. */
export const PUBLIC_CASES: readonly (readonly [
  string,
  string,
  (one: Assessed) => boolean,
  number,
])[] = [
  ['death', 'PP-82-2019', ({ scheme }) => scheme === 'jkm', 42_000_000],
  ['death', 'PP-82-2019', ({ scheme }) => scheme === 'jkk', 70_000_000],
  ['death', 'PP-44-2015', ({ scheme }) => scheme === 'jkm', 24_000_000],
];
