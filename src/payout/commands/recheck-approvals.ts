import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ClaimStreams } from '../../claim/claim.streams';
import { claimFile } from '../../claim/queries/claim-file';
import type { CommandContext } from '../../platform/command-context';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { scholarshipFile } from '../../scholarship/queries/scholarship-file';
import { BenefitStreams, type Owner } from '../benefit-streams';
import { PeopleWithApprovals } from '../queries/people-with-approvals';
import { type Benefits, isLive } from '../domain/benefits';
import { inOrder } from '../domain/in-order';

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
    private readonly people: PeopleWithApprovals,
    private readonly rows: RowsReader,
  ) {}

  async execute({ what, since, context }: RecheckApprovalsCommand): Promise<void> {
    for (const owner of await this.ownersIn(what, since))
      await this.benefits.recheck(owner, context);
  }

  private async ownersIn(what: Recheck, since: Position): Promise<readonly Owner[]> {
    if (what.kind === 'owner') return [what.owner];
    if (what.kind === 'scholarshipOn') return this.benefits.scholarshipsOn(what.id);
    const participantId =
      what.kind === 'participant'
        ? what.id
        : (await this.claims.known(what.id)).report.participantId;
    if (!(await this.people.include(participantId, since))) return [];
    await this.rows.at(claimFile.name, since);
    await this.rows.at(scholarshipFile.name, since);
    const claims = await this.rows.of(claimFile).findBy({ participantId });
    const scholarships = await this.rows.of(scholarshipFile).findBy({ participantId });
    return [
      ...claims.filter(isApproved).map(({ id }): Owner => ({ kind: 'claim', id })),
      ...scholarships.filter(isApproved).map(({ id }): Owner => ({ kind: 'scholarship', id })),
    ];
  }
}

const isApproved = ({ state }: { readonly state: { readonly benefits: Benefits } }): boolean =>
  inOrder(state.benefits.benefits).some((benefit) => isLive(benefit) && benefit.approval);
