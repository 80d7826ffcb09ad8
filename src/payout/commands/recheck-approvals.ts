import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ClaimStreams } from '../../claim/claim.streams';
import { ParticipantStreams } from '../../participant/participant.streams';
import type { CommandContext } from '../../platform/command-context';
import type { Position } from '../../platform/event-store/event-store';
import { BenefitStreams, type Owner } from '../benefit-streams';
import { PeopleWithApprovals } from '../queries/people-with-approvals';

/**
 * Of all cases of a participant; `ofPersonIn` a claim where that is what is known; of the scholarship that rests on a
 * claim; or of one case alone.
 */
export type Recheck =
  | { readonly kind: 'participant' | 'ofPersonIn' | 'scholarshipOn'; readonly id: string }
  | { readonly kind: 'owner'; readonly owner: Owner };

/** Something has happened, at that position, that approvals may rest on. */
export class RecheckApprovalsCommand extends Command<void> {
  constructor(
    readonly what: Recheck,
    readonly since: Position,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Which cases there are, read models know that have come so far; what they rest on is read from the streams. */
@CommandHandler(RecheckApprovalsCommand)
export class RecheckApprovalsHandler implements ICommandHandler<RecheckApprovalsCommand> {
  constructor(
    private readonly benefits: BenefitStreams,
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
    private readonly people: PeopleWithApprovals,
  ) {}

  async execute({ what, since, context }: RecheckApprovalsCommand): Promise<void> {
    for (const owner of await this.ownersIn(what, since))
      await this.benefits.recheck(owner, context);
  }

  private async ownersIn(what: Recheck, since: Position): Promise<readonly Owner[]> {
    if (what.kind === 'owner') return [what.owner];
    if (what.kind === 'scholarshipOn') return this.benefits.scholarshipsOn(what.id);
    if (what.kind === 'participant') return this.people.casesOf(what.id, since);
    const { report } = await this.claims.known(what.id);
    return this.people.casesOf(await this.participants.survivorOf(report.participantId), since);
  }
}
