import type { ClaimEvent, ClaimReopened } from './claim/domain/claim.events';
import type { ContributionPaymentEvent } from './contribution/domain/contribution-payment.decider';
import type { EnrolmentListEvent } from './enrolment/domain/enrolment-list.events';
import type { ErasureEvent } from './erasure/domain/erasure.events';
import type { NikEvent } from './participant/domain/nik.decider';
import type { ParticipantEvent } from './participant/domain/participant.events';
import { type EventType, eventType, type Upcaster } from './platform/event-store/codec/event-type';
import type { ProgrammeEvent } from './programme/domain/programme.events';
import type { ScholarshipEvent } from './scholarship/domain/scholarship.events';

type Stored =
  | ProgrammeEvent
  | NikEvent
  | ParticipantEvent
  | ClaimEvent
  | ScholarshipEvent
  | ContributionPaymentEvent
  | ErasureEvent
  | EnrolmentListEvent;

/** A type in its first shape. One that changes gets a version and an upcaster, on a line of its own. */
const first = (category: string | readonly string[], type: Stored['type']): EventType =>
  eventType<Stored>(type, { schemaVersion: 1, categories: [category].flat() });

/** Before disputes were recorded, no reopening named one. */
const reopenedFirst: Upcaster = ({ data, ...event }) => ({
  ...event,
  data: { ...data, disputeId: null },
});

/**
 * Every type that is stored, in one list. A line never disappears: what was stored once must be read for ever
 * (`test/stored-events` holds one of each, and CI folds them).
 */
export const EVENT_TYPES = [
  first('programme', 'ProgrammeAgreed'),

  first('nik', 'NikAssigned'),
  first('nik', 'NikReleased'),

  first('participant', 'ParticipantEnrolled'),
  first('participant', 'FamilyMemberRegistered'),
  first('participant', 'FamilyMemberCorrected'),
  first('participant', 'FamilyMemberRemoved'),
  first('participant', 'ParticipantCorrected'),
  first('participant', 'NikCorrected'),
  first('participant', 'NikCorrectionAbandoned'),
  first('participant', 'ParticipantMoved'),
  first('participant', 'ParticipantsMergeRequested'),
  first('participant', 'ParticipantsMerged'),
  first('participant', 'CoverageRequested'),
  first('participant', 'CoverageStarted'),
  first('participant', 'CoverageRefused'),
  first('participant', 'CoverageExtended'),
  first('participant', 'CoverageEnded'),
  first('participant', 'CoverageCorrected'),
  first('participant', 'CoverageAnnulled'),
  first('participant', 'EnrolmentAnnulled'),
  first('participant', 'ContributionRecorded'),
  first('participant', 'ContributionRefunded'),
  first('participant', 'ParticipantDied'),
  first('participant', 'DeathRetractionRequested'),
  first('participant', 'ParticipantDeathRetracted'),

  first('claim', 'AccidentReported'),
  first('claim', 'DeathReported'),
  first('claim', 'AccidentConcluded'),
  first('claim', 'DoctorStatementRecorded'),
  first('claim', 'ParticipantRecovered'),
  first('claim', 'ClaimAccepted'),
  first('claim', 'ClaimRefused'),
  first('claim', 'ClaimWithdrawn'),
  eventType<ClaimReopened>('ClaimReopened', {
    schemaVersion: 2,
    categories: ['claim'],
    upcasters: { 1: reopenedFirst },
  }),
  first('claim', 'ClaimClosed'),
  first('claim', 'ClaimVoidingRequested'),
  first('claim', 'ClaimVoided'),
  first('claim', 'DisputeDecided'),
  first('claim', 'ClaimCorrected'),
  first('claim', 'HeirsEstablished'),
  first('claim', 'CauseCorrectionRequested'),
  first('claim', 'CauseOfDeathCorrected'),
  first('claim', 'TreatmentPaid'),
  first('claim', 'DeathSettled'),

  first('scholarship', 'ScholarshipRequested'),
  first('scholarship', 'ScholarshipGranted'),
  first('scholarship', 'ScholarshipEnded'),

  first('contributionPayment', 'ContributionPaid'),
  first('contributionPayment', 'ContributionPaymentRefunded'),

  first('enrolmentList', 'EnrolmentListReceived'),
  first('enrolmentList', 'EnrolmentListChecked'),
  first('enrolmentList', 'EnrolmentListApproved'),
  first('enrolmentList', 'EnrolmentListApplied'),
  first('enrolmentList', 'EnrolmentListUndoingRequested'),
  first('enrolmentList', 'EnrolmentListUndoingApproved'),
  first('enrolmentList', 'EnrolmentListUndone'),
  first('enrolmentList', 'EnrolmentListAnswerReceived'),
  first('enrolmentList', 'EnrolmentListConfirmed'),

  first('subject', 'PersonErasureRequested'),
  first('subject', 'PersonErased'),

  first(['claim', 'scholarship'], 'DocumentReceived'),
  first(['claim', 'scholarship'], 'DocumentVerified'),
  first(['claim', 'scholarship'], 'DocumentReturned'),
  first(['claim', 'scholarship'], 'PayeeAccountRecorded'),
  first(['claim', 'scholarship'], 'BenefitAssessed'),
  first(['claim', 'scholarship'], 'BenefitApproved'),
  first(['claim', 'scholarship'], 'SecondApprovalRequired'),
  first(['claim', 'scholarship'], 'BenefitApprovalSeconded'),
  first(['claim', 'scholarship'], 'BenefitReturned'),
  first(['claim', 'scholarship'], 'BenefitRefused'),
  first(['claim', 'scholarship'], 'BenefitApprovalVoided'),
  first(['claim', 'scholarship'], 'ApprovalRechecked'),
  first(['claim', 'scholarship'], 'BenefitsPresented'),
  first(['claim', 'scholarship'], 'PayerDecisionRecorded'),
  first(['claim', 'scholarship'], 'PayoutScheduled'),
  first(['claim', 'scholarship'], 'PayoutCancelled'),
  first(['claim', 'scholarship'], 'PayoutSent'),
  first(['claim', 'scholarship'], 'PayoutConfirmed'),
  first(['claim', 'scholarship'], 'PayoutFailed'),
  first(['claim', 'scholarship'], 'PayoutReturned'),
  first(['claim', 'scholarship'], 'PayoutOutcomeUnknown'),
  first(['claim', 'scholarship'], 'PayoutReplacementRequested'),
  first(['claim', 'scholarship'], 'PayoutReplacementApproved'),
  first(['claim', 'scholarship'], 'PayoutReplacementSeconded'),
  first(['claim', 'scholarship'], 'OverpaymentFound'),
  first(['claim', 'scholarship'], 'OverpaymentRepaid'),
  first(['claim', 'scholarship'], 'OverpaymentSetOff'),
] as const;

/** Of every stream that is ever written. */
export const CATEGORIES: readonly string[] = [
  ...new Set(EVENT_TYPES.flatMap(({ categories }) => categories)),
];
