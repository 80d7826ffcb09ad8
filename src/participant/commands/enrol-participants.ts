import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { type Enrolled, Enrolment, type Newcomer } from '../enrolment';

/** One person or a thousand: an outcome for each, in their order. */
export class EnrolParticipantsCommand extends Command<readonly Enrolled[]> {
  constructor(
    readonly newcomers: readonly Newcomer[],
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(EnrolParticipantsCommand)
export class EnrolParticipantsHandler implements ICommandHandler<EnrolParticipantsCommand> {
  constructor(
    private readonly enrolment: Enrolment,
    private readonly programmes: ProgrammeStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ newcomers, context }: EnrolParticipantsCommand) {
    const codes = [...new Set(newcomers.map(({ programme }) => programme))];
    const agreements = new Map(
      await Promise.all(
        codes.map(async (code) => [code, await this.programmes.agreementOf(code)] as const),
      ),
    );
    return this.enrolment.enrol(newcomers, agreements, context, officeDayAt(this.clock.now()));
  }
}
