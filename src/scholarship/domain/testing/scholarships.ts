import { disbursed, paidFor, period, place, programme } from '../../../claim/domain/testing/people';
import { calendarDay } from '../../../kernel/calendar-day';
import { idFrom } from '../../../kernel/name-based-id';
import { rupiah } from '../../../kernel/rupiah';
import {
  initialState,
  type Member,
  type Participant,
} from '../../../participant/domain/participant';
import type {
  Assessed,
  AssessedLine,
  BenefitAssessed,
  PaperKind,
} from '../../../payout/domain/benefit.events';
import type {
  AssessSchoolYear,
  BasisClaim,
  RequestScholarship,
  SchoolYear,
  ScholarshipFacts,
} from '../scholarship.commands';
import type {
  ScholarshipEvent,
  ScholarshipGranted,
  ScholarshipRequested,
} from '../scholarship.events';

// A participant who had paid for 36 months died in December 2024, and leaves a widow and school children.

export const scholarshipId = 'sch-1';
export const today = calendarDay('2025-01-10');
export const mother = 'mem-mother';
export const first = 'mem-first';
export const second = 'mem-second';
export const third = 'mem-third';
export const foster = 'mem-foster';
/** Twenty-two until today is over. */
export const student = 'mem-student';
/** Twenty-three today. */
export const grown = 'mem-grown';

const member = (memberId: string, birthDate: string | null, legalChild = true): Member => ({
  memberId,
  relation: memberId === mother ? 'spouse' : 'child',
  legalChild,
  details: {
    name: 'Tanpa Nama',
    nik: null,
    birthDate: birthDate === null ? null : calendarDay(birthDate),
  },
});
const family: readonly Member[] = [
  member(mother, '1985-02-01', false),
  member(first, '2012-05-01'),
  member(second, '2015-05-01'),
  member(third, '2018-05-01'),
  member(foster, '2015-05-01', false),
  member(student, '2002-01-11'),
  member(grown, '2002-01-10'),
  member('mem-undated', null),
];

export const paidSince = (month: string): Participant => ({
  ...initialState,
  periods: [period({ from: calendarDay('2021-01-01') })],
  contributions: [paidFor(month, '2024-12')],
  family,
});

export const claim: BasisClaim = {
  claimId: 'clm-1',
  status: 'accepted',
  programme,
  place,
  cause: 'illness',
  scheme: 'jkm',
  decidingDay: calendarDay('2024-12-05'),
};
export const facts = (changed: Partial<ScholarshipFacts> = {}): ScholarshipFacts => ({
  participant: paidSince('2022-01'),
  participantVersion: 9,
  terms: disbursed,
  claim,
  ...changed,
});

// --- what is asked ----------------------------------------------------------------------------------------------

const asked = { scholarshipId, by: 'siti', today };

export const request = (
  childIds: readonly string[],
  changed: Partial<RequestScholarship['data']> = {},
): RequestScholarship => ({
  type: 'RequestScholarship',
  data: {
    ...asked,
    number: 'BSW-2025-00000000-0',
    participantId: 'par-1',
    childIds,
    basisVoided: false,
    facts: facts(),
    ...changed,
  },
});
export const assessYear = (
  childId: string,
  year: Partial<SchoolYear> = {},
  changed: Partial<AssessSchoolYear['data']> = {},
): AssessSchoolYear => ({
  type: 'AssessSchoolYear',
  data: {
    ...asked,
    facts: facts(),
    year: { childId, level: 'sd', grade: 6, schoolYear: 2024, guardianId: mother, ...year },
    ...changed,
  },
});

// --- what was recorded ------------------------------------------------------------------------------------------

const cover = {
  cover: 'covered',
  periodId: 'per-1',
  membershipSince: calendarDay('2021-01-01'),
  monthsPaid: 36,
  declaredIncome: rupiah(1_000_000),
} as const;
const onDay = {
  scheme: 'jkm',
  scheduleId: 'PP-82-2019',
  decidingDay: claim.decidingDay,
  supersedes: null,
  participantVersion: 9,
  by: 'siti',
} as const;

