import { calendarDay } from '../../../kernel/calendar-day';
import { rupiah } from '../../../kernel/rupiah';
import type {
  AcceptClaim,
  AssessAccident,
  AssessDeath,
  AssessTreatment,
  ClaimFacts,
  CloseClaim,
  ConcludeAccident,
  EstablishHeirs,
  NamedHeir,
  RecordDoctorStatement,
  RefuseClaim,
  ReopenClaim,
  ReportAccident,
  ReportDeath,
  TransportCost,
  TreatmentBill,
  WithdrawClaim,
} from '../claim.commands';
import type {
  AccidentReported,
  ClaimAccepted,
  DeathReported,
  HeirsEstablished,
} from '../claim.events';
import {
  daughter,
  facts,
  participant,
  participantId,
  place,
  programme,
  son,
  today,
  widow,
} from './people';

export const claimId = 'clm-1';
const asked = { claimId, by: 'siti', today };

const report = {
  number: 'KLM-2024-00000000-0',
  participantId,
  programme,
  place,
  reportedOn: calendarDay('2024-11-06'),
  reporterId: 'rep-1',
  reporterRelation: 'village',
  coverAsReported: 'covered',
} as const;
const told = { words: null };
const reporter = { name: 'Pak RT', phone: null };
const personal = { [participantId]: told, 'rep-1': reporter };

const accident = {
  ...report,
  occurrence: 1,
  reasonCode: null,
  accidentKind: 'accident',
  occurredOn: calendarDay('2024-11-05'),
  diagnosedOn: null,
  suspected: false,
} as const;
const death = {
  ...report,
  attempt: 1,
  diedOn: calendarDay('2024-11-05'),
  knownOn: calendarDay('2024-11-06'),
  cause: 'illness',
  accidentClaimId: null,
} as const;

// --- what was recorded ------------------------------------------------------------------------------------------

export const accidentReported = (
  changed: Partial<AccidentReported['data']> = {},
): AccidentReported => ({
  type: 'AccidentReported',
  data: { ...accident, by: 'siti', ...changed },
  personal,
});
export const deathReported = (changed: Partial<DeathReported['data']> = {}): DeathReported => ({
  type: 'DeathReported',
  data: { ...death, by: 'siti', ...changed },
  personal,
});
export const accepted: ClaimAccepted = {
  type: 'ClaimAccepted',
  data: {
    cover: 'covered',
    periodId: 'per-1',
    monthsPaid: 2,
    declaredIncome: rupiah(1_000_000),
    participantVersion: 7,
    by: 'siti',
  },
};

const eighths = (numerator: number) => ({ numerator, denominator: 8 });
/** A widow and two children: 2/8, 3/8, 3/8; the widow receives for the son. */
export const heirsEstablished: HeirsEstablished = {
  type: 'HeirsEstablished',
  data: {
    heirClass: 1,
    heirs: [
      { heirId: widow, relation: 'spouse', share: eighths(2), minor: false, guardianId: null },
      { heirId: daughter, relation: 'child', share: eighths(3), minor: false, guardianId: null },
      { heirId: son, relation: 'child', share: eighths(3), minor: true, guardianId: widow },
    ],
    letterOn: calendarDay('2024-11-10'),
    by: 'siti',
  },
  personal: { [participantId]: { letterNumber: '140/12' } },
};

// --- what is asked ----------------------------------------------------------------------------------------------

