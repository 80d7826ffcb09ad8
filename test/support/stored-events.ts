import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimEvent } from '../../src/claim/domain/claim.events';
import type { ContributionPaymentEvent } from '../../src/contribution/domain/contribution-payment.decider';
import type { EnrolmentListEvent } from '../../src/enrolment/domain/enrolment-list.events';
import type { ErasureEvent } from '../../src/erasure/domain/erasure.events';
import { EVENT_TYPES } from '../../src/event-types';
import { calendarDay, calendarMonth, monthsFrom } from '../../src/kernel/calendar-day';
import type { JsonObject, Personal } from '../../src/kernel/event';
import { rupiah } from '../../src/kernel/rupiah';
import type { NikEvent } from '../../src/participant/domain/nik.decider';
import type { ParticipantEvent } from '../../src/participant/domain/participant.events';
import type { CoverInputs } from '../../src/payout/domain/benefit-inputs';
import type {
  Assessed,
  DisabilityForm,
  PayoutReplacementRequested,
} from '../../src/payout/domain/benefit.events';
import type { Share } from '../../src/payout/domain/benefit-inputs';
import type { EventType } from '../../src/platform/event-store/codec/event-type';
import type { StreamName } from '../../src/platform/event-store/event-store';
import type { Place, ProgrammeEvent } from '../../src/programme/domain/programme.events';
import type { ScholarshipEvent } from '../../src/scholarship/domain/scholarship.events';

// One event of each type, in the shape that is written now, of people who do not exist. The files beside them are the
// shapes that were ever written: they are made from here once and never again.

type Stored =
  | ProgrammeEvent
  | NikEvent
  | ParticipantEvent
  | ClaimEvent
  | ScholarshipEvent
  | ContributionPaymentEvent
  | ErasureEvent
  | EnrolmentListEvent;
type TypeName = Stored['type'];
type EventOf<Type extends TypeName> = Extract<Stored, { readonly type: Type }>;

/** A type, or one more shape of it: `BenefitAssessed.treatment`. */
type ShapeName = TypeName | `${TypeName}.${string}`;

type Example<Type extends TypeName> = {
  readonly stream: StreamName;
  /** What comes before it in its stream, so that there is something for it to change. */
  readonly after: readonly ShapeName[];
  readonly data: EventOf<Type>['data'];
  readonly personal: NonNullable<EventOf<Type>['personal']> | null;
};

const day = calendarDay;
const month = calendarMonth;

const PROGRAMME = 'pake-kelambu-2025';
const PLACE = { subDistrictCode: '99.16.05', villageCode: '99.16.05.2001' } satisfies Place;

const DISPUTE = '0a58ce0a-6f4f-5e0b-8a36-5e2f9a1f4b6c';
const VOIDING = '5d1c2b7e-93a4-5c18-b0de-7a64f0e3c921';
const PARTICIPANT = '6b728495-caff-5adc-9488-2a0529b03fb9';
const WIDOW = '8f2ab455-b3e6-5d70-a5ed-272d66bc3625';
const DAUGHTER = 'dfcbf4f8-5e19-5455-a68d-6ead53e901c7';
const SON = 'dddbb437-663f-5a4d-be32-bfbe7ef598cd';
const WORKMATE = '0c78c236-9155-55de-80d2-e4aa79a588db';
const VILLAGE_HEAD = '4d4f4ae2-d521-527f-a9b3-69968d5b11f8';

const INJURY = 'ded6431c-e576-558b-ab20-df4bc85b976e';
const FATAL_ACCIDENT = '0d40fec8-9769-56d1-9879-0192c5fa018e';
const DEATH = 'fbc7d765-2cd0-56c0-b5de-616bc7b43d77';
const SCHOLARSHIP = 'd788c632-153a-5972-8f66-b1a75ecf0a28';

const PERIOD = '31df5d12-04ce-5c62-8139-6979074cb990';
const PAYMENT = '78fed43a-d0d4-5407-afd7-7dc5f388cd5a';
const SURVIVOR = '0b7c2a52-6a0e-5f7b-9a4c-5f8f4e3d2c11';
const MERGE_REQUEST = '7c9e6679-7425-50de-944b-e07fc1f90ae7';
const RETRACTION_REQUEST = '3d813cbb-47fb-52ba-91df-831e1593ac29';
const OTHER_NIK_REF = 'pqeibugk3zmjyo4sdh7xw5nrta';
const OTHER_FAMILY_REF = 'vzc4mexq6dhsk3woj5ynlrp7ba';
const REFUND = 'b6f1d5a2-9f0e-5c34-8a77-2d1f7f6f0a19';
const LIST = '6d798db6-9d75-5662-9316-c87e6e03be1f';
const LIST_OF_PEOPLE = 'k7m2q5w3xzt4d6wvnmas2bac4e';
const UPLOAD = '2f6f0c1e-7c0d-5a51-9a68-2f2f7c3d9b10';
const ERASURE = '9e4d3a0e-6a0f-5d57-9c34-0f5a5d8f7c11';
const DOCUMENT = '0b685af0-8f9a-54f0-adf0-37421ed5b6ff';

const TREATMENT_BENEFIT = '86a157ea-9b86-5a00-a34f-50fa87f59799';
const DEATH_BENEFIT = 'a20622be-e804-5ac6-b634-1a6015a2eac6';
const GRANT = '0aaa3cd1-b957-5513-84e8-52abae2c4a37';
const SCHOOL_YEAR = '1288c5a8-31b9-5ba3-82d8-091ba01745c1';

const TREATMENT_PAYOUT = 'fd1fe670-5e1c-5017-a1f2-eaf1780b3d4f';
const WIDOWS_PAYOUT = 'f304ec16-76bb-56ee-b7a5-960849d9f7f8';
const DAUGHTERS_PAYOUT = '05cadf5c-ce81-5c84-8fcf-9c8f16169d32';
const SONS_PAYOUT = 'b7f2f6ab-a3aa-5fc5-889b-fb6367b67ebe';
const WIDOWS_SECOND_PAYOUT = '54b36e00-1750-5335-ac9b-b0b469e34f4e';

const NIK_REF = 'n77mgxjhb5seoc4mhf3l2xfwl4';
const FAMILY_REF = '2nffngvxvksu3lgxcwxgjfjuku';
const ACCOUNT_REF = 'tlzbcmu3f7ec4xx6sbqgfrzqba';
const NEW_ACCOUNT_REF = 'rexy5o3rf3cjxzx3hwsdmalnya';
const SHOWN_REF = 'xkxvgyrkkhmxki27e5rippobwy';

const injury: StreamName = `claim-${INJURY}`;
const death: StreamName = `claim-${DEATH}`;
const participant: StreamName = `participant-${PARTICIPANT}`;
const scholarship: StreamName = `scholarship-${SCHOLARSHIP}`;

const WHOLE = { numerator: 1, denominator: 1 } satisfies Share;
const HALF = { numerator: 1, denominator: 2 } satisfies Share;
const QUARTER = { numerator: 1, denominator: 4 } satisfies Share;

const COVER = {
  cover: 'covered',
  periodId: PERIOD,
  membershipSince: day('2025-04-15'),
  monthsPaid: 4,
  declaredIncome: rupiah(1_000_000),
} as const satisfies CoverInputs;

const assessedOnTheAccident = {
  scheme: 'jkk',
  scheduleId: 'PERMENAKER-1-2025',
  decidingDay: day('2025-07-14'),
  supersedes: null,
  participantVersion: 8,
  by: 'adjuster-1',
} as const satisfies Partial<Assessed>;

const treatmentAssessed: Assessed = {
  ...assessedOnTheAccident,
  kind: 'treatment',
  benefitId: TREATMENT_BENEFIT,
  decidingDay: day('2025-05-06'),
  inputs: {
    ...COVER,
    monthsPaid: 2,
    facilityId: 'rsud-sekayu',
    partner: true,
    invoiceRef: 'kllohxspudomfgkgnfpzhfamhy',
    from: day('2025-05-06'),
    to: day('2025-05-09'),
    items: [
      {
        code: 'ward',
        claimed: rupiah(2_400_000),
        deductions: [{ code: 'ward_class_above_entitlement', amount: rupiah(900_000) }],
      },
      { code: 'surgery', claimed: rupiah(5_750_000), deductions: [] },
    ],
    otherPayer: rupiah(0),
    paidTo: 'facility',
  },
  lines: [
    {
      code: 'ward',
      concerns: null,
      claimed: rupiah(2_400_000),
      granted: rupiah(1_500_000),
      reasons: [{ code: 'ward_class_above_entitlement', citation: 'PP 44/2015' }],
    },
    {
      code: 'surgery',
      concerns: null,
      claimed: rupiah(5_750_000),
      granted: rupiah(5_750_000),
      reasons: [],
    },
  ],
  total: rupiah(7_250_000),
  payees: [
    {
      kind: 'facility',
      id: 'rsud-sekayu',
      onBehalfOf: null,
      share: WHOLE,
      amount: rupiah(7_250_000),
    },
  ],
};