export const requested = (...childIds: readonly string[]): ScholarshipRequested => ({
  type: 'ScholarshipRequested',
  data: {
    number: 'BSW-2025-00000000-0',
    participantId: 'par-1',
    programme,
    place,
    claimId: 'clm-1',
    cause: 'illness',
    childIds,
    by: 'siti',
  },
});

export type GrantLine = {
  readonly childId: string;
  readonly ageInYears: number;
  readonly reason?: AssessedLine['reasons'][number];
};
const CEILING = 87_000_000;
export const grantId = idFrom(scholarshipId, 'scholarship_grant', 'once', 0);
export const grantAssessed = (...children: readonly GrantLine[]): BenefitAssessed => ({
  type: 'BenefitAssessed',
  data: {
    kind: 'scholarship_grant',
    inputs: {
      ...cover,
      assessedOn: today,
      children: children.map(({ childId, ageInYears }) => ({
        childId,
        legalChild: true,
        ageInYears,
      })),
    },
    ...onDay,
    benefitId: grantId,
    lines: children.map(({ childId, reason }) => ({
      code: 'scholarship_ceiling',
      concerns: childId,
      claimed: rupiah(CEILING),
      granted: rupiah(reason ? 0 : CEILING),
      reasons: reason ? [reason] : [],
    })),
    total: rupiah(CEILING * children.filter(({ reason }) => !reason).length),
    payees: [],
  },
});
export const granted = (...childIds: readonly string[]): ScholarshipGranted => ({
  type: 'ScholarshipGranted',
  data: {
    claimId: 'clm-1',
    cause: 'illness',
    childIds,
    ceiling: rupiah(CEILING * childIds.length),
  },
});

export const yearId = (childId: string, schoolYear: number, n = 0): string =>
  idFrom(scholarshipId, 'scholarship_year', childId, schoolYear, n);
/** The sixth year of primary school: 1,500,000, to the mother. */
export const yearAssessed = (
  childId: string,
  ageInYears: number,
  inputs: Partial<Extract<Assessed, { kind: 'scholarship_year' }>['inputs']> = {},
): BenefitAssessed => {
  const schoolYear = inputs.schoolYear ?? 2024;
  const amount = rupiah(1_500_000);
  const share = { numerator: 1, denominator: 1 };
  return {
    type: 'BenefitAssessed',
    data: {
      kind: 'scholarship_year',
      inputs: {
        ...cover,
        yearsUsedInLevel: 0,
        grantedBefore: rupiah(0),
        assessedOn: today,
        child: { childId, legalChild: true, ageInYears },
        childIndex: 0,
        level: 'sd',
        grade: 6,
        schoolYear,
        guardianId: mother,
        ...inputs,
      },
      ...onDay,
      benefitId: yearId(childId, schoolYear),
      lines: [
        {
          code: 'scholarship_sd',
          concerns: childId,
          claimed: amount,
          granted: amount,
          reasons: [],
        },
      ],
      total: amount,
      payees: [{ kind: 'guardian', id: mother, onBehalfOf: childId, share, amount }],
    },
  };
};

const paper = (
  kind: PaperKind,
  concerns: string | null = null,
  year = '',
): readonly ScholarshipEvent[] => {
  const documentId = `doc-${kind}-${concerns ?? 'all'}${year}`;
  const receivedOn = calendarDay('2025-01-08');
  const kept = { issuedOn: null, receivedOn, pages: null, fileRef: null, by: 'siti' };
  return [
    { type: 'DocumentReceived', data: { documentId, kind, concerns, ...kept } },
    { type: 'DocumentVerified', data: { documentId, by: 'siti' } },
  ];
};
export const grantPapers = (...childIds: readonly string[]): readonly ScholarshipEvent[] => [
  ...(['application', 'family_card', 'guardian_ktp'] as const).flatMap((kind) => paper(kind)),
  ...childIds.flatMap((childId) => paper('birth_certificate', childId)),
];
/** What each school year is approved on. */
export const yearPapers = (childId: string, year = ''): readonly ScholarshipEvent[] =>
  (['application', 'school_letter', 'school_report'] as const).flatMap((kind) =>
    paper(kind, childId, year),
  );
