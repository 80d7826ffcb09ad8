import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { TreatmentBill } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';

/** A treatment bill of an accident; without a bill, what a death pays. */
export class AssessBenefitCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly bill: TreatmentBill | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AssessBenefitCommand)
export class AssessBenefitHandler implements ICommandHandler<AssessBenefitCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, bill, context }: AssessBenefitCommand) {
    const facts = await this.claims.factsOf(await this.claims.known(claimId));
    const today = officeDayAt(this.clock.now());
    const data = { claimId, facts, by: context.actor, today };
    return bill
      ? this.claims.handle(claimId, { type: 'AssessTreatment', data: { ...data, bill } }, context)
      : this.claims.handle(claimId, { type: 'AssessDeath', data }, context);
  }
}
