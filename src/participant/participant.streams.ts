import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { Participant } from './domain/participant';
import type { ParticipantCommand } from './domain/participant.commands';
import { participantDecider } from './domain/participant.decider';
import type { ParticipantEvent } from './domain/participant.events';

export type KnownParticipant = {
  readonly participant: Participant & { readonly enrolment: NonNullable<Participant['enrolment']> };
  /** The number of events that the facts were taken from. */
  readonly version: number;
  /** Whether a death was ever recorded here, also one that was taken back. */
  readonly deathTold: boolean;
};

/** Where the participant decider meets the store. One stream per person: participant-<id>. */
@Injectable()
export class ParticipantStreams {
  constructor(private readonly streams: Streams) {}

  handle(
    participantId: string,
    command: ParticipantCommand,
    context: CommandContext,
  ): Promise<Decided<ParticipantEvent>> {
    const stream = participantStream(participantId);
    return decideAndAppend(this.streams, participantDecider, { stream, command, context });
  }

  history(participantId: string): Promise<readonly RecordedEvent<ParticipantEvent>[]> {
    return this.streams.read(participantStream(participantId));
  }

  /** What the participant's own stream says: the only source of facts that a judgement may rest on. */
  async known(participantId: string): Promise<KnownParticipant> {
    const history = await this.history(participantId);
    const participant = stateOf(participantDecider, history);
    const { enrolment } = participant;
    if (!enrolment) throw new Rejection('not-found');
    const deathTold = history.some(({ type }) => type === 'ParticipantDied');
    return { participant: { ...participant, enrolment }, version: history.length, deathTold };
  }

  /** Where a report about this participant belongs: with whoever survived the merges, if there were any. */
  async survivorOf(participantId: string): Promise<string> {
    let id = participantId;
    for (let step = 0; step < LONGEST_CHAIN; step++) {
      const { merge } = (await this.known(id)).participant;
      if (!merge?.approved) return id;
      id = merge.survivor;
    }
    throw new Error('A chain of merged participants does not end.');
  }
}

/** Nobody is merged in a circle, and a chain longer than this was never meant. */
const LONGEST_CHAIN = 20;

export const participantStream = (participantId: string) => `participant-${participantId}` as const;
