import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { SchoolYear } from '../domain/scholarship.commands';
import type { ScholarshipEvent } from '../domain/scholarship.events';
import { ScholarshipStreams } from '../scholarship.streams';

export class AssessSchoolYearCommand extends Command<Decided<ScholarshipEvent>> {
  constructor(
    readonly scholarshipId: string,
    readonly year: SchoolYear,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AssessSchoolYearCommand)
export class AssessSchoolYearHandler implements ICommandHandler<AssessSchoolYearCommand> {
  constructor(
    private readonly scholarships: ScholarshipStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ scholarshipId, year, context }: AssessSchoolYearCommand) {
    const { request } = await this.scholarships.known(scholarshipId);
    const facts = await this.scholarships.factsOf(request.claimId);
    const today = officeDayAt(this.clock.now());
    const data = { scholarshipId, year, facts, by: context.actor, today };
    return this.scholarships.handle(scholarshipId, { type: 'AssessSchoolYear', data }, context);
  }
}