/** The same accident: what else it pays the participant. */
const ofTheInjury = {
  ...assessedOnTheAccident,
  decidingDay: day('2025-05-06'),
} as const satisfies Partial<Assessed>;
const COVER_THEN = { ...COVER, monthsPaid: 2 } as const satisfies CoverInputs;
const paidToTheInjured = (amount: number) => ({
  total: rupiah(amount),
  payees: [
    {
      kind: 'participant',
      id: PARTICIPANT,
      onBehalfOf: null,
      share: WHOLE,
      amount: rupiah(amount),
    } as const,
  ],
});

const transportAssessed: Assessed = {
  ...ofTheInjury,
  kind: 'transport',
  benefitId: 'f3a8c0cc-27a9-5b9c-9a60-6c5d9d7c4a11',
  inputs: {
    ...COVER_THEN,
    mode: 'land_river_lake',
    travelledOn: day('2025-05-06'),
    cost: rupiah(1_500_000),
    grantedBefore: rupiah(4_000_000),
  },
  lines: [
    {
      code: 'transport_land_river_lake',
      concerns: null,
      claimed: rupiah(1_500_000),
      granted: rupiah(1_000_000),
      reasons: [{ code: 'transport_cap', citation: 'PP 82/2019' }],
    },
  ],
  ...paidToTheInjured(1_000_000),
};

const wageReplacementAssessed: Assessed = {
  ...ofTheInjury,
  kind: 'wage_replacement',
  benefitId: '0d0c1b4e-6a1f-5a43-8a5d-2f6f0b6f2b22',
  inputs: {
    ...COVER_THEN,
    from: day('2025-05-16'),
    to: day('2025-05-25'),
    days: 10,
    daysBefore: 20,
    grantedBefore: rupiah(666_666),
  },
  lines: [
    {
      code: 'wage_replacement',
      concerns: null,
      claimed: rupiah(333_334),
      granted: rupiah(333_334),
      reasons: [],
    },
  ],
  ...paidToTheInjured(333_334),
};

const disabilityAssessed: Assessed = {
  ...ofTheInjury,
  kind: 'disability',
  benefitId: 'c5b7a0de-4a3c-5e0b-9b33-1c2d3e4f5a33',
  inputs: {
    ...COVER_THEN,
    statementId: '5d3f9d80-5b7e-5a7e-8f59-7c0a4f6d9e44',
    statedTenths: 45,
    disability: 'partial_anatomical',
    items: [{ percentTenths: 45, lossPercent: 100 }],
    thousandthsBefore: 0,
    totalBefore: false,
  },
  lines: [
    {
      code: 'partial_anatomical',
      concerns: null,
      claimed: rupiah(3_600_000),
      granted: rupiah(3_600_000),
      reasons: [],
    },
  ],
  ...paidToTheInjured(3_600_000),
};
const disabilityForm: DisabilityForm = {
  leftHanded: true,
  parts: [
    {
      part: 'index_finger_first_joint',
      side: 'left',
      measure: null,
      percentTenths: 45,
      lossPercent: null,
    },
  ],
};

const deviceAssessed: Assessed = {
  ...ofTheInjury,
  kind: 'device',
  benefitId: 'a9e1d2c3-b4a5-5678-9abc-def012345655',
  inputs: {
    ...COVER_THEN,
    supplier: 'Optik Sekayu',
    invoiceRef: 'qk3w5zv6yb2n7m4x8c9d0e1f2a',
    obtainedOn: day('2025-06-02'),
    items: [
      { device: 'glasses', cost: rupiah(1_250_000), referencePrice: null },
      { device: 'orthosis', cost: rupiah(3_000_000), referencePrice: rupiah(2_500_000) },
    ],
    grantedBefore: [{ device: 'glasses', granted: rupiah(400_000) }],
  },
  lines: [
    {
      code: 'glasses',
      concerns: null,
      claimed: rupiah(1_250_000),
      granted: rupiah(600_000),
      reasons: [{ code: 'device_cap', citation: 'PP 82/2019' }],
    },
    {
      code: 'orthosis',
      concerns: null,
      claimed: rupiah(3_000_000),
      granted: rupiah(3_000_000),
      reasons: [],
    },
  ],
  ...paidToTheInjured(3_600_000),
};

const homeCareAssessed: Assessed = {
  ...ofTheInjury,
  kind: 'home_care',
  benefitId: 'b1c2d3e4-f5a6-5789-8abc-0123456789ab',
  inputs: {
    ...COVER_THEN,
    facilityId: 'klinik-lalan',
    partner: false,
    invoiceRef: 'zx4w5zv6yb2n7m4x8c9d0e1f2b',
    careSince: day('2025-05-10'),
    from: day('2025-05-10'),
    to: day('2025-05-20'),
    items: [{ code: 'nurse', claimed: rupiah(1_750_000) }],
    grantedBefore: rupiah(0),
    paidTo: 'participant',
  },
  lines: [
    {
      code: 'nurse',
      concerns: null,
      claimed: rupiah(1_750_000),
      granted: rupiah(1_750_000),
      reasons: [],
    },
  ],
  ...paidToTheInjured(1_750_000),
};

const deathAssessed: Assessed = {
  ...assessedOnTheAccident,
  kind: 'death',
  benefitId: DEATH_BENEFIT,
  inputs: {
    ...COVER,
    cause: 'work_accident',
    accidentClaimId: FATAL_ACCIDENT,
    heirs: [
      { heirId: WIDOW, guardianId: null, share: HALF },
      { heirId: DAUGHTER, guardianId: WIDOW, share: QUARTER },
      { heirId: SON, guardianId: WIDOW, share: QUARTER },
    ],
  },
  lines: [
    {
      code: 'lump_sum',
      concerns: null,
      claimed: rupiah(48_000_000),
      granted: rupiah(48_000_000),
      reasons: [],
    },
    {
      code: 'periodic',
      concerns: null,
      claimed: rupiah(12_000_000),
      granted: rupiah(12_000_000),
      reasons: [],
    },
    {
      code: 'funeral',
      concerns: null,
      claimed: rupiah(10_000_000),
      granted: rupiah(10_000_000),
      reasons: [],
    },
  ],
  total: rupiah(70_000_000),
  payees: [
    { kind: 'heir', id: WIDOW, onBehalfOf: null, share: HALF, amount: rupiah(35_000_000) },
    {
      kind: 'guardian',
      id: WIDOW,
      onBehalfOf: DAUGHTER,
      share: QUARTER,
      amount: rupiah(17_500_000),
    },
    { kind: 'guardian', id: WIDOW, onBehalfOf: SON, share: QUARTER, amount: rupiah(17_500_000) },
  ],
};

/** After it turned out that no work was the cause: what was paid covers all of it. */
const deathReassessed: Assessed = {
  ...deathAssessed,
  benefitId: 'c1b7a3a2-6f7e-5d0c-8a54-3d0a0c1c9e55',
  kind: 'death',
  inputs: {
    ...COVER,
    cause: 'illness',
    accidentClaimId: null,
    heirs: [
      { heirId: WIDOW, guardianId: null, share: HALF },
      { heirId: DAUGHTER, guardianId: WIDOW, share: QUARTER },
      { heirId: SON, guardianId: WIDOW, share: QUARTER },
    ],
    setOff: {
      heirs: [{ heirId: WIDOW, amount: rupiah(21_000_000) }],
      lines: [
        { code: 'lump_sum', amount: rupiah(14_400_000) },
        { code: 'periodic', amount: rupiah(3_600_000) },
        { code: 'funeral', amount: rupiah(3_000_000) },
      ],
    },
  },
  scheme: 'jkm',
  scheduleId: 'PP-82-2019',
  lines: [
    ['lump_sum', 20_000_000, 5_600_000],
    ['periodic', 12_000_000, 8_400_000],
    ['funeral', 10_000_000, 7_000_000],
  ].map(([code, claimed, granted]) => ({
    code: String(code),
    concerns: null,
    claimed: rupiah(Number(claimed)),
    granted: rupiah(Number(granted)),
    reasons: [{ code: 'paid_under_earlier_cause', citation: 'PP 82/2019' }],
  })),
  total: rupiah(21_000_000),
  payees: [
    {
      kind: 'guardian',
      id: WIDOW,
      onBehalfOf: DAUGHTER,
      share: QUARTER,
      amount: rupiah(10_500_000),
    },
    { kind: 'guardian', id: WIDOW, onBehalfOf: SON, share: QUARTER, amount: rupiah(10_500_000) },
  ],
  supersedes: DEATH_BENEFIT,
};

