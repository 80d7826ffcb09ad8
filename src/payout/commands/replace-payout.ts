import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ApprovalAuthority } from '../approval-authority';
import { BenefitStreams, type Owner } from '../benefit-streams';
import type { BenefitCommand } from '../domain/benefit.commands';

/** A replacement of a payout that is over is asked for, approved, and seconded where it is above the limit of one. */
export type ReplacementStep =
  | { readonly step: 'request'; readonly reasonCode: string }
  | { readonly step: 'approve' | 'second' };

export class ReplacePayoutCommand extends Command<Decided> {
  constructor(
    readonly owner: Owner,
    readonly payoutId: string,
    readonly what: ReplacementStep,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Each act keeps a keyed hash of what was shown, so that it can be proved later what was asked and what let go. */
@CommandHandler(ReplacePayoutCommand)
export class ReplacePayoutHandler implements ICommandHandler<ReplacePayoutCommand> {
  constructor(
    private readonly benefits: BenefitStreams,
    private readonly authority: ApprovalAuthority,
  ) {}

  async execute({ owner, payoutId, what, context }: ReplacePayoutCommand) {
    const shownRef = await this.benefits.shownPayoutRef(owner, payoutId);
    const data = { ...this.benefits.asked(context), payoutId, shownRef };
    return this.benefits.handle(owner, this.commandFor(what, data), context);
  }

  private commandFor(
    what: ReplacementStep,
    data: Extract<BenefitCommand, { readonly type: 'SecondReplacement' }>['data'],
  ): BenefitCommand {
    switch (what.step) {
      case 'request':
        return { type: 'RequestReplacement', data: { ...data, reasonCode: what.reasonCode } };
      case 'approve':
        return { type: 'ApproveReplacement', data: { ...data, limit: this.authority.limit } };
      case 'second':
        return { type: 'SecondReplacement', data };
    }
  }
}
