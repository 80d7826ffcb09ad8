import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ProgrammeStreams } from '../../programme/programme.streams';
import type { AskedCover } from '../domain/participant.commands';
import type { ParticipantEvent } from '../domain/participant.events';
import { ParticipantStreams } from '../participant.streams';

export class CoverParticipantCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly participantId: string,
    readonly asked: AskedCover,
    readonly papers: { readonly reference: string | null; readonly kpj: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The agreement says for which schemes, at whose cost, and whether the payer confirms. */
@CommandHandler(CoverParticipantCommand)
export class CoverParticipantHandler implements ICommandHandler<CoverParticipantCommand> {
  constructor(
    private readonly participants: ParticipantStreams,
    private readonly programmes: ProgrammeStreams,
  ) {}

  async execute({ participantId, asked, papers, context }: CoverParticipantCommand) {
    const agreement = await this.programmes.agreementOf(asked.programme);
    const about = { participantId, listId: null, by: context.actor };
    const data = { ...about, asked, agreement, ...papers };
    return this.participants.handle(participantId, { type: 'CoverParticipant', data }, context);
  }
}