/** Half of the 70,000,000 had been paid, to the widow. */
const causeCorrection = {
  requestId: 'f4a3e2d1-8c7b-5a69-9f58-4e3d2c1b0a99',
  from: 'work_accident',
  to: 'illness',
  accidentClaimId: null,
  reasonCode: 'inspector_found_illness',
  effect: {
    before: {
      scheme: 'jkk',
      scheduleId: 'PP-82-2019',
      decidingDay: day('2025-07-21'),
      total: rupiah(70_000_000),
    },
    after: {
      scheme: 'jkm',
      scheduleId: 'PERMENAKER-1-2025',
      decidingDay: day('2025-07-21'),
      total: rupiah(42_000_000),
    },
    lines: [
      {
        code: 'lump_sum',
        before: rupiah(48_000_000),
        after: rupiah(20_000_000),
        difference: -28_000_000,
      },
      {
        code: 'periodic',
        before: rupiah(12_000_000),
        after: rupiah(12_000_000),
        difference: 0,
      },
      {
        code: 'funeral',
        before: rupiah(10_000_000),
        after: rupiah(10_000_000),
        difference: 0,
      },
    ],
    difference: -28_000_000,
    paid: rupiah(35_000_000),
    toPay: rupiah(21_000_000),
    toCollect: rupiah(14_000_000),
    heirs: [
      {
        heirId: WIDOW,
        right: rupiah(21_000_000),
        paid: rupiah(35_000_000),
        toPay: rupiah(0),
        toCollect: rupiah(14_000_000),
      },
      {
        heirId: DAUGHTER,
        right: rupiah(10_500_000),
        paid: rupiah(0),
        toPay: rupiah(10_500_000),
        toCollect: rupiah(0),
      },
      {
        heirId: SON,
        right: rupiah(10_500_000),
        paid: rupiah(0),
        toPay: rupiah(10_500_000),
        toCollect: rupiah(0),
      },
    ],
  },
} as const;

const grantAssessed: Assessed = {
  ...assessedOnTheAccident,
  kind: 'scholarship_grant',
  benefitId: GRANT,
  inputs: {
    ...COVER,
    assessedOn: day('2025-08-11'),
    children: [
      { childId: DAUGHTER, legalChild: true, ageInYears: 16 },
      { childId: SON, legalChild: true, ageInYears: 8 },
    ],
  },
  lines: [DAUGHTER, SON].map((childId) => ({
    code: 'scholarship_ceiling',
    concerns: childId,
    claimed: rupiah(87_000_000),
    granted: rupiah(87_000_000),
    reasons: [],
  })),
  total: rupiah(174_000_000),
  payees: [],
};

const schoolYearAssessed: Assessed = {
  ...assessedOnTheAccident,
  kind: 'scholarship_year',
  benefitId: SCHOOL_YEAR,
  inputs: {
    ...COVER,
    assessedOn: day('2025-08-18'),
    child: { childId: SON, legalChild: true, ageInYears: 8 },
    childIndex: 1,
    level: 'sd',
    grade: 3,
    schoolYear: 2025,
    yearsUsedInLevel: 0,
    grantedBefore: rupiah(0),
    guardianId: WIDOW,
  },
  lines: [
    {
      code: 'scholarship_sd',
      concerns: SON,
      claimed: rupiah(1_500_000),
      granted: rupiah(1_500_000),
      reasons: [],
    },
  ],
  total: rupiah(1_500_000),
  payees: [
    { kind: 'guardian', id: WIDOW, onBehalfOf: SON, share: WHOLE, amount: rupiah(1_500_000) },
  ],
};

const replacement = {
  payoutId: WIDOWS_SECOND_PAYOUT,
  replaces: WIDOWS_PAYOUT,
  payeeKind: 'heir',
  payeeId: WIDOW,
  accountRef: NEW_ACCOUNT_REF,
  amount: rupiah(35_000_000),
  reasonCode: 'account_closed',
} as const satisfies Partial<PayoutReplacementRequested['data']>;

