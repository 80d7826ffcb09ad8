import { stateOf } from '../kernel/decider';
import { isAfter } from '../platform/event-store/event-store';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { type NikEvent, nikDecider } from './domain/nik.decider';
import { participantDecider } from './domain/participant.decider';
import type { ParticipantEvent } from './domain/participant.events';

type NikHistory = readonly RecordedEvent<NikEvent>[];
type History = readonly RecordedEvent<ParticipantEvent>[];

/** Who holds a NIK by its own stream; null where it is free. */
export const holderOf = (nik: NikHistory): string | null => stateOf(nikDecider, nik).holder;

/**
 * Whether the holder has said, after the NIK was assigned to him, that it is not his: by a correction to another, or by
 * giving one up. Whoever comes next may then release it, at the revision that he read before this history. A holder who
 * has said nothing may be in the middle of a correction.
 */
export const isGivenUp = (nikRef: string, nik: NikHistory, holder: History): boolean => {
  if (nik.length === 0 || stateOf(participantDecider, holder).enrolment?.nikRef === nikRef)
    return false;
  const assigned = nik.findLast(({ type }) => type === 'NikAssigned');
  return (
    assigned !== undefined &&
    holder.some((event) => isAfter(event.position, assigned.position) && givesUp(event, nikRef))
  );
};

const givesUp = (event: ParticipantEvent, nikRef: string): boolean =>
  (event.type === 'NikCorrected' && event.data.nikRef !== nikRef) ||
  (event.type === 'NikCorrectionAbandoned' && event.data.nikRef === nikRef) ||
  event.type === 'EnrolmentAnnulled';

/** From one holder to another in one append, so that nobody else comes in between. */
export const handedOver = (
  { id, history }: { readonly id: string; readonly history: History },
  to: string,
): readonly NikEvent[] => [
  { type: 'NikReleased', data: { participantId: id, reasonCode: reasonFor(history) } },
  { type: 'NikAssigned', data: { participantId: to } },
];

/** Of one who has lost it with his enrolment, or by a correction. */
const reasonFor = (history: History): string =>
  stateOf(participantDecider, history).enrolment ? 'nik_corrected' : ENROLMENT_ANNULLED;

export const ENROLMENT_ANNULLED = 'enrolment_annulled';
