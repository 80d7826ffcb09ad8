import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { Ending } from '../domain/scholarship';
import type { ScholarshipEvent } from '../domain/scholarship.events';
import { ScholarshipStreams } from '../scholarship.streams';

/** Somebody says that one child's place has ended. */
export class EndPlaceCommand extends Command<Decided<ScholarshipEvent>> {
  constructor(
    readonly scholarshipId: string,
    readonly ending: Ending,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(EndPlaceCommand)
export class EndPlaceHandler implements ICommandHandler<EndPlaceCommand> {
  constructor(
    private readonly scholarships: ScholarshipStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ scholarshipId, ending, context }: EndPlaceCommand) {
    const scholarship = await this.scholarships.known(scholarshipId);
    const ageLimitOn = await this.scholarships.ageLimitOf(scholarship, ending.childId);
    const today = officeDayAt(this.clock.now());
    const data = { ...ending, ageLimitOn, by: context.actor, today };
    return this.scholarships.handle(scholarshipId, { type: 'EndPlace', data }, context);
  }
}