/** Each type once: it does not compile while one is missing or a field is too many. */
const EXAMPLES = {
  ProgrammeAgreed: {
    stream: `programme-${PROGRAMME}`,
    after: [],
    data: {
      agreementNumber: '560/12/PKS/2025',
      agreedOn: day('2025-03-20'),
      legalBasis: 'Peraturan Bupati 7/2025',
      quota: 45_000,
      from: day('2025-04-01'),
      lastDay: day('2025-12-31'),
      tariff: { jkk: rupiah(10_000), jkm: rupiah(6_800) },
      schemes: ['jkk', 'jkm'],
      payer: 'bpjs',
      mode: 'recorded',
      fundedBy: 'apbd',
      confirmation: 'payer',
      branch: 'Palembang',
      by: 'administrator-1',
    },
    personal: null,
  },

  // --- the person -------------------------------------------------------------------------------------------------

  NikAssigned: {
    stream: `nik-${NIK_REF}`,
    after: [],
    data: { participantId: PARTICIPANT },
    personal: null,
  },
  NikReleased: {
    stream: `nik-${NIK_REF}`,
    after: ['NikAssigned'],
    data: { participantId: PARTICIPANT, reasonCode: 'nik_corrected' },
    personal: null,
  },
  ParticipantEnrolled: {
    stream: participant,
    after: [],
    data: {
      programme: PROGRAMME,
      listId: LIST,
      nikRef: NIK_REF,
      familyRef: FAMILY_REF,
      place: PLACE,
      ageInYears: 34,
      warnings: ['nik-other-region'],
      by: 'enroller-1',
    },
    personal: {
      [PARTICIPANT]: {
        name: 'Sukirman Contoh',
        nik: '9916011708900003',
        familyCardNumber: '9916050101200001',
        birthPlace: 'Kota Contoh',
        birthDate: day('1990-08-17'),
        sex: 'male',
        address: 'Jalan Karet 7',
        rt: '004',
        rw: '002',
        phone: '+6281299990001',
        occupation: 'penyadap karet',
        motherName: 'Rohaya Contoh',
        account: { bank: 'Bank Contoh', number: '9900112233', holder: 'Sukirman Contoh' },
      },
    },
  },
  FamilyMemberRegistered: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: { memberId: DAUGHTER, relation: 'child', legalChild: true, by: 'enroller-1' },
    personal: {
      [DAUGHTER]: {
        name: 'Ayu Contoh',
        nik: '9916054205090001',
        birthDate: day('2009-05-02'),
      },
    },
  },
  FamilyMemberCorrected: {
    stream: participant,
    after: ['ParticipantEnrolled', 'FamilyMemberRegistered'],
    data: {
      memberId: DAUGHTER,
      relation: 'child',
      legalChild: false,
      reasonCode: 'typing_error',
      by: 'adjuster-1',
    },
    personal: {
      [DAUGHTER]: { name: 'Ayu Lestari Contoh', nik: null, birthDate: day('2009-05-03') },
    },
  },
  FamilyMemberRemoved: {
    stream: participant,
    after: ['ParticipantEnrolled', 'FamilyMemberRegistered'],
    data: { memberId: DAUGHTER, reasonCode: 'registered_by_mistake', by: 'adjuster-1' },
    personal: null,
  },
  ParticipantCorrected: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: {
      fields: ['phone', 'familyCardNumber'],
      familyRef: OTHER_FAMILY_REF,
      warnings: [],
      reasonCode: 'typing_error',
      by: 'enroller-2',
    },
    personal: {
      [PARTICIPANT]: {
        old: { phone: '+6281299990001', familyCardNumber: '9916050101200001' },
        new: { phone: '+6281299990002', familyCardNumber: '9916050101200002' },
      },
    },
  },
  NikCorrected: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: {
      nikRef: OTHER_NIK_REF,
      previousNikRef: NIK_REF,
      warnings: [],
      reasonCode: 'wrong_card',
      by: 'supervisor-1',
    },
    personal: {
      [PARTICIPANT]: { old: { nik: '9916011708900003' }, new: { nik: '9916011708900004' } },
    },
  },
  NikCorrectionAbandoned: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: { nikRef: OTHER_NIK_REF, by: 'supervisor-1' },
    personal: null,
  },
  ParticipantMoved: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: {
      place: { subDistrictCode: '99.16.06', villageCode: '99.16.06.2004' },
      movedOn: day('2025-08-01'),
      by: 'enroller-1',
    },
    personal: { [PARTICIPANT]: { address: 'Jalan Sawit 8', rt: '001', rw: '003' } },
  },
  ParticipantsMergeRequested: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: {
      requestId: MERGE_REQUEST,
      survivor: SURVIVOR,
      reasonCode: 'same_person',
      by: 'supervisor-1',
    },
    personal: null,
  },
  ParticipantsMerged: {
    stream: participant,
    after: ['ParticipantEnrolled', 'ParticipantsMergeRequested'],
    data: { requestId: MERGE_REQUEST, survivor: SURVIVOR, by: 'supervisor-2' },
    personal: null,
  },
  CoverageRequested: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: {
      periodId: PERIOD,
      programme: PROGRAMME,
      schemes: ['jkk', 'jkm'],
      from: day('2025-04-01'),
      lastCoveredOn: day('2025-12-31'),
      declaredIncome: rupiah(1_000_000),
      fundedBy: 'apbd',
      listId: LIST,
      source: 'list',
      reference: 'BPJS-2025-0412',
      by: 'enroller-1',
    },
    personal: { [PARTICIPANT]: { kpj: '99016000017' } },
  },
  CoverageStarted: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageRequested'],
    data: {
      periodId: PERIOD,
      programme: PROGRAMME,
      schemes: ['jkk', 'jkm'],
      from: day('2025-04-15'),
      lastCoveredOn: day('2025-12-31'),
      declaredIncome: rupiah(1_000_000),
      fundedBy: 'apbd',
      listId: null,
      source: 'payer',
      reference: 'BPJS-2025-0415',
      by: 'enroller-2',
    },
    personal: { [PARTICIPANT]: { kpj: '99016000017' } },
  },
  CoverageRefused: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageRequested'],
    data: {
      periodId: PERIOD,
      ground: 'active_employee',
      reference: 'BPJS-2025-0415',
      by: 'enroller-2',
    },
    personal: null,
  },
  CoverageExtended: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted'],
    data: {
      periodId: PERIOD,
      lastCoveredOn: day('2026-03-31'),
      reasonCode: 'agreement_extended',
      reference: 'BPJS-2025-1220',
      by: 'enroller-1',
    },
    personal: null,
  },
  CoverageEnded: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted'],
    data: {
      periodId: PERIOD,
      lastCoveredOn: day('2025-09-30'),
      reasonCode: 'became_employee',
      reference: null,
      by: 'enroller-1',
    },
    personal: null,
  },
  CoverageCorrected: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted'],
    data: {
      periodId: PERIOD,
      from: day('2025-04-10'),
      lastCoveredOn: day('2025-12-31'),
      declaredIncome: rupiah(1_200_000),
      fundedBy: 'village_fund',
      reasonCode: 'typing_error',
      reference: 'BPJS-2025-0430',
      by: 'supervisor-1',
    },
    personal: { [PARTICIPANT]: { kpj: '99016000018' } },
  },
  CoverageAnnulled: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted'],
    data: { periodId: PERIOD, reasonCode: 'wrong_person', by: 'supervisor-1' },
    personal: null,
  },
  EnrolmentAnnulled: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: { listId: LIST_OF_PEOPLE, reasonCode: 'wrong_file', by: 'supervisor-1' },
    personal: null,
  },
  ContributionRecorded: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted'],
    data: {
      paymentId: PAYMENT,
      programme: PROGRAMME,
      fromMonth: month('2025-04'),
      toMonth: month('2025-12'),
      months: monthsFrom(month('2025-04'), month('2025-12')),
      amount: rupiah(151_200),
      paidOn: day('2025-04-10'),
    },
    personal: null,
  },
  ParticipantDied: {
    stream: participant,
    after: ['ParticipantEnrolled'],
    data: {
      diedOn: day('2025-07-20'),
      knownOn: day('2025-07-21'),
      source: 'claim',
      claimId: DEATH,
      by: 'adjuster-1',
    },
    personal: null,
  },
  DeathRetractionRequested: {
    stream: participant,
    after: ['ParticipantEnrolled', 'ParticipantDied'],
    data: {
      requestId: RETRACTION_REQUEST,
      reasonCode: 'not_dead',
      diedOn: day('2025-07-20'),
      by: 'supervisor-1',
    },
    personal: null,
  },
  ParticipantDeathRetracted: {
    stream: participant,
    after: ['ParticipantEnrolled', 'ParticipantDied', 'DeathRetractionRequested'],
    data: { requestId: RETRACTION_REQUEST, reasonCode: 'not_dead', by: 'supervisor-2' },
    personal: null,
  },
  ContributionRefunded: {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted', 'ContributionRecorded'],
    data: {
      refundId: REFUND,
      paymentId: PAYMENT,
      programme: PROGRAMME,
      fromMonth: month('2025-11'),
      toMonth: month('2025-12'),
      months: monthsFrom(month('2025-11'), month('2025-12')),
      amount: rupiah(33_600),
      refundedOn: day('2025-12-20'),
      reasonCode: 'cover_ended_early',
    },
    personal: null,
  },
  ContributionPaymentRefunded: {
    stream: `contributionPayment-${PAYMENT}`,
    after: ['ContributionPaid'],
    data: {
      refundId: REFUND,
      participantIds: [PARTICIPANT],
      fromMonth: month('2025-11'),
      toMonth: month('2025-12'),
      amount: rupiah(33_600),
      refundedOn: day('2025-12-20'),
      reference: 'BPJS-REF-7',
      reasonCode: 'cover_ended_early',
      heads: 1,
      headMonths: 2,
      by: 'finance-1',
    },
    personal: null,
  },
  ContributionPaid: {
    stream: `contributionPayment-${PAYMENT}`,
    after: [],
    data: {
      programme: PROGRAMME,
      fromMonth: month('2025-04'),
      toMonth: month('2025-12'),
      invoice: { number: 'INV-2025-04', on: day('2025-04-02'), amount: rupiah(6_804_000_000) },
      sp2d: { number: 'SP2D-00417', on: day('2025-04-09'), amount: rupiah(6_804_000_000) },
      receipt: { number: 'KW-2025-88', on: day('2025-04-10'), amount: rupiah(6_804_000_000) },
      heads: 45_000,
      headMonths: 405_000,
      tariff: rupiah(16_800),
      asOfPosition: '180013',
      by: 'finance-1',
    },
    personal: null,
  },

  // --- lists of people --------------------------------------------------------------------------------------------

  EnrolmentListReceived: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [],
    data: {
      action: 'cover',
      programme: PROGRAMME,
      from: day('2025-04-01'),
      lastCoveredOn: day('2025-12-31'),
      declaredIncome: rupiah(1_000_000),
      fundedBy: 'apbd',
      attempt: 1,
      rows: 45_000,
      fileRef: 'q3l5d2k7hzt4x6wvnmas2bac4e',
      uploadId: UPLOAD,
      by: 'enroller-1',
    },
    personal: null,
  },
  EnrolmentListChecked: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: ['EnrolmentListReceived'],
    data: {
      uploadId: UPLOAD,
      ready: 31_810,
      readyForCoverOnly: 13_100,
      unchanged: 0,
      faulty: 90,
      codes: { already_enrolled: 13_100, nik_damaged_by_excel: 60, recorded_deceased: 30 },
    },
    personal: null,
  },
  EnrolmentListApproved: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: ['EnrolmentListReceived', 'EnrolmentListChecked'],
    data: { uploadId: UPLOAD, by: 'enroller-2' },
    personal: null,
  },
  EnrolmentListApplied: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: ['EnrolmentListReceived', 'EnrolmentListChecked', 'EnrolmentListApproved'],
    data: {
      uploadId: UPLOAD,
      enrolled: 31_810,
      covered: 13_099,
      unchanged: 0,
      refused: 1,
      codes: { coverage_overlaps: 1 },
    },
    personal: null,
  },

  EnrolmentListUndoingRequested: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [
      'EnrolmentListReceived',
      'EnrolmentListChecked',
      'EnrolmentListApproved',
      'EnrolmentListApplied',
    ],
    data: { requestId: ERASURE, reasonCode: 'wrong_file', by: 'enroller-1' },
    personal: null,
  },
  EnrolmentListUndoingApproved: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [
      'EnrolmentListReceived',
      'EnrolmentListChecked',
      'EnrolmentListApproved',
      'EnrolmentListApplied',
      'EnrolmentListUndoingRequested',
    ],
    data: { requestId: ERASURE, by: 'supervisor-1' },
    personal: null,
  },
  EnrolmentListUndone: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [
      'EnrolmentListReceived',
      'EnrolmentListChecked',
      'EnrolmentListApproved',
      'EnrolmentListApplied',
      'EnrolmentListUndoingRequested',
      'EnrolmentListUndoingApproved',
    ],
    data: {
      requestId: ERASURE,
      attempt: 1,
      enrolmentsAnnulled: 31_800,
      coversAnnulled: 13_099,
      unchanged: 8,
      keptParticipantIds: [PARTICIPANT, WORKMATE],
    },
    personal: null,
  },
  EnrolmentListAnswerReceived: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [
      'EnrolmentListReceived',
      'EnrolmentListChecked',
      'EnrolmentListApproved',
      'EnrolmentListApplied',
    ],
    data: { uploadId: ERASURE, fileRef: LIST_OF_PEOPLE, rows: 44_909, by: 'enroller-1' },
    personal: null,
  },
  EnrolmentListConfirmed: {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [
      'EnrolmentListReceived',
      'EnrolmentListChecked',
      'EnrolmentListApproved',
      'EnrolmentListApplied',
      'EnrolmentListAnswerReceived',
    ],
    data: {
      uploadId: ERASURE,
      fileRef: LIST_OF_PEOPLE,
      started: 44_900,
      refused: 4,
      unchanged: 1,
      differing: 2,
      notAsked: 1,
      faulty: 1,
      stillAsked: 5,
      stillAskedParticipantIds: [PARTICIPANT, WORKMATE],
      codes: { name_differs: 2, not_asked: 1, kpj_unreadable: 1 },
    },
    personal: null,
  },

  // --- forgetting -------------------------------------------------------------------------------------------------

  PersonErasureRequested: {
    stream: `subject-${WORKMATE}`,
    after: [],
    data: { requestId: ERASURE, reasonCode: 'asked_by_the_person', by: 'administrator-1' },
    personal: null,
  },
  PersonErased: {
    stream: `subject-${WORKMATE}`,
    after: ['PersonErasureRequested'],
    data: { requestId: ERASURE, by: 'supervisor-1' },
    personal: null,
  },

  // --- the claim --------------------------------------------------------------------------------------------------

  AccidentReported: {
    stream: injury,
    after: [],
    data: {
      number: 'KLM-2025-VVB46775-W',
      participantId: PARTICIPANT,
      programme: PROGRAMME,
      place: PLACE,
      reportedOn: day('2025-05-07'),
      reporterId: WORKMATE,
      reporterRelation: 'other',
      coverAsReported: 'covered',
      occurrence: 1,
      reasonCode: null,
      accidentKind: 'accident',
      occurredOn: day('2025-05-06'),
      diagnosedOn: null,
      suspected: true,
      by: 'adjuster-1',
    },
    personal: {
      [PARTICIPANT]: { words: 'Terpeleset di tepi kebun saat menyadap.' },
      [WORKMATE]: { name: 'Herman Contoh', phone: '+6281299990002' },
    },
  },
  DeathReported: {
    stream: death,
    after: [],
    data: {
      number: 'KLM-2025-ZF3XES9C-8',
      participantId: PARTICIPANT,
      programme: PROGRAMME,
      place: PLACE,
      reportedOn: day('2025-07-22'),
      reporterId: VILLAGE_HEAD,
      reporterRelation: 'village',
      coverAsReported: 'covered',
      attempt: 1,
      diedOn: day('2025-07-20'),
      knownOn: day('2025-07-21'),
      cause: 'work_accident',
      accidentClaimId: FATAL_ACCIDENT,
      by: 'adjuster-1',
    },
    personal: {
      [PARTICIPANT]: { words: 'Meninggal di rumah sakit enam hari sesudah jatuh.' },
      [VILLAGE_HEAD]: { name: 'Yusuf Contoh', phone: null },
    },
  },
  AccidentConcluded: {
    stream: injury,
    after: ['AccidentReported'],
    data: {
      outcome: 'work_accident',
      concludedBy: 'bpjs',
      concludedOn: day('2025-05-15'),
      reference: 'KS-0515',
      by: 'adjuster-1',
    },
    personal: null,
  },
  DoctorStatementRecorded: {
    stream: injury,
    after: ['AccidentReported'],
    data: {
      statementId: '3b5eb7ac-8bbb-5be6-96d3-60b985a83965',
      outcome: 'disabled',
      statedOn: day('2025-05-20'),
      receivedOn: day('2025-05-21'),
      percentTenths: 50,
      by: 'adjuster-1',
    },
    personal: {
      [PARTICIPANT]: { diagnosis: 'amputasi ibu jari kaki', bodyPart: 'big_toe', side: 'left' },
    },
  },
  ParticipantRecovered: {
    stream: injury,
    after: ['AccidentReported'],
    data: { recoveredOn: day('2025-05-20'), by: 'adjuster-1' },
    personal: null,
  },
  ClaimAccepted: {
    stream: death,
    after: ['DeathReported'],
    data: {
      cover: 'covered',
      periodId: PERIOD,
      monthsPaid: 4,
      declaredIncome: rupiah(1_000_000),
      participantVersion: 8,
      by: 'adjuster-1',
    },
    personal: null,
  },
  ClaimRefused: {
    stream: injury,
    after: ['AccidentReported'],
    data: {
      ground: 'not_a_work_accident',
      citation: 'PP 44/2015',
      reasonCode: 'concluded_by_payer',
      by: 'supervisor-1',
    },
    personal: null,
  },
  ClaimWithdrawn: {
    stream: injury,
    after: ['AccidentReported'],
    data: { reasonCode: 'reported_twice', by: 'adjuster-1' },
    personal: null,
  },
  ClaimReopened: {
    stream: injury,
    after: ['AccidentReported', 'ClaimRefused'],
    data: { reasonCode: 'new_evidence', disputeId: DISPUTE, by: 'supervisor-1' },
    personal: null,
  },
  ClaimVoidingRequested: {
    stream: death,
    after: ['DeathReported'],
    data: { requestId: VOIDING, reasonCode: 'not_dead', refiledAs: null, by: 'supervisor-1' },
    personal: null,
  },
  ClaimVoided: {
    stream: injury,
    after: ['AccidentReported'],
    data: {
      requestId: VOIDING,
      reasonCode: 'wrong_day',
      refiledAs: '41d0bd8b-4b2f-5a3e-9f0c-0fbd0f1bb7a1',
      by: 'supervisor-2',
    },
    personal: null,
  },
  DisputeDecided: {
    stream: injury,
    after: ['AccidentReported', 'ClaimRefused'],
    data: {
      disputeId: DISPUTE,
      instance: 'labour_office',
      outcome: 'overturned',
      decidedOn: day('2025-06-20'),
      reference: 'PPK-0620',
      by: 'adjuster-1',
    },
    personal: null,
  },
  ClaimCorrected: {
    stream: injury,
    after: ['AccidentReported'],
    data: {
      fields: ['accidentKind', 'words'],
      old: { accidentKind: 'accident' },
      new: { accidentKind: 'commute' },
      reasonCode: 'written_down_wrong',
      by: 'supervisor-1',
    },
    personal: {
      [PARTICIPANT]: {
        old: { words: 'tergelincir di kebun' },
        new: { words: 'tergelincir di jalan ke kebun' },
      },
    },
  },
  ClaimClosed: {
    stream: death,
    after: ['DeathReported', 'ClaimAccepted'],
    data: { reasonCode: 'settled', by: 'adjuster-1' },
    personal: null,
  },
  HeirsEstablished: {
    stream: death,
    after: ['DeathReported'],
    data: {
      heirClass: 1,
      heirs: [
        { heirId: WIDOW, relation: 'spouse', share: HALF, minor: false, guardianId: null },
        { heirId: DAUGHTER, relation: 'child', share: QUARTER, minor: true, guardianId: WIDOW },
        { heirId: SON, relation: 'child', share: QUARTER, minor: true, guardianId: WIDOW },
      ],
      letterOn: day('2025-07-28'),
      by: 'adjuster-1',
    },
    personal: { [PARTICIPANT]: { letterNumber: '474.3/99/DS/2025' } },
  },
  CauseCorrectionRequested: {
    stream: death,
    after: ['DeathReported', 'HeirsEstablished', 'BenefitAssessed'],
    data: { ...causeCorrection, by: 'adjuster-1' },
    personal: null,
  },
  CauseOfDeathCorrected: {
    stream: death,
    after: ['DeathReported', 'HeirsEstablished', 'BenefitAssessed', 'CauseCorrectionRequested'],
    data: { ...causeCorrection, by: 'supervisor-1' },
    personal: null,
  },

  // --- papers and payees ------------------------------------------------------------------------------------------

  DocumentReceived: {
    stream: death,
    after: ['DeathReported'],
    data: {
      documentId: DOCUMENT,
      kind: 'heir_ktp',
      concerns: WIDOW,
      issuedOn: day('2021-02-15'),
      receivedOn: day('2025-07-29'),
      pages: 1,
      fileRef: 'hoodldzw6crrw2wt4fhtbhd46e',
      by: 'adjuster-1',
    },
    personal: {
      [WIDOW]: {
        number: '9916054102850002',
        issuer: 'Disdukcapil Contoh',
        keptAt: 'lemari 3, map 41',
      },
    },
  },
  DocumentVerified: {
    stream: death,
    after: ['DocumentReceived'],
    data: { documentId: DOCUMENT, by: 'adjuster-2' },
    personal: null,
  },
  DocumentReturned: {
    stream: death,
    after: ['DocumentReceived'],
    data: { documentId: DOCUMENT, reasonCode: 'illegible', by: 'adjuster-2' },
    personal: null,
  },
  PayeeAccountRecorded: {
    stream: death,
    after: ['DeathReported'],
    data: { payeeKind: 'heir', payeeId: WIDOW, accountRef: ACCOUNT_REF, by: 'adjuster-1' },
    personal: {
      [WIDOW]: { bank: 'Bank Contoh', number: '9900445566', holder: 'Marlina Contoh' },
    },
  },

  // --- benefits ---------------------------------------------------------------------------------------------------

  BenefitAssessed: { stream: death, after: ['DeathReported'], data: deathAssessed, personal: null },
  BenefitApproved: {
    stream: death,
    after: ['BenefitAssessed'],
    data: { benefitId: DEATH_BENEFIT, shownRef: SHOWN_REF, by: 'supervisor-1' },
    personal: null,
  },
  BenefitReturned: {
    stream: death,
    after: ['BenefitAssessed'],
    data: { benefitId: DEATH_BENEFIT, reasonCode: 'heirs_in_doubt', by: 'supervisor-1' },
    personal: null,
  },
  BenefitRefused: {
    stream: death,
    after: ['BenefitAssessed'],
    data: {
      benefitId: DEATH_BENEFIT,
      ground: 'not_covered_on_date',
      citation: 'PP 44/2015',
      by: 'supervisor-1',
    },
    personal: null,
  },
  BenefitApprovalVoided: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved'],
    data: {
      benefitId: DEATH_BENEFIT,
      payoutIds: [WIDOWS_PAYOUT, DAUGHTERS_PAYOUT, SONS_PAYOUT],
      reasonCode: 'heirs_changed',
      by: 'supervisor-1',
    },
    personal: null,
  },
  ApprovalRechecked: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved'],
    data: {
      benefitId: DEATH_BENEFIT,
      outcome: 'contradicted',
      ground: 'facts_changed',
      by: 'system:recheck-approvals',
    },
    personal: null,
  },
  SecondApprovalRequired: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved'],
    data: {
      benefitId: DEATH_BENEFIT,
      payoutId: null,
      payer: 'bpjs',
      mode: 'recorded',
      amount: rupiah(70_000_000),
      limit: rupiah(50_000_000),
    },
    personal: null,
  },
  BenefitApprovalSeconded: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved', 'SecondApprovalRequired'],
    data: { benefitId: DEATH_BENEFIT, shownRef: SHOWN_REF, by: 'supervisor-2' },
    personal: null,
  },
  BenefitsPresented: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved'],
    data: {
      benefitIds: [DEATH_BENEFIT],
      branch: 'Palembang',
      channel: 'lapakasik',
      presentedOn: day('2025-08-04'),
      papersCompleteOn: day('2025-08-04'),
      reference: 'LPK-99-0804',
      by: 'adjuster-1',
    },
    personal: null,
  },
  PayerDecisionRecorded: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved', 'BenefitsPresented'],
    data: {
      outcome: 'granted',
      amounts: [{ benefitId: DEATH_BENEFIT, amount: rupiah(70_000_000) }],
      decidedOn: day('2025-08-07'),
      reference: 'PJ-0807',
      by: 'adjuster-1',
    },
    personal: null,
  },
  TreatmentPaid: {
    stream: injury,
    after: ['BenefitAssessed.treatment'],
    data: { benefitId: TREATMENT_BENEFIT, payoutIds: [TREATMENT_PAYOUT] },
    personal: null,
  },
  DeathSettled: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved'],
    data: {
      benefitId: DEATH_BENEFIT,
      payoutIds: [WIDOWS_PAYOUT, DAUGHTERS_PAYOUT, SONS_PAYOUT],
    },
    personal: null,
  },

  // --- payouts ----------------------------------------------------------------------------------------------------

  PayoutScheduled: {
    stream: death,
    after: ['BenefitAssessed', 'BenefitApproved'],
    data: {
      payoutId: WIDOWS_PAYOUT,
      benefitId: DEATH_BENEFIT,
      benefitKind: 'death',
      scheme: 'jkk',
      programme: PROGRAMME,
      place: PLACE,
      payer: 'bpjs',
      mode: 'recorded',
      payeeKind: 'heir',
      payeeId: WIDOW,
      onBehalfOf: null,
      accountRef: ACCOUNT_REF,
      amount: rupiah(35_000_000),
      replaces: null,
    },
    personal: null,
  },
  PayoutCancelled: {
    stream: death,
    after: ['PayoutScheduled'],
    data: { payoutId: WIDOWS_PAYOUT, reasonCode: 'account_changed', by: 'adjuster-1' },
    personal: null,
  },
  PayoutSent: {
    stream: death,
    after: ['PayoutScheduled'],
    data: {
      payoutId: WIDOWS_PAYOUT,
      attemptRef: '4112548f-65b8-5b23-ae42-dfa3fcb6cf52',
      batchId: null,
      by: 'finance-1',
    },
    personal: null,
  },
  PayoutConfirmed: {
    stream: death,
    after: ['PayoutScheduled'],
    data: {
      payoutId: WIDOWS_PAYOUT,
      paidOn: day('2025-08-08'),
      amount: rupiah(35_000_000),
      reference: 'TRF-0808-1',
      contradicts: false,
      by: 'finance-1',
    },
    personal: null,
  },
  PayoutFailed: {
    stream: death,
    after: ['PayoutScheduled'],
    data: {
      payoutId: WIDOWS_PAYOUT,
      failedOn: day('2025-08-08'),
      reasonCode: 'account_closed',
      reference: 'TRF-0808-1',
      by: 'finance-1',
    },
    personal: null,
  },
  PayoutReturned: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutConfirmed'],
    data: {
      payoutId: WIDOWS_PAYOUT,
      returnedOn: day('2025-08-12'),
      reasonCode: 'holder_differs',
      reference: null,
      by: 'finance-1',
    },
    personal: null,
  },
  PayoutOutcomeUnknown: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutSent'],
    data: {
      payoutId: WIDOWS_PAYOUT,
      unknownSince: day('2025-08-08'),
      reasonCode: 'no_answer',
      by: 'finance-1',
    },
    personal: null,
  },
  PayoutReplacementRequested: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutFailed'],
    data: { ...replacement, shownRef: SHOWN_REF, by: 'adjuster-1' },
    personal: null,
  },
  PayoutReplacementApproved: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutFailed', 'PayoutReplacementRequested'],
    data: { ...replacement, shownRef: '6whhawavl4iejxnkd2zlp7jrou', by: 'supervisor-2' },
    personal: null,
  },
  PayoutReplacementSeconded: {
    stream: death,
    after: [
      'PayoutScheduled',
      'PayoutFailed',
      'PayoutReplacementRequested',
      'PayoutReplacementApproved',
    ],
    data: {
      payoutId: WIDOWS_SECOND_PAYOUT,
      shownRef: '6whhawavl4iejxnkd2zlp7jrou',
      by: 'supervisor-3',
    },
    personal: null,
  },
  OverpaymentFound: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutConfirmed'],
    data: {
      overpaymentId: 'ce64337c-b2e7-5b59-8b81-b915e3814f8f',
      benefitId: DEATH_BENEFIT,
      payoutId: WIDOWS_SECOND_PAYOUT,
      amount: rupiah(35_000_000),
    },
    personal: null,
  },
  OverpaymentRepaid: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutConfirmed', 'OverpaymentFound'],
    data: {
      overpaymentId: 'ce64337c-b2e7-5b59-8b81-b915e3814f8f',
      benefitId: DEATH_BENEFIT,
      payoutId: WIDOWS_SECOND_PAYOUT,
      amount: rupiah(10_000_000),
      repaidOn: day('2025-10-02'),
      reference: 'STS-99-1002',
      by: 'finance-1',
    },
    personal: null,
  },
  OverpaymentSetOff: {
    stream: death,
    after: ['PayoutScheduled', 'PayoutConfirmed', 'OverpaymentFound'],
    data: {
      overpaymentId: 'ce64337c-b2e7-5b59-8b81-b915e3814f8f',
      benefitId: DEATH_BENEFIT,
      payoutId: WIDOWS_SECOND_PAYOUT,
      amount: rupiah(7_000_000),
      against: '0a8f4d9e-52a1-5f0b-9d4b-6b1c35a9b1c2',
    },
    personal: null,
  },

  // --- the children's scholarship ---------------------------------------------------------------------------------

  ScholarshipRequested: {
    stream: scholarship,
    after: [],
    data: {
      number: 'BSW-2025-TY4CCCGN-9',
      participantId: PARTICIPANT,
      programme: PROGRAMME,
      place: PLACE,
      claimId: DEATH,
      cause: 'work_accident',
      childIds: [DAUGHTER, SON],
      by: 'adjuster-1',
    },
    personal: null,
  },
  ScholarshipGranted: {
    stream: scholarship,
    after: ['ScholarshipRequested'],
    data: {
      claimId: DEATH,
      cause: 'work_accident',
      childIds: [DAUGHTER, SON],
      ceiling: rupiah(174_000_000),
    },
    personal: null,
  },
  ScholarshipEnded: {
    stream: scholarship,
    after: ['ScholarshipRequested', 'ScholarshipGranted'],
    data: { childId: SON, reasonCode: 'age', endedOn: day('2033-05-06'), by: 'system:end-by-age' },
    personal: null,
  },
} satisfies { readonly [Type in TypeName]: Example<Type> };

