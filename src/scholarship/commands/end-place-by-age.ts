import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { endingOf } from '../domain/scholarship';
import { ScholarshipStreams } from '../scholarship.streams';

/** The calendar says that one child has reached the age limit. Nothing happens where its place has ended already. */
export class EndPlaceByAgeCommand extends Command<void> {
  constructor(
    readonly scholarshipId: string,
    readonly childId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(EndPlaceByAgeCommand)
export class EndPlaceByAgeHandler implements ICommandHandler<EndPlaceByAgeCommand> {
  constructor(
    private readonly scholarships: ScholarshipStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ scholarshipId, childId, context }: EndPlaceByAgeCommand): Promise<void> {
    const scholarship = await this.scholarships.known(scholarshipId);
    if (endingOf(scholarship, childId)) return;
    const ageLimitOn = await this.scholarships.ageLimitOf(scholarship, childId);
    if (ageLimitOn === null) throw new Rejection('birth-date-missing');
    const today = officeDayAt(this.clock.now());
    const ending = { childId, reasonCode: 'age', endedOn: ageLimitOn } as const;
    const data = { ...ending, ageLimitOn, by: context.actor, today };
    await this.scholarships.handle(scholarshipId, { type: 'EndPlace', data }, context);
  }
}
