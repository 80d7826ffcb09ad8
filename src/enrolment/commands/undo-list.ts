import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idFrom } from '../../kernel/name-based-id';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { EnrolmentListEvent } from '../domain/enrolment-list.events';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import { ListQueue } from '../list-queue';
import { ListUndoingWork, type UndoingCounts } from '../undo-list';

export type UndoingAnswered = {
  readonly decided: Decided<EnrolmentListEvent>;
  readonly counts: UndoingCounts;
};

export class RequestUndoingCommand extends Command<UndoingAnswered> {
  constructor(
    readonly listId: string,
    readonly reasonCode: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Asks, and says what it would come to. */
@CommandHandler(RequestUndoingCommand)
export class RequestUndoingHandler implements ICommandHandler<RequestUndoingCommand> {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly undoing: ListUndoingWork,
  ) {}

  async execute({ listId, reasonCode, context }: RequestUndoingCommand): Promise<UndoingAnswered> {
    const { actor } = context;
    const data = { requestId: idFrom(context.commandId, 'undoing'), reasonCode, by: actor };
    const decided = await this.lists.handle(listId, { type: 'RequestUndoing', data }, context);
    const list = await this.lists.stateOf(listId);
    return { decided, counts: await this.undoing.tryOut(listId, list, actor) };
  }
}

export class ApproveUndoingCommand extends Command<Decided<EnrolmentListEvent>> {
  constructor(
    readonly listId: string,
    readonly requestId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Answered once the approval is a fact; people are undone from then on, whatever happens to this process. */
@CommandHandler(ApproveUndoingCommand)
export class ApproveUndoingHandler implements ICommandHandler<ApproveUndoingCommand> {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly queue: ListQueue,
  ) {}

  async execute({ listId, requestId, context }: ApproveUndoingCommand) {
    const data = { requestId, by: context.actor };
    const decided = await this.lists.handle(listId, { type: 'ApproveUndoing', data }, context);
    if (!context.dryRun) this.queue.begin(listId);
    return decided;
  }
}
