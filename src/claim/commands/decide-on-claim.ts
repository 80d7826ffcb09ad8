import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { ClaimCommand } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';

/** A command that needs nothing but the claim's own stream to be decided. */
export class DecideOnClaimCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly command: ClaimCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideOnClaimCommand)
export class DecideOnClaimHandler implements ICommandHandler<DecideOnClaimCommand> {
  constructor(private readonly claims: ClaimStreams) {}

  execute({ claimId, command, context }: DecideOnClaimCommand) {
    return this.claims.handle(claimId, command, context);
  }
}
