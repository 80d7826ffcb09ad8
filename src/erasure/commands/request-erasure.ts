import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idFrom } from '../../kernel/name-based-id';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { ErasureEvent } from '../domain/erasure.events';
import { ErasureStreams } from '../erasure.streams';
import { PeopleAndCases } from '../people-and-cases';
import type { Subject } from '../subject';

export class RequestErasureCommand extends Command<Decided<ErasureEvent>> {
  constructor(
    readonly subject: Subject,
    readonly reasonCode: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RequestErasureCommand)
export class RequestErasureHandler implements ICommandHandler<RequestErasureCommand> {
  constructor(
    private readonly erasures: ErasureStreams,
    private readonly people: PeopleAndCases,
  ) {}

  async execute({ subject, reasonCode, context }: RequestErasureCommand) {
    const open = await this.people.stillOpenFor(subject);
    const requestId = idFrom(context.commandId, 'erasure');
    const data = { requestId, reasonCode, by: context.actor, ...open };
    return this.erasures.handle(subject.id, { type: 'RequestErasure', data }, context);
  }
}
