import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { EnrolmentListEvent } from '../domain/enrolment-list.events';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import { ListQueue } from '../list-queue';

export class ApproveListCommand extends Command<Decided<EnrolmentListEvent>> {
  constructor(
    readonly listId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Answered once the approval is a fact; the rows are applied from then on, whatever happens to this process. */
@CommandHandler(ApproveListCommand)
export class ApproveListHandler implements ICommandHandler<ApproveListCommand> {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly queue: ListQueue,
  ) {}

  async execute({ listId, context }: ApproveListCommand) {
    const stillWaits = await this.lists.stillWaits(await this.lists.stateOf(listId));
    const data = { by: context.actor, stillWaits };
    const decided = await this.lists.handle(listId, { type: 'ApproveList', data }, context);
    if (!context.dryRun) this.queue.begin(listId);
    return decided;
  }
}
