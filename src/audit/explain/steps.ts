import type { ClaimEvent } from '../../claim/domain/claim.events';
import { unreachable } from '../../kernel/event';
import type { PayoutEvent } from '../../payout/domain/benefit.events';
import type { Benefits } from '../../payout/domain/benefits';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import type { ScholarshipEvent } from '../../scholarship/domain/scholarship.events';

/** What a claim or a scholarship may hold. */
export type CaseEvent = ClaimEvent | ScholarshipEvent;

/** What a fact is about: the case, some of its benefits, or one payout of a benefit. */
export type About =
  | { readonly of: 'case' }
  | { readonly of: 'benefits'; readonly benefitIds: readonly string[] }
  | { readonly of: 'payout'; readonly benefitId: string | null; readonly payoutId: string };

const CASE: About = { of: 'case' };
const benefit = (...benefitIds: readonly string[]): About => ({ of: 'benefits', benefitIds });

type OfCase = Exclude<CaseEvent, PayoutEvent>;

const PAYOUT_TYPES: Readonly<Record<PayoutEvent['type'], true>> = {
  PayoutScheduled: true,
  PayoutCancelled: true,
  PayoutSent: true,
  PayoutConfirmed: true,
  PayoutFailed: true,
  PayoutReturned: true,
  PayoutOutcomeUnknown: true,
  PayoutReplacementRequested: true,
  PayoutReplacementApproved: true,
  PayoutReplacementSeconded: true,
  OverpaymentFound: true,
  OverpaymentRepaid: true,
  OverpaymentSetOff: true,
};
const isOfPayout = (event: CaseEvent): event is PayoutEvent => event.type in PAYOUT_TYPES;

/** Where each fact is told. A type that is not named here does not compile: no rupiah is left out in silence. */
export const aboutOf = (event: CaseEvent, benefits: Benefits): About =>
  isOfPayout(event) ? payout(event, benefits) : ofCase(event);

const ofCase = (event: OfCase): About => {
  switch (event.type) {
    case 'AccidentReported':
    case 'DeathReported':
    case 'AccidentConcluded':
    case 'DoctorStatementRecorded':
    case 'ParticipantRecovered':
    case 'ClaimAccepted':
    case 'ClaimRefused':
    case 'ClaimWithdrawn':
    case 'ClaimReopened':
    case 'ClaimClosed':
    case 'ClaimVoidingRequested':
    case 'ClaimVoided':
    case 'DisputeDecided':
    case 'ClaimCorrected':
    case 'CauseCorrectionRequested':
    case 'CauseOfDeathCorrected':
    case 'HeirsEstablished':
    case 'ScholarshipRequested':
    case 'ScholarshipGranted':
    case 'ScholarshipEnded':
    case 'DocumentReceived':
    case 'DocumentVerified':
    case 'DocumentReturned':
    case 'PayeeAccountRecorded':
      return CASE;
    case 'BenefitsPresented':
      return benefit(...event.data.benefitIds);
    case 'PayerDecisionRecorded':
      return benefit(...event.data.amounts.map(({ benefitId }) => benefitId));
    case 'BenefitAssessed':
    case 'BenefitApproved':
    case 'SecondApprovalRequired':
    case 'BenefitApprovalSeconded':
    case 'BenefitReturned':
    case 'BenefitRefused':
    case 'BenefitApprovalVoided':
    case 'ApprovalRechecked':
    case 'TreatmentPaid':
    case 'DeathSettled':
      return benefit(event.data.benefitId);
    default:
      throw unreachable(event);
  }
};

const payout = ({ data }: PayoutEvent, { payouts }: Benefits): About => {
  const { payoutId } = data;
  // A replacement that nobody has approved yet is no payout: it is told with the one that it would replace.
  const scheduled = payouts[payoutId] ?? ('replaces' in data && payouts[data.replaces ?? '']);
  return { of: 'payout', benefitId: scheduled ? scheduled.benefitId : null, payoutId };
};

export type Recorded = RecordedEvent<CaseEvent>;
