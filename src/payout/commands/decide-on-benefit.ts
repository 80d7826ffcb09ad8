import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { BenefitStreams, type Owner } from '../benefit-streams';
import type { BenefitCommand } from '../domain/benefit.commands';

/** A command that its owner's stream alone decides. */
export class DecideOnBenefitCommand extends Command<Decided> {
  constructor(
    readonly owner: Owner,
    readonly command: BenefitCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideOnBenefitCommand)
export class DecideOnBenefitHandler implements ICommandHandler<DecideOnBenefitCommand> {
  constructor(private readonly benefits: BenefitStreams) {}

  execute({ owner, command, context }: DecideOnBenefitCommand) {
    return this.benefits.handle(owner, command, context);
  }
}
