import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ParticipantStreams } from '../../participant/participant.streams';
import type { CommandContext } from '../../platform/command-context';
import { ClaimStreams } from '../claim.streams';

/** A claim was voided because nobody has died: what it recorded with the participant goes too, and nothing that others told. */
export class RetractDeathOfClaimCommand extends Command<void> {
  constructor(
    readonly claimId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The voiding was an act of two people already. */
@CommandHandler(RetractDeathOfClaimCommand)
export class RetractDeathOfClaimHandler implements ICommandHandler<RetractDeathOfClaimCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
  ) {}

  async execute({ claimId, context }: RetractDeathOfClaimCommand): Promise<void> {
    const { report, voiding } = await this.claims.known(claimId);
    if (report.kind !== 'death' || voiding?.reasonCode !== 'not_dead') return;
    const participantId = await this.recordedWith(claimId, report.participantId);
    const { requestId, reasonCode } = voiding;
    const data = { participantId, claimId, requestId, reasonCode, by: context.actor };
    await this.participants.handle(participantId, { type: 'RetractDeathOfClaim', data }, context);
  }

  /** The record that the claim was reported under, or the survivor where that one was merged before the claim was accepted. */
  private async recordedWith(claimId: string, reportedWith: string): Promise<string> {
    const survivor = await this.participants.survivorOf(reportedWith);
    const { deathOfClaim } = (await this.participants.known(survivor)).participant;
    return deathOfClaim === claimId ? survivor : reportedWith;
  }
}
