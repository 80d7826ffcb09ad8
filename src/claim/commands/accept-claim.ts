import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { ClaimEvent } from '../domain/claim.events';

export class AcceptClaimCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AcceptClaimCommand)
export class AcceptClaimHandler implements ICommandHandler<AcceptClaimCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, context }: AcceptClaimCommand) {
    const facts = await this.claims.factsOf(await this.claims.known(claimId));
    const today = officeDayAt(this.clock.now());
    const data = { claimId, facts, by: context.actor, today };
    return this.claims.handle(claimId, { type: 'AcceptClaim', data }, context);
  }
}
