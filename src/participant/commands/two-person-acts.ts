import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { CasesOfParticipant } from '../cases-of-participant';
import type { ParticipantEvent } from '../domain/participant.events';
import { ParticipantStreams } from '../participant.streams';

/** What a request says, or the request that is approved. */
type Asked<Request> = Request | { readonly requestId: string };

export class RetractDeathCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly participantId: string,
    readonly asked: Asked<{ readonly reasonCode: string }>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RetractDeathCommand)
export class RetractDeathHandler implements ICommandHandler<RetractDeathCommand> {
  constructor(
    private readonly participants: ParticipantStreams,
    private readonly cases: CasesOfParticipant,
  ) {}

  async execute({ participantId, asked, context }: RetractDeathCommand) {
    const deathClaimed = await this.cases.isDeathClaimed(participantId);
    const about = { participantId, deathClaimed, by: context.actor };
    if ('requestId' in asked) {
      const data = { ...about, ...asked };
      return this.participants.handle(
        participantId,
        { type: 'ApproveDeathRetraction', data },
        context,
      );
    }
    const data = { ...about, ...asked, requestId: idFrom(context.commandId, 'retraction') };
    return this.participants.handle(
      participantId,
      { type: 'RequestDeathRetraction', data },
      context,
    );
  }
}

export class MergeParticipantsCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly participantId: string,
    readonly asked: Asked<{ readonly survivorId: string; readonly reasonCode: string }>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** What stands in the way is read afresh from the streams of both, at the request and at the approval. */
@CommandHandler(MergeParticipantsCommand)
export class MergeParticipantsHandler implements ICommandHandler<MergeParticipantsCommand> {
  constructor(
    private readonly participants: ParticipantStreams,
    private readonly cases: CasesOfParticipant,
  ) {}

  async execute({ participantId, asked, context }: MergeParticipantsCommand) {
    const survivorId =
      'survivorId' in asked ? asked.survivorId : await this.survivorAsked(participantId);
    const [survivor, cases, survivorsCases] = await Promise.all([
      this.participants.known(survivorId),
      this.cases.ownCases(participantId),
      this.cases.ownCases(survivorId),
    ]);
    const facts = { survivor: survivor.participant, cases, survivorsCases };
    const about = { participantId, ...facts, by: context.actor };
    if ('requestId' in asked) {
      const data = { ...about, ...asked };
      return this.participants.handle(participantId, { type: 'ApproveMerge', data }, context);
    }
    const data = { ...about, ...asked, requestId: idFrom(context.commandId, 'merge') };
    return this.participants.handle(participantId, { type: 'RequestMerge', data }, context);
  }

  private async survivorAsked(participantId: string): Promise<string> {
    const { participant } = await this.participants.known(participantId);
    if (!participant.merge) throw new Rejection('not-found');
    return participant.merge.survivor;
  }
}
