import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import type { DisabilityForm } from '../../payout/domain/benefit.events';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { AccidentAsk } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';

/** A benefit of an accident; where nothing is asked for, what a death pays. */
export class AssessBenefitCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly asked: AccidentAsk | null,
    readonly context: CommandContext,
    /** Of a disability: what the doctor's form names. */
    readonly form: DisabilityForm | null = null,
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

  async execute({ claimId, asked, context, form }: AssessBenefitCommand) {
    const claim = await this.claims.known(claimId);
    const about = { claimId, by: context.actor, today: officeDayAt(this.clock.now()) };
    if (!asked) {
      const data = { ...about, facts: await this.claims.factsOf(claim) };
      return this.claims.handle(claimId, { type: 'AssessDeath', data }, context);
    }

    const data = { ...about, facts: await this.claims.factsFor(claimId, claim, asked) };
    return asked.kind === 'treatment'
      ? this.claims.handle(
          claimId,
          { type: 'AssessTreatment', data: { ...data, bill: asked.inputs } },
          context,
        )
      : this.claims.handle(
          claimId,
          { type: 'AssessAccident', data: { ...data, asked, form } },
          context,
        );
  }
}
