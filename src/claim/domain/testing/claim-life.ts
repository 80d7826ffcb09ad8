import { calendarDay } from '../../../kernel/calendar-day';
import type {
  ApproveVoiding,
  CorrectClaim,
  DecideDispute,
  RequestVoiding,
} from '../claim.commands';
import type { ClaimVoided, ClaimVoidingRequested, DisputeDecided } from '../claim.events';
import { claimId } from './claims';
import { today } from './people';

// What was wrong about a claim. Budi asks for a voiding, Dewi approves it.

const voiding = { requestId: 'req-1', reasonCode: 'filed_twice', refiledAs: null } as const;

export const requestVoiding = (changed: Partial<RequestVoiding['data']> = {}): RequestVoiding => ({
  type: 'RequestVoiding',
  data: { claimId, today, ...voiding, refiled: null, by: 'budi', ...changed },
});
export const approveVoiding = (changed: Partial<ApproveVoiding['data']> = {}): ApproveVoiding => ({
  type: 'ApproveVoiding',
  data: { claimId, today, requestId: 'req-1', refiled: null, by: 'dewi', ...changed },
});
export const voidingRequested = (
  changed: Partial<ClaimVoidingRequested['data']> = {},
): ClaimVoidingRequested => ({
  type: 'ClaimVoidingRequested',
  data: { ...voiding, by: 'budi', ...changed },
});
export const voided = (changed: Partial<ClaimVoided['data']> = {}): ClaimVoided => ({
  type: 'ClaimVoided',
  data: { ...voiding, by: 'dewi', ...changed },
});
/** Asked for and approved. */
export const isVoid = [voidingRequested(), voided()] as const;

const dispute = {
  disputeId: 'dsp-1',
  instance: 'labour_office',
  outcome: 'overturned',
  decidedOn: calendarDay('2024-11-28'),
  reference: 'PPK-1128',
} as const;
export const decideDispute = (changed: Partial<DecideDispute['data']> = {}): DecideDispute => ({
  type: 'DecideDispute',
  data: { claimId, today, ...dispute, by: 'siti', ...changed },
});
export const disputeDecided = (changed: Partial<DisputeDecided['data']> = {}): DisputeDecided => ({
  type: 'DisputeDecided',
  data: { ...dispute, by: 'siti', ...changed },
});

const asItStands = {
  reporterRelation: null,
  accidentKind: null,
  knownOn: null,
  chronology: null,
  reporterName: null,
  reporterPhone: null,
};
const noDays = { occurredOn: null, diagnosedOn: null, diedOn: null };
export const correct = (
  told: Partial<CorrectClaim['data']['told']>,
  days: Partial<CorrectClaim['data']['days']> = {},
): CorrectClaim => ({
  type: 'CorrectClaim',
  data: {
    claimId,
    today,
    told: { ...asItStands, ...told },
    days: { ...noDays, ...days },
    reasonCode: 'written_down_wrong',
    by: 'budi',
  },
});
