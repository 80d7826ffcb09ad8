import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { Agreement, Place } from '../programme/domain/programme.events';
import { evolve, type Participant } from './domain/participant';
import type { AskedCover } from './domain/participant.commands';
import { participantDecider } from './domain/participant.decider';
import type { ParticipantEvent, PersonalDetails } from './domain/participant.events';
import { type DerivedFacts, warningsFor } from './enrolment-facts';

/** One person to enrol, and the cover to ask for in the same breath. */
export type Newcomer = {
  readonly programme: string;
  readonly place: Place;
  readonly details: PersonalDetails;
  readonly cover: AskedCover | null;
  /** Of a person from a list: whoever is enrolled already is covered only, whatever else the list says of him. */
  readonly listId: string | null;
};

/**
 * What is recorded of a person who is to be enrolled, and of the cover that is asked for in the same breath; nothing
 * where all of it stands already.
 * @throws Rejection where a rule says no
 */
export const eventsFor = ({
  newcomer,
  participantId,
  history,
  facts,
  agreements,
  by,
}: {
  readonly newcomer: Newcomer;
  readonly participantId: string;
  readonly history: readonly RecordedEvent<ParticipantEvent>[];
  readonly facts: DerivedFacts;
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly by: string;
}): readonly ParticipantEvent[] => {
  const { cover, listId } = newcomer;
  const before: Participant = stateOf(participantDecider, history);
  const about = { participantId, listId, by };
  const enrolled = enrolmentFor(newcomer, before, { ...about, ...facts });
  if (!cover) return enrolled;

  const agreement = agreements.get(cover.programme);
  if (!agreement) throw new Rejection('programme-unknown', { programme: cover.programme });
  const papers = { reference: null, kpj: null };
  const covered = participantDecider.decide(
    { type: 'CoverParticipant', data: { ...about, asked: cover, agreement, ...papers } },
    enrolled.reduce(evolve, before),
  );
  return [...enrolled, ...covered];
};

const enrolmentFor = (
  newcomer: Newcomer,
  before: Participant,
  about: DerivedFacts & {
    readonly participantId: string;
    readonly listId: string | null;
    readonly by: string;
  },
): readonly ParticipantEvent[] => {
  const { programme, place, details, listId } = newcomer;
  if (listId !== null && before.enrolment) {
    if (before.enrolment.details === 'erased') throw new Rejection('person-erased');
    return [];
  }
  const warnings = warningsFor(newcomer, about);
  const data = { ...about, programme, place, warnings, details };
  return participantDecider.decide({ type: 'EnrolParticipant', data }, before);
};
