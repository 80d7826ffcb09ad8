import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { Agreement, ProgrammeEvent } from '../domain/programme.events';
import { ProgrammeStreams } from '../programme.streams';

export class AgreeProgrammeCommand extends Command<Decided<ProgrammeEvent>> {
  constructor(
    readonly code: string,
    readonly agreement: Agreement,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AgreeProgrammeCommand)
export class AgreeProgrammeHandler implements ICommandHandler<AgreeProgrammeCommand> {
  constructor(private readonly programmes: ProgrammeStreams) {}

  execute({ code, agreement, context }: AgreeProgrammeCommand) {
    const data = { agreement, by: context.actor };
    return this.programmes.handle(code, { type: 'AgreeProgramme', data }, context);
  }
}
