import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { type Enrolled, Enrolment, type Row } from '../enrolment';

/** One person or a thousand: an outcome for each, in their order. */
export class EnrolParticipantsCommand extends Command<readonly Enrolled[]> {
  constructor(
    readonly rows: readonly Row[],
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

  async execute({ rows, context }: EnrolParticipantsCommand) {
    const codes = [...new Set(rows.map(({ newcomer }) => newcomer.programme))];
    const agreements = new Map(
      await Promise.all(
        codes.map(async (code) => [code, await this.programmes.agreementOf(code)] as const),
      ),
    );
    return this.enrolment.enrol(rows, agreements, context, officeDayAt(this.clock.now()));
  }
}
