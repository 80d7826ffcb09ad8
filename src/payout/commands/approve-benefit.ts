import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ApprovalAuthority } from '../approval-authority';
import { BenefitStreams, type Owner } from '../benefit-streams';

export class ApproveBenefitCommand extends Command<Decided> {
  constructor(
    readonly owner: Owner,
    readonly benefitId: string,
    readonly order: 'first' | 'second',
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ApproveBenefitCommand)
export class ApproveBenefitHandler implements ICommandHandler<ApproveBenefitCommand> {
  constructor(
    private readonly benefits: BenefitStreams,
    private readonly authority: ApprovalAuthority,
  ) {}

  execute({ owner, benefitId, order, context }: ApproveBenefitCommand) {
    const { limit } = this.authority;
    const approval = order === 'first' ? { order, limit } : { order };
    return this.benefits.approve(owner, benefitId, approval, context);
  }
}