/** The rest of a death whose funeral was paid in arrears. */
const deathAfterArrears: Assessed = {
  ...deathReassessed,
  benefitId: 'c1b7a3a2-6f7e-5d0c-8a54-3d0a0c1c9e56',
  kind: 'death',
  inputs: {
    ...COVER,
    cause: 'illness',
    accidentClaimId: null,
    heirs: [{ heirId: WIDOW, guardianId: null, share: WHOLE }],
    arrearsPaidOn: day('2024-11-25'),
    setOff: {
      heirs: [{ heirId: WIDOW, amount: rupiah(10_000_000) }],
      lines: [
        { code: 'lump_sum', amount: rupiah(0) },
        { code: 'periodic', amount: rupiah(0) },
        { code: 'funeral', amount: rupiah(10_000_000) },
      ],
    },
  },
  lines: [
    ['lump_sum', 20_000_000, 20_000_000],
    ['periodic', 12_000_000, 12_000_000],
    ['funeral', 10_000_000, 0],
  ].map(([code, claimed, granted]) => ({
    code: String(code),
    concerns: null,
    claimed: rupiah(Number(claimed)),
    granted: rupiah(Number(granted)),
    reasons:
      claimed === granted ? [] : [{ code: 'paid_in_arrears', citation: 'PP 44/2015 art. 39' }],
  })),
  total: rupiah(32_000_000),
  payees: [{ kind: 'heir', id: WIDOW, onBehalfOf: null, share: WHOLE, amount: rupiah(32_000_000) }],
};

