import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { BenefitStreams, type Owner } from '../benefit-streams';

export class ApproveBenefitCommand extends Command<Decided> {
  constructor(
    readonly owner: Owner,
    readonly benefitId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ApproveBenefitCommand)
export class ApproveBenefitHandler implements ICommandHandler<ApproveBenefitCommand> {
  constructor(private readonly benefits: BenefitStreams) {}

  execute({ owner, benefitId, context }: ApproveBenefitCommand) {
    return this.benefits.approve(owner, benefitId, context);
  }
}