export const reportAccident = (changed: Partial<ReportAccident['data']> = {}): ReportAccident => ({
  type: 'ReportAccident',
  data: { ...asked, ...accident, account: told, reporter, ...changed },
});
export const reportDeath = (changed: Partial<ReportDeath['data']> = {}): ReportDeath => ({
  type: 'ReportDeath',
  data: { ...asked, ...death, account: told, reporter, ...changed },
});
export const conclude = (changed: Partial<ConcludeAccident['data']> = {}): ConcludeAccident => ({
  type: 'ConcludeAccident',
  data: {
    ...asked,
    outcome: 'work_accident',
    concludedBy: 'payer',
    concludedOn: calendarDay('2024-11-20'),
    reference: null,
    ...changed,
  },
});
export const doctorStates = (
  changed: Partial<RecordDoctorStatement['data']> = {},
): RecordDoctorStatement => ({
  type: 'RecordDoctorStatement',
  data: {
    ...asked,
    statementId: 'sta-1',
    outcome: 'recovered',
    statedOn: calendarDay('2024-11-20'),
    receivedOn: calendarDay('2024-11-21'),
    percentTenths: null,
    details: { diagnosis: null, bodyPart: null, side: null },
    ...changed,
  },
});
export const accept = (read: ClaimFacts = facts(), by = 'siti'): AcceptClaim => ({
  type: 'AcceptClaim',
  data: { ...asked, facts: read, by },
});
export const refuse: RefuseClaim = {
  type: 'RefuseClaim',
  data: { ...asked, ground: 'not_covered', citation: 'PP 44/2015', reasonCode: null },
};
export const withdraw: WithdrawClaim = {
  type: 'WithdrawClaim',
  data: { ...asked, reasonCode: 'family_wish' },
};
export const reopen: ReopenClaim = {
  type: 'ReopenClaim',
  data: { ...asked, reasonCode: 'new_papers', disputeId: null },
};
export const close: CloseClaim = { type: 'CloseClaim', data: { ...asked, reasonCode: 'settled' } };

const named: readonly NamedHeir[] = heirsEstablished.data.heirs.map(
  ({ heirId, share, guardianId }) => ({ heirId, share, guardianId }),
);
export const establishHeirs = (changed: Partial<EstablishHeirs['data']> = {}): EstablishHeirs => ({
  type: 'EstablishHeirs',
  data: {
    ...asked,
    heirClass: 1,
    heirs: named,
    representativeId: null,
    funeralArrangerId: null,
    letterOn: calendarDay('2024-11-10'),
    letterNumber: '140/12',
    participant: participant(),
    ...changed,
  },
});

/** A ward above the entitlement and medicine: 3,700,000 claimed, 3,200,000 borne. */
export const bill: TreatmentBill = {
  facilityId: 'rsud-sekayu',
  invoiceRef: 'inv-1',
  from: calendarDay('2024-11-05'),
  to: calendarDay('2024-11-12'),
  items: [
    {
      code: 'ward',
      claimed: rupiah(3_000_000),
      deductions: [{ code: 'ward_class_above_entitlement', amount: rupiah(500_000) }],
    },
    { code: 'medicine', claimed: rupiah(700_000), deductions: [] },
  ],
  otherPayer: rupiah(0),
  paidTo: 'facility',
};
export const assessTreatment = (
  changed: Partial<TreatmentBill> = {},
  read: ClaimFacts = facts(),
  by = 'siti',
): AssessTreatment => ({
  type: 'AssessTreatment',
  data: { ...asked, bill: { ...bill, ...changed }, facts: read, by },
});
export const assessAccident = (
  wanted: AssessAccident['data']['asked'],
  changed: Partial<AssessAccident['data']> = {},
): AssessAccident => ({
  type: 'AssessAccident',
  data: { ...asked, asked: wanted, form: null, facts: facts(), ...changed },
});
export const assessJourney = (
  mode: TransportCost['mode'],
  travelledOn: string,
  cost: number,
  changed: Partial<AssessAccident['data']> = {},
): AssessAccident =>
  assessAccident(
    {
      kind: 'transport',
      inputs: { mode, travelledOn: calendarDay(travelledOn), cost: rupiah(cost) },
    },
    changed,
  );
export const assessDays = (
  from: string,
  to: string,
  changed: Partial<AssessAccident['data']> = {},
): AssessAccident =>
  assessAccident(
    { kind: 'wage_replacement', inputs: { from: calendarDay(from), to: calendarDay(to) } },
    changed,
  );

export const assessDeath = (read: ClaimFacts = facts(), by = 'siti'): AssessDeath => ({
  type: 'AssessDeath',
  data: { ...asked, facts: read, by },
});
