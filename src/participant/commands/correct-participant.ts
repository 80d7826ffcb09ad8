import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import type { CorrectParticipant } from '../domain/participant.commands';
import type { ParticipantEvent } from '../domain/participant.events';
import { ParticipantStreams } from '../participant.streams';

export class CorrectParticipantCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly participantId: string,
    readonly told: CorrectParticipant['data']['told'],
    readonly reasonCode: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CorrectParticipantCommand)
export class CorrectParticipantHandler implements ICommandHandler<CorrectParticipantCommand> {
  constructor(
    private readonly participants: ParticipantStreams,
    private readonly hasher: KeyedHasher,
    private readonly clock: Clock,
  ) {}

  execute({ participantId, told, reasonCode, context }: CorrectParticipantCommand) {
    const card = told.familyCardNumber ?? null;
    const data = {
      participantId,
      told,
      familyRef: card === null ? null : this.hasher.familyRef(card),
      today: officeDayAt(this.clock.now()),
      reasonCode,
      by: context.actor,
    };
    return this.participants.handle(participantId, { type: 'CorrectParticipant', data }, context);
  }
}
