import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { idFrom } from '../../kernel/name-based-id';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { ClaimStatus } from '../domain/claim';
import type { RequestVoiding } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';

/** What a request says, or the request that is approved. */
export type VoidingAsked =
  | Pick<RequestVoiding['data'], 'reasonCode' | 'refiledAs'>
  | Pick<RequestVoiding['data'], 'requestId'>;

export class VoidClaimCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly asked: VoidingAsked,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Both acts look at the claim that takes its place: it must exist, and stand. */
@CommandHandler(VoidClaimCommand)
export class VoidClaimHandler implements ICommandHandler<VoidClaimCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, asked, context }: VoidClaimCommand) {
    const today = officeDayAt(this.clock.now());
    const about = { claimId, by: context.actor, today };
    if ('requestId' in asked) {
      const { voiding } = await this.claims.known(claimId);
      const refiled = await this.statusOf(voiding?.refiledAs ?? null, claimId);
      const data = { ...about, ...asked, refiled };
      return this.claims.handle(claimId, { type: 'ApproveVoiding', data }, context);
    }
    const refiled = await this.statusOf(asked.refiledAs, claimId);
    const requestId = idFrom(context.commandId, 'voiding');
    const data = { ...about, ...asked, requestId, refiled };
    return this.claims.handle(claimId, { type: 'RequestVoiding', data }, context);
  }

  /** Null where there is no such claim, or it is this one. */
  private async statusOf(refiledAs: string | null, claimId: string): Promise<ClaimStatus | null> {
    if (refiledAs === null || refiledAs === claimId) return null;
    return this.claims.statusOf(refiledAs);
  }
}
