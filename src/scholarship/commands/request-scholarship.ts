import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ClaimStreams } from '../../claim/claim.streams';
import { officeDayAt, yearOf } from '../../kernel/calendar-day';
import { caseNumber } from '../../kernel/case-number';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { ScholarshipEvent } from '../domain/scholarship.events';
import { ScholarshipStreams } from '../scholarship.streams';

export class RequestScholarshipCommand extends Command<Decided<ScholarshipEvent>> {
  constructor(
    readonly claimId: string,
    readonly childIds: readonly string[],
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** One scholarship per participant: whoever asks again meets the same stream. */
@CommandHandler(RequestScholarshipCommand)
export class RequestScholarshipHandler implements ICommandHandler<RequestScholarshipCommand> {
  constructor(
    private readonly scholarships: ScholarshipStreams,
    private readonly claims: ClaimStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, childIds, context }: RequestScholarshipCommand) {
    const facts = await this.scholarships.factsOf(claimId);
    const { reportedOn } = (await this.claims.known(claimId)).report;
    const { scholarshipId, participantId } = await this.scholarships.ofClaim(claimId);
    const earlier = await this.scholarships.requestOf(scholarshipId);
    // The number stays, whichever claim the right rests on later.
    const number = earlier?.number ?? caseNumber('BSW', yearOf(reportedOn), scholarshipId);
    const today = officeDayAt(this.clock.now());
    const basisVoided = earlier !== null && (await this.scholarships.basisIsGone(earlier.claimId));
    const about = { scholarshipId, number, participantId, childIds, basisVoided };
    return this.scholarships.handle(
      scholarshipId,
      { type: 'RequestScholarship', data: { ...about, facts, by: context.actor, today } },
      context,
    );
  }
}
