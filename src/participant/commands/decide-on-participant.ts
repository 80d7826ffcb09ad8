import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { ParticipantCommand } from '../domain/participant.commands';
import type { ParticipantEvent } from '../domain/participant.events';
import { ParticipantStreams } from '../participant.streams';

/** A command that needs nothing but the participant's own stream to be decided. */
export class DecideOnParticipantCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly participantId: string,
    readonly command: ParticipantCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideOnParticipantCommand)
export class DecideOnParticipantHandler implements ICommandHandler<DecideOnParticipantCommand> {
  constructor(private readonly participants: ParticipantStreams) {}

  execute({ participantId, command, context }: DecideOnParticipantCommand) {
    return this.participants.handle(participantId, command, context);
  }
}
