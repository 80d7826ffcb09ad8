import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { idOfStream } from '../../platform/event-store/recorded-event';
import { answerOf, type Warning } from '../../platform/http/answers';
import { publicId } from '../../platform/http/public-ids';
import { folded } from '../../platform/read-models/folded';
import type { ParticipantEvent } from '../domain/participant.events';
import { participantCard } from '../queries/participant-card';
import { participantView } from './participant.view';

/** What every command on a participant answers: the card as it stands after it. */
export const answer = (
  reply: FastifyReply,
  decided: Decided<ParticipantEvent>,
  { dryRun }: CommandContext,
) => {
  const participant = participantView(folded(participantCard, decided.history));
  const location = `/v1/participants/${publicId('par', idOfStream(decided.stream))}`;
  return answerOf(reply, {
    decided,
    body: { participant },
    location,
    warnings: warningsIn(decided.added),
    dryRun,
  });
};

const warningsIn = (events: readonly ParticipantEvent[]): readonly Warning[] =>
  events.flatMap((event) =>
    event.type === 'ParticipantEnrolled'
      ? event.data.warnings.map((code) => ({ code: code.replaceAll('_', '-') }))
      : [],
  );
