import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Event } from '../../kernel/event';
import type { Rupiah } from '../../kernel/rupiah';
import type { BenefitEvent } from '../../payout/domain/benefit.events';
import type { Share } from '../../payout/domain/benefit-inputs';
import type { Relation } from '../../participant/domain/participant.events';
import type { Place } from '../../programme/domain/programme.events';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

export type Cover =
  'covered' | 'in_arrears' | 'arrears_too_long' | 'needs_confirmation' | 'not_covered';

export type AccidentKind =
  'accident' | 'commute' | 'occupational_disease' | 'sudden_death' | 'violence';

export type ReporterRelation = Relation | 'self' | 'employer' | 'village' | 'facility';

/** Who told the office: a person of his own, with a key of his own. */
export type Reporter = { readonly name: string; readonly phone: string | null };

/** What was told, in the reporter's words. */
export type Account = { readonly words: string | null };

type Report = {
  readonly number: string;
  readonly participantId: string;
  readonly programme: string;
  readonly place: Place;
  readonly reportedOn: CalendarDay;
  readonly reporterId: string;
  readonly reporterRelation: ReporterRelation;
  /** What the participant's stream said of that day when the report came; a judgement looks again. */
  readonly coverAsReported: Cover;
  readonly by: string;
};

/** Exactly one of `occurredOn` and `diagnosedOn` is a day: an accident occurs, a disease is diagnosed. */
export type AccidentReported = Event<
  'AccidentReported',
  Report & {
    readonly occurrence: number;
    readonly reasonCode: string | null;
    readonly accidentKind: AccidentKind;
    readonly occurredOn: CalendarDay | null;
    readonly diagnosedOn: CalendarDay | null;
    readonly suspected: boolean;
    /** Whether it happened in traffic; absent where nobody said. */
    readonly onRoad?: boolean;
  },
  Account | Reporter
>;

export type CauseOfDeath =
  'illness' | 'work_accident' | 'occupational_disease' | 'other' | 'unknown';

export type DeathReported = Event<
  'DeathReported',
  Report & {
    readonly attempt: number;
    readonly diedOn: CalendarDay;
    readonly knownOn: CalendarDay;
    readonly cause: CauseOfDeath;
    readonly accidentClaimId: string | null;
  },
  Account | Reporter
>;

export type AccidentConcluded = Event<
  'AccidentConcluded',
  {
    readonly outcome: 'work_accident' | 'not_work_accident';
    readonly concludedBy: string;
    readonly concludedOn: CalendarDay;
    readonly reference: string | null;
    readonly by: string;
  }
>;

export type DoctorStatementRecorded = Event<
  'DoctorStatementRecorded',
  {
    readonly statementId: string;
    readonly outcome: 'recovered' | 'disabled' | 'died';
    readonly statedOn: CalendarDay;
    readonly receivedOn: CalendarDay;
    /** Tenths of a percent: 45 is 4.5 %. */
    readonly percentTenths: number | null;
    readonly by: string;
  },
  {
    readonly diagnosis: string | null;
    readonly bodyPart: string | null;
    readonly side: 'left' | 'right' | 'both' | null;
  }
>;

export type ParticipantRecovered = Event<
  'ParticipantRecovered',
  { readonly recoveredOn: CalendarDay; readonly by: string }
>;

export type ClaimAccepted = Event<
  'ClaimAccepted',
  {
    readonly cover: 'covered' | 'in_arrears' | 'needs_confirmation';
    readonly periodId: string | null;
    readonly monthsPaid: number;
    readonly declaredIncome: Rupiah;
    readonly participantVersion: number;
    readonly by: string;
  }
>;

export type ClaimRefused = Event<
  'ClaimRefused',
  {
    readonly ground: string;
    readonly citation: string;
    readonly reasonCode: string | null;
    readonly by: string;
  }
>;
export type ClaimWithdrawn = Event<
  'ClaimWithdrawn',
  { readonly reasonCode: string; readonly by: string }
>;
export type ClaimReopened = Event<
  'ClaimReopened',
  {
    readonly reasonCode: string;
    /** The dispute that overturned what was decided, where one did. */
    readonly disputeId: string | null;
    readonly by: string;
  }
>;
export type ClaimClosed = Event<
  'ClaimClosed',
  { readonly reasonCode: string; readonly by: string }
>;

/** Why a claim should never have been. */
export const VOIDING_REASONS = [
  'not_dead',
  'wrong_person',
  'wrong_day',
  'wrong_claim_kind',
  'filed_twice',
] as const;
export type VoidingReason = (typeof VOIDING_REASONS)[number];

type Voiding = {
  readonly requestId: string;
  readonly reasonCode: VoidingReason;
  /** The claim that takes its place, where there is one by then. */
  readonly refiledAs: string | null;
  readonly by: string;
};
export type ClaimVoidingRequested = Event<'ClaimVoidingRequested', Voiding>;
/** It cannot be undone: a next attempt at the same death opens because of it. Afterwards only the payer's late word is recorded. */
export type ClaimVoided = Event<'ClaimVoided', Voiding>;