/** What is owed on top once a wrong income was corrected: 48 rupiah, of a death by accident. */
const deathOnCorrectedFacts: Assessed = {
  ...deathAfterArrears,
  benefitId: 'c1b7a3a2-6f7e-5d0c-8a54-3d0a0c1c9e57',
  kind: 'death',
  inputs: {
    ...{ ...COVER, declaredIncome: rupiah(1_000_001) },
    cause: 'work_accident',
    accidentClaimId: FATAL_ACCIDENT,
    heirs: [{ heirId: WIDOW, guardianId: null, share: WHOLE }],
    factsCorrected: true,
    setOff: {
      heirs: [{ heirId: WIDOW, amount: rupiah(70_000_000) }],
      lines: [
        { code: 'lump_sum', amount: rupiah(48_000_000) },
        { code: 'periodic', amount: rupiah(12_000_000) },
        { code: 'funeral', amount: rupiah(10_000_000) },
      ],
    },
  },
  scheme: 'jkk',
  lines: [
    ['lump_sum', 48_000_048, 48],
    ['periodic', 12_000_000, 0],
    ['funeral', 10_000_000, 0],
  ].map(([code, claimed, granted]) => ({
    code: String(code),
    concerns: null,
    claimed: rupiah(Number(claimed)),
    granted: rupiah(Number(granted)),
    reasons: [{ code: 'paid_before_correction', citation: 'PP 82/2019' }],
  })),
  total: rupiah(48),
  payees: [{ kind: 'heir', id: WIDOW, onBehalfOf: null, share: WHOLE, amount: rupiah(48) }],
};

