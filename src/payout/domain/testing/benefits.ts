import { calendarDay } from '../../../kernel/calendar-day';
import { idFrom } from '../../../kernel/name-based-id';
import { rupiah } from '../../../kernel/rupiah';
import { bill, claimId, heirsEstablished } from '../../../claim/domain/testing/claims';
import { daughter, participantId, son, widow } from '../../../claim/domain/testing/people';
import type { CoverInputs } from '../benefit-inputs';
import type {
  AssessedLine,
  BenefitApproved,
  BenefitAssessed,
  BenefitsPresented,
  DocumentReceived,
  DocumentVerified,
  PaperKind,
  PayeeAccountRecorded,
  PayeeKind,
  PayerDecisionRecorded,
  PayerOutcome,
} from '../benefit.events';

// What was recorded on the way of a death benefit of 42,000,000 and of a treatment bill of 3,200,000.

const cover: CoverInputs = {
  cover: 'covered',
  periodId: 'per-1',
  membershipSince: calendarDay('2024-10-01'),
  monthsPaid: 2,
  declaredIncome: rupiah(1_000_000),
};
const line = (code: string, claimed: number, granted = claimed): AssessedLine => ({
  code,
  concerns: null,
  claimed: rupiah(claimed),
  granted: rupiah(granted),
  reasons: [],
});
const onDay = {
  scheduleId: 'PP-82-2019',
  decidingDay: calendarDay('2024-11-05'),
  supersedes: null,
  participantVersion: 7,
  by: 'siti',
} as const;

export const deathId = idFrom(claimId, 'death', 'once', 0);
const shares = heirsEstablished.data.heirs;
const [widowsShare, daughtersShare, sonsShare] = shares.map(({ share }) => share);
const whole = { numerator: 1, denominator: 1 };

export const toWidow = {
  kind: 'heir',
  id: widow,
  onBehalfOf: null,
  share: widowsShare ?? whole,
  amount: rupiah(10_500_000),
} as const;
export const toDaughter = {
  ...toWidow,
  id: daughter,
  share: daughtersShare ?? whole,
  amount: rupiah(15_750_000),
} as const;
/** The widow receives for the son, who is nine. */
export const forSon = {
  kind: 'guardian',
  id: widow,
  onBehalfOf: son,
  share: sonsShare ?? whole,
  amount: rupiah(15_750_000),
} as const;

export const deathAssessed: BenefitAssessed = {
  type: 'BenefitAssessed',
  data: {
    kind: 'death',
    inputs: {
      ...cover,
      cause: 'illness',
      accidentClaimId: null,
      heirs: shares.map(({ heirId, guardianId, share }) => ({ heirId, guardianId, share })),
    },
    scheme: 'jkm',
    ...onDay,
    benefitId: deathId,
    lines: [
      line('lump_sum', 20_000_000),
      line('periodic', 12_000_000),
      line('funeral', 10_000_000),
    ],
    total: rupiah(42_000_000),
    payees: [toWidow, toDaughter, forSon],
  },
};

export const treatmentId = idFrom(claimId, 'treatment', 'rsud-sekayu', 'inv-1', 0);
export const toHospital = {
  kind: 'facility',
  id: 'rsud-sekayu',
  onBehalfOf: null,
  share: whole,
  amount: rupiah(3_200_000),
} as const;
const notBorne = {
  code: 'ward_class_above_entitlement',
  citation: 'PP 44/2015',
};
export const treatmentAssessed: BenefitAssessed = {
  type: 'BenefitAssessed',
  data: {
    kind: 'treatment',
    inputs: { ...cover, ...bill, partner: true },
    scheme: 'jkk',
    ...onDay,
    benefitId: treatmentId,
    lines: [
      { ...line('ward', 3_000_000, 2_500_000), reasons: [notBorne] },
      line('medicine', 700_000),
    ],
    total: rupiah(3_200_000),
    payees: [toHospital],
  },
};

// --- papers, accounts, approvals --------------------------------------------------------------------------------

export const received = (kind: PaperKind, documentId = `doc-${kind}`): DocumentReceived => ({
  type: 'DocumentReceived',
  data: {
    documentId,
    kind,
    concerns: null,
    issuedOn: null,
    receivedOn: calendarDay('2024-11-12'),
    pages: null,
    fileRef: null,
    by: 'siti',
  },
  personal: { [participantId]: { number: null, issuer: null, keptAt: null } },
});
export const verified = (kind: PaperKind): readonly [DocumentReceived, DocumentVerified] => [
  received(kind),
  { type: 'DocumentVerified', data: { documentId: `doc-${kind}`, by: 'siti' } },
];
export const deathPapers = (
  [
    'form_4',
    'participant_card',
    'ktp',
    'heir_ktp',
    'death_certificate',
    'family_card',
    'heir_letter',
    'marriage_book',
  ] as const
).flatMap(verified);
/** What a death by accident needs in the place of form 4. */
export const accidentForms = (['kk1', 'kk2', 'kk3'] as const).flatMap(verified);
export const accidentPapers = (['kk1', 'participant_card', 'ktp'] as const).flatMap(verified);

export const accountRecorded = (
  payeeKind: PayeeKind,
  payeeId: string,
  accountRef = `acc-${payeeKind}-${payeeId}`,
): PayeeAccountRecorded => ({
  type: 'PayeeAccountRecorded',
  data: { payeeKind, payeeId, accountRef, by: 'siti' },
  personal: { [payeeId]: { bank: 'Bank Sumsel Babel', number: '000', holder: 'Tanpa Nama' } },
});
export const heirsAccounts = [
  accountRecorded('heir', widow),
  accountRecorded('heir', daughter),
  accountRecorded('guardian', widow),
];

export const approved = (benefitId: string, by = 'budi'): BenefitApproved => ({
  type: 'BenefitApproved',
  data: { benefitId, shownRef: 'shown-1', by },
});
export const presented = (...benefitIds: readonly string[]): BenefitsPresented => ({
  type: 'BenefitsPresented',
  data: {
    benefitIds,
    branch: 'palembang',
    channel: 'counter',
    presentedOn: calendarDay('2024-11-25'),
    papersCompleteOn: calendarDay('2024-11-25'),
    reference: 'surat-1',
    by: 'siti',
  },
});
export const payerDecided = (
  benefitId: string,
  outcome: PayerOutcome,
  amount: number,
): PayerDecisionRecorded => ({
  type: 'PayerDecisionRecorded',
  data: {
    outcome,
    amounts: [{ benefitId, amount: rupiah(amount) }],
    decidedOn: calendarDay('2024-11-28'),
    reference: 'bpjs-1',
    by: 'siti',
  },
});
