import type { ClaimEvent } from '../../claim/domain/claim.events';
import type { ParticipantEvent } from '../../participant/domain/participant.events';
import {
  categoryOf,
  idOfStream,
  type RecordedEvent,
} from '../../platform/event-store/recorded-event';
import type { Reaction } from '../../platform/reactions/reaction';
import type { ScholarshipEvent } from '../../scholarship/domain/scholarship.events';
import { type Recheck, RecheckApprovalsCommand } from '../commands/recheck-approvals';

type Fact = ParticipantEvent | ClaimEvent | ScholarshipEvent;

/**
 * Looks again at approvals when something has happened that they may rest on, and when they are given: whichever of
 * two facts comes last, somebody sees both. So what slipped through between a reading and a writing comes to light.
 */
export const recheckApprovals: Reaction<Fact> = {
  name: 'recheck-approvals',
  categories: ['participant', 'claim', 'scholarship'],
  react: (event) => {
    const rechecks = [
      whatAfter(event),
      ofSurvivor(event),
      onDisability(event),
      ofFreed(event),
    ].filter((what) => what !== null);
    return rechecks.map(
      (what) => (context) => new RecheckApprovalsCommand(what, event.position, context),
    );
  },
};

const whatAfter = ({ stream, type }: RecordedEvent<Fact>): Recheck | null => {
  const [category, id] = [categoryOf(stream), idOfStream(stream)];
  // Whatever else a participant's stream may ever say counts, unless somebody has thought about it.
  if (category === 'participant') return SAY_NOTHING.has(type) ? null : { kind: 'participant', id };
  if (OF_OTHER_CASES.has(type)) return { kind: 'ofPersonIn', id };
  if (!OF_THE_CASE.has(type)) return null;
  return { kind: 'owner', owner: { kind: category === 'claim' ? 'claim' : 'scholarship', id } };
};

/** What was told of the one is from now on told of the other. */
const ofSurvivor = ({ type, data }: RecordedEvent<Fact>): Recheck | null =>
  type === 'ParticipantsMerged' ? { kind: 'participant', id: data.survivor } : null;

/** A scholarship may rest on a benefit: on the total permanent disability of its claim. */
const onDisability = ({ stream, type }: RecordedEvent<Fact>): Recheck | null =>
  categoryOf(stream) === 'claim' && OF_A_DISABILITY.has(type)
    ? { kind: 'scholarshipOn', id: idOfStream(stream) }
    : null;

/** A bill or a day that stood against an approval in another claim may be free now. */
const ofFreed = ({ stream, type }: RecordedEvent<Fact>): Recheck | null =>
  categoryOf(stream) === 'claim' && type === 'BenefitApprovalVoided'
    ? { kind: 'ofPersonIn', id: idOfStream(stream) }
    : null;

const OF_A_DISABILITY: ReadonlySet<Fact['type']> = new Set([
  'BenefitApproved',
  'BenefitApprovalSeconded',
  'BenefitApprovalVoided',
  'BenefitReturned',
  'BenefitRefused',
  'ApprovalRechecked',
]);

/** Nobody has an approval before them, or none rests on them. */
const SAY_NOTHING: ReadonlySet<Fact['type']> = new Set([
  'ParticipantEnrolled',
  'CoverageRequested',
]);
/**
 * A death by an accident stands and falls with the claim of the accident, a scholarship with that of the death; and what
 * an accident owes somebody who has died is his heirs'.
 */
const OF_OTHER_CASES: ReadonlySet<Fact['type']> = new Set([
  'AccidentConcluded',
  'ParticipantRecovered',
  'ClaimRefused',
  'ClaimWithdrawn',
  'ClaimReopened',
  'ClaimAccepted',
  'ClaimVoided',
  'HeirsEstablished',
  'CauseOfDeathCorrected',
]);
const OF_THE_CASE: ReadonlySet<Fact['type']> = new Set([
  'BenefitApproved',
  'BenefitApprovalSeconded',
  'ScholarshipEnded',
]);