/** An assessment holds what its kind of benefit was decided on: each kind is a shape of its own. */
const FURTHER_EXAMPLES = {
  'BenefitAssessed.death_set_off': {
    stream: death,
    after: ['DeathReported', 'BenefitAssessed'],
    data: deathReassessed,
    personal: null,
  },
  'BenefitAssessed.death_after_arrears': {
    stream: death,
    after: ['DeathReported', 'BenefitAssessed'],
    data: deathAfterArrears,
    personal: null,
  },
  'BenefitAssessed.death_facts_corrected': {
    stream: death,
    after: ['DeathReported', 'BenefitAssessed'],
    data: deathOnCorrectedFacts,
    personal: null,
  },
  'BenefitAssessed.treatment': {
    stream: injury,
    after: ['AccidentReported'],
    data: treatmentAssessed,
    personal: null,
  },
  'BenefitAssessed.transport': {
    stream: injury,
    after: ['AccidentReported'],
    data: transportAssessed,
    personal: null,
  },
  'BenefitAssessed.wage_replacement': {
    stream: injury,
    after: ['AccidentReported'],
    data: wageReplacementAssessed,
    personal: null,
  },
  'BenefitAssessed.disability': {
    stream: injury,
    after: ['AccidentReported'],
    data: disabilityAssessed,
    personal: { [PARTICIPANT]: disabilityForm },
  },
  'BenefitAssessed.device': {
    stream: injury,
    after: ['AccidentReported'],
    data: deviceAssessed,
    personal: null,
  },
  'BenefitAssessed.home_care': {
    stream: injury,
    after: ['AccidentReported'],
    data: homeCareAssessed,
    personal: null,
  },
  'BenefitAssessed.scholarship_grant': {
    stream: scholarship,
    after: ['ScholarshipRequested'],
    data: grantAssessed,
    personal: null,
  },
  'BenefitAssessed.scholarship_year': {
    stream: scholarship,
    after: ['ScholarshipRequested', 'ScholarshipGranted'],
    data: schoolYearAssessed,
    personal: null,
  },
} satisfies Readonly<Record<`BenefitAssessed.${string}`, Example<'BenefitAssessed'>>>;

