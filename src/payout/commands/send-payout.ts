import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { BenefitStreams, type Owner } from '../benefit-streams';

export class SendPayoutCommand extends Command<Decided> {
  constructor(
    readonly owner: Owner,
    readonly payoutId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SendPayoutCommand)
export class SendPayoutHandler implements ICommandHandler<SendPayoutCommand> {
  constructor(private readonly benefits: BenefitStreams) {}

  execute({ owner, payoutId, context }: SendPayoutCommand) {
    return this.benefits.send(owner, payoutId, context);
  }
}
