import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { DeathReport } from '../domain/claim';
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
    private readonly participants: ParticipantStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, context }: AcceptClaimCommand) {
    const claim = await this.claims.known(claimId);
    const facts = await this.claims.factsOf(claim);
    const today = officeDayAt(this.clock.now());
    const data = { claimId, facts, by: context.actor, today };
    const decided = await this.claims.handle(claimId, { type: 'AcceptClaim', data }, context);
    if (claim.report.kind === 'death') await this.recordDeath(claimId, claim.report, context);
    return decided;
  }

  /** Who is dead must not be covered again, nor charged for. A repeat of the command finishes what a crash left open. */
  private async recordDeath(
    claimId: string,
    { participantId, diedOn, knownOn }: DeathReport,
    context: CommandContext,
  ): Promise<void> {
    const today = officeDayAt(this.clock.now());
    const told = { diedOn, knownOn, source: 'claim', claimId, by: context.actor, today } as const;
    await this.participants.handle(
      participantId,
      { type: 'RecordDeath', data: { participantId, ...told } },
      { ...context, ifVersion: null },
    );
  }
}
