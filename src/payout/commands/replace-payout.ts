import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { BenefitStreams, type Owner } from '../benefit-streams';

/** With a reason it asks for a replacement of a payout that is over; without one it approves the replacement itself. */
export class ReplacePayoutCommand extends Command<Decided> {
  constructor(
    readonly owner: Owner,
    readonly payoutId: string,
    readonly reasonCode: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Both acts keep a keyed hash of what was shown, so that it can be proved later what was asked and what let go. */
@CommandHandler(ReplacePayoutCommand)
export class ReplacePayoutHandler implements ICommandHandler<ReplacePayoutCommand> {
  constructor(private readonly benefits: BenefitStreams) {}

  async execute({ owner, payoutId, reasonCode, context }: ReplacePayoutCommand) {
    const shownRef = await this.benefits.shownPayoutRef(owner, payoutId);
    const data = { ...this.benefits.asked(context), payoutId, shownRef };
    return reasonCode === null
      ? this.benefits.handle(owner, { type: 'ApproveReplacement', data }, context)
      : this.benefits.handle(
          owner,
          { type: 'RequestReplacement', data: { ...data, reasonCode } },
          context,
        );
  }
}