export const DISPUTE_INSTANCES = [
  'mediation',
  'social_security_agency',
  'labour_office',
  'labour_minister',
  'court',
] as const;
export const DISPUTE_OUTCOMES = ['upheld', 'overturned', 'settled'] as const;

/** What somebody above the office decided of a decision: it changes nothing here by itself. */
export type DisputeDecided = Event<
  'DisputeDecided',
  {
    readonly disputeId: string;
    readonly instance: (typeof DISPUTE_INSTANCES)[number];
    readonly outcome: (typeof DISPUTE_OUTCOMES)[number];
    readonly decidedOn: CalendarDay;
    readonly reference: string | null;
    readonly by: string;
  }
>;

/** What of a report may be corrected and stands in clear. */
export type ReportedFacts = {
  readonly reporterRelation: ReporterRelation;
  readonly accidentKind: AccidentKind;
  readonly knownOn: CalendarDay;
};
/** The same of what is sealed: the account with the participant, the reporter with himself. */
type CorrectedPart = {
  readonly old: Partial<Account & Reporter>;
  readonly new: Partial<Account & Reporter>;
};

/** A report as it should have been told; never its day, which names the claim. */
export type ClaimCorrected = Event<
  'ClaimCorrected',
  {
    /** Every field that changed, sealed ones too. */
    readonly fields: readonly string[];
    readonly old: Partial<ReportedFacts>;
    readonly new: Partial<ReportedFacts>;
    readonly reasonCode: string;
    readonly by: string;
  },
  CorrectedPart
>;

export type Heir = {
  readonly heirId: string;
  readonly relation: Relation;
  readonly share: Share;
  readonly minor: boolean;
  readonly guardianId: string | null;
  /** The heir whose account all of them named in a power of attorney; absent where he receives himself. */
  readonly representedBy?: string;
};

/** The order of PP 44/2015: 1 widow, widower, children; 2 parents, grandparents, grandchildren; 3 siblings; 4 parents-in-law; 5 named in a will; 6 nobody is left. */
export type HeirClass = 1 | 2 | 3 | 4 | 5 | 6;

export type HeirsEstablished = Event<
  'HeirsEstablished',
  {
    readonly heirClass: HeirClass;
    readonly heirs: readonly Heir[];
    /** The day of the letter of heirs. */
    readonly letterOn: CalendarDay;
    /** Of class 6 alone: who arranged the funeral, and is paid for it. */
    readonly funeralArrangerId?: string;
    readonly by: string;
  },
  { readonly letterNumber: string | null }
>;

/** Of one decision on a death: the law and the day that it was taken by, and what it comes to. */
type CauseRight = {
  readonly scheme: Scheme;
  readonly scheduleId: string;
  readonly decidingDay: CalendarDay;
  readonly total: Rupiah;
};

/** What another cause changes in the money, as both people saw it. Differences may be negative. */
export type CauseEffect = {
  readonly before: CauseRight;
  readonly after: CauseRight;
  readonly lines: readonly {
    readonly code: string;
    readonly before: Rupiah;
    readonly after: Rupiah;
    readonly difference: number;
    /** Why the new right pays less than its sum, or nothing; absent where nothing stands in its way. */
    readonly reasons?: readonly { readonly code: string; readonly citation: string }[];
  }[];
  readonly difference: number;
  /** What the heirs hold, what is still to be paid to them, and what they hold beyond their right. */
  readonly paid: Rupiah;
  readonly toPay: Rupiah;
  readonly toCollect: Rupiah;
  readonly heirs: readonly {
    readonly heirId: string;
    readonly right: Rupiah;
    readonly paid: Rupiah;
    readonly toPay: Rupiah;
    readonly toCollect: Rupiah;
  }[];
};

type CauseCorrection = {
  readonly requestId: string;
  readonly from: CauseOfDeath;
  readonly to: CauseOfDeath;
  /** The accident behind the new cause. */
  readonly accidentClaimId: string | null;
  readonly reasonCode: string;
  readonly effect: CauseEffect;
  readonly by: string;
};
/** The cause decides the money: correcting it takes two people, and the second is another. */
export type CauseCorrectionRequested = Event<'CauseCorrectionRequested', CauseCorrection>;
export type CauseOfDeathCorrected = Event<
  'CauseOfDeathCorrected',
  CauseCorrection & {
    /** From when what it adds could be known to be owed; absent in what earlier releases wrote. */
    readonly correctedOn?: CalendarDay;
  }
>;

export type ClaimEvent =
  | AccidentReported
  | DeathReported
  | AccidentConcluded
  | DoctorStatementRecorded
  | ParticipantRecovered
  | ClaimAccepted
  | ClaimRefused
  | ClaimWithdrawn
  | ClaimReopened
  | ClaimClosed
  | ClaimVoidingRequested
  | ClaimVoided
  | DisputeDecided
  | ClaimCorrected
  | HeirsEstablished
  | CauseCorrectionRequested
  | CauseOfDeathCorrected
  | BenefitEvent;