const { AccidentReported: accidentReported } = EXAMPLES;

/** An accident of which somebody said where it was. */
const OF_THE_ROAD = {
  'AccidentReported.on_road': {
    ...accidentReported,
    data: { ...accidentReported.data, onRoad: true },
  },
} satisfies Readonly<Record<`AccidentReported.${string}`, Example<'AccidentReported'>>>;

/** Heirs of whom one receives for all, and a death without heirs. */
const OF_THE_HEIRS = {
  'HeirsEstablished.represented': {
    stream: death,
    after: ['DeathReported'],
    data: {
      heirClass: 1,
      heirs: [
        { heirId: WIDOW, relation: 'spouse', share: HALF, minor: false, guardianId: null },
        {
          heirId: SON,
          relation: 'child',
          share: HALF,
          minor: true,
          guardianId: WIDOW,
          representedBy: WIDOW,
        },
      ],
      letterOn: day('2025-07-28'),
      by: 'adjuster-1',
    },
    personal: { [PARTICIPANT]: { letterNumber: '474.3/99/DS/2025' } },
  },
  'HeirsEstablished.nobody': {
    stream: death,
    after: ['DeathReported'],
    data: {
      heirClass: 6,
      heirs: [],
      letterOn: day('2025-07-28'),
      funeralArrangerId: WORKMATE,
      by: 'adjuster-1',
    },
    personal: { [PARTICIPANT]: { letterNumber: null } },
  },
} satisfies Readonly<Record<`HeirsEstablished.${string}`, Example<'HeirsEstablished'>>>;
/** With the day from which what it adds is owed. */
const OF_THE_CAUSE = {
  'CauseOfDeathCorrected.dated': {
    stream: death,
    after: ['DeathReported', 'HeirsEstablished', 'BenefitAssessed', 'CauseCorrectionRequested'],
    data: { ...causeCorrection, correctedOn: day('2025-08-20'), by: 'supervisor-1' },
    personal: null,
  },
  // To a cause that pays nothing, with the reason of each line.
  'CauseCorrectionRequested.unpaid': {
    stream: death,
    after: ['DeathReported', 'HeirsEstablished', 'BenefitAssessed'],
    data: {
      ...causeCorrection,
      effect: {
        ...causeCorrection.effect,
        lines: causeCorrection.effect.lines.map((line) => ({
          ...line,
          after: rupiah(0),
          difference: 0 - line.before,
          reasons: [{ code: 'not_covered_on_date', citation: 'PP 44/2015 art. 11' }],
        })),
      },
      by: 'adjuster-1',
    },
    personal: null,
  },
} satisfies {
  readonly 'CauseOfDeathCorrected.dated': Example<'CauseOfDeathCorrected'>;
  readonly 'CauseCorrectionRequested.unpaid': Example<'CauseCorrectionRequested'>;
};
/** What a list has ended, beside what an office has, and a list that ends cover. */
const EXAMPLES_OF_ENDING = {
  'CoverageEnded.listed': {
    stream: participant,
    after: ['ParticipantEnrolled', 'CoverageStarted'],
    data: {
      periodId: PERIOD,
      lastCoveredOn: day('2025-09-30'),
      reasonCode: 'became_employee',
      reference: null,
      by: 'enroller-2',
      listId: LIST_OF_PEOPLE,
    },
    personal: null,
  },
  'EnrolmentListReceived.end': {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: [],
    data: {
      action: 'end',
      programme: PROGRAMME,
      from: day('2025-04-01'),
      lastCoveredOn: day('2025-09-30'),
      declaredIncome: null,
      fundedBy: 'apbd',
      reasonCode: 'became_employee',
      attempt: 1,
      rows: 12,
      fileRef: 'q3l5d2k7hzt4x6wvnmas2bac4e',
      uploadId: UPLOAD,
      by: 'enroller-1',
    },
    personal: null,
  },
  'EnrolmentListApplied.end': {
    stream: `enrolmentList-${LIST_OF_PEOPLE}`,
    after: ['EnrolmentListReceived.end', 'EnrolmentListApproved'],
    data: {
      uploadId: UPLOAD,
      enrolled: 0,
      covered: 0,
      ended: 11,
      unchanged: 0,
      refused: 1,
      codes: { not_covered_on_date: 1 },
    },
    personal: null,
  },
} satisfies {
  readonly 'CoverageEnded.listed': Example<'CoverageEnded'>;
  readonly 'EnrolmentListReceived.end': Example<'EnrolmentListReceived'>;
  readonly 'EnrolmentListApplied.end': Example<'EnrolmentListApplied'>;
};

// --- the files ----------------------------------------------------------------------------------------------------

/** An event as it was stored, with its personal part before it was sealed. */
export type GoldenEvent = {
  readonly type: string;
  readonly schemaVersion: number;
  readonly stream: StreamName;
  readonly data: JsonObject;
  readonly personal: Personal<JsonObject> | null;
};

/** By the name of the file, without `.json`: `PayoutSent.v1`, or `BenefitAssessed.v1.treatment`. */
export type GoldenEvents = ReadonlyMap<string, GoldenEvent>;

export const GOLDEN_FOLDER = join(__dirname, '../stored-events');
const INDEX = 'index.json';

/** What was ever stored, as `PayoutSent@1`. It grows and never shrinks. */
export const storedIndex = (): readonly string[] =>
  JSON.parse(readFileSync(join(GOLDEN_FOLDER, INDEX), 'utf8')) as readonly string[];

/** Every shape that has a file, retired ones too. */
export const goldenEvents = (): GoldenEvents =>
  new Map(
    readdirSync(GOLDEN_FOLDER)
      .filter((file) => file.endsWith('.json') && file !== INDEX)
      .sort()
      .map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(join(GOLDEN_FOLDER, file), 'utf8')) as GoldenEvent,
      ]),
  );

const ALL_EXAMPLES: Readonly<Record<string, Example<TypeName>>> = {
  ...EXAMPLES,
  ...FURTHER_EXAMPLES,
  ...OF_THE_ROAD,
  ...OF_THE_HEIRS,
  ...OF_THE_CAUSE,
  ...EXAMPLES_OF_ENDING,
};
const REGISTERED: readonly EventType[] = EVENT_TYPES;

/** The examples in the shapes that are written now. */
export const examples = (): GoldenEvents =>
  new Map(
    Object.entries(ALL_EXAMPLES).map(([shape, { stream, data, personal }]) => {
      const [type = '', further] = shape.split('.');
      const schemaVersion = REGISTERED.find((one) => one.type === type)?.schemaVersion ?? 1;
      const name = [type, `v${schemaVersion}`, ...(further ? [further] : [])].join('.');
      return [name, { type, schemaVersion, stream, data, personal }];
    }),
  );

/** The events that come before an event of that name in its stream, in the shapes that are written now. */
export const historyBefore = (name: string): readonly GoldenEvent[] => {
  const shape = name.replace(/\.v\d+/, '');
  const { after } = ALL_EXAMPLES[shape] ?? { after: [] };
  return after.map((earlier) => {
    const found = [...examples()].find(([known]) => known.replace(/\.v\d+/, '') === earlier);
    if (!found) throw new Error(`There is no example ${earlier} to come before ${name}.`);
    return found[1];
  });
};

/** Writes a file for each example that has none, and adds what is new to the index. No file is written over. */
export const writeMissing = (): readonly string[] => {
  mkdirSync(GOLDEN_FOLDER, { recursive: true });
  const missing = [...examples()].filter(
    ([name]) => !existsSync(join(GOLDEN_FOLDER, `${name}.json`)),
  );
  for (const [name, event] of missing)
    writeFileSync(join(GOLDEN_FOLDER, `${name}.json`), textOf(event), { flag: 'wx' });

  const known = existsSync(join(GOLDEN_FOLDER, INDEX)) ? storedIndex() : [];
  const now = [...goldenEvents().values()].map(versionOf);
  writeFileSync(join(GOLDEN_FOLDER, INDEX), textOf([...new Set([...known, ...now])].sort()));
  return missing.map(([name]) => name);
};

/** `PayoutSent@1` */
export const versionOf = ({
  type,
  schemaVersion,
}: Pick<GoldenEvent, 'type' | 'schemaVersion'>): string => `${type}@${schemaVersion}`;

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
