import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { stateOf } from '../../kernel/decider';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { erasureDecider } from '../domain/erasure.decider';
import type { ErasureEvent } from '../domain/erasure.events';
import { ErasureStreams } from '../erasure.streams';
import { PeopleAndCases } from '../people-and-cases';
import type { Subject } from '../subject';
import { Traces } from '../traces';

export class ApproveErasureCommand extends Command<Decided<ErasureEvent>> {
  constructor(
    readonly subject: Subject,
    readonly requestId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * In this order: the fact, the key, the rows. Whatever dies in between, a repeat goes on from there, and so does the next
 * start. Answered only once nothing of the person can be read any more.
 */
@CommandHandler(ApproveErasureCommand)
export class ApproveErasureHandler implements ICommandHandler<ApproveErasureCommand> {
  constructor(
    private readonly erasures: ErasureStreams,
    private readonly people: PeopleAndCases,
    private readonly traces: Traces,
  ) {}

  async execute({ subject, requestId, context }: ApproveErasureCommand) {
    const open = await this.people.stillOpenFor(subject);
    const data = { requestId, by: context.actor, ...open };
    const command = { type: 'ApproveErasure', data } as const;
    const decided = await this.erasures.handle(subject.id, command, context);
    const { erased } = stateOf(erasureDecider, decided.history);
    if (erased && !context.dryRun) await this.traces.remove(subject.id, decided.position);
    return decided;
  }
}
