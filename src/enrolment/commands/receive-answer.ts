import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { AnswerFiles, type WouldConfirm } from '../answer-files';
import type { EnrolmentList } from '../domain/enrolment-list';
import type { EnrolmentListEvent } from '../domain/enrolment-list.events';
import { answerOf } from '../domain/list-answering';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import type { Put } from '../list-upload';
import { ListQueue } from '../list-queue';

/** `wouldConfirm`: only of a dry run. */
export type AnswerReceived = {
  readonly decided: Decided<EnrolmentListEvent>;
  readonly wouldConfirm: WouldConfirm | null;
};

export class ReceiveAnswerCommand extends Command<AnswerReceived> {
  constructor(
    readonly listId: string,
    readonly file: Buffer,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** As with a list: the rows are put away first, then the answer is a fact. A dry run counts and keeps nothing. */
@CommandHandler(ReceiveAnswerCommand)
export class ReceiveAnswerHandler implements ICommandHandler<ReceiveAnswerCommand> {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly files: AnswerFiles,
    private readonly queue: ListQueue,
  ) {}

  async execute({ listId, file, context }: ReceiveAnswerCommand): Promise<AnswerReceived> {
    const list = await this.lists.stateOf(listId);
    const fileRef = this.files.upload.refOf(file);
    const known = answerOf(list.answers, fileRef);
    const expiredUpload = await this.lists.expired(known);
    const isNeeded = await this.needsAnswer(list);
    const about = { fileRef, by: context.actor, expiredUpload, isNeeded };
    const receive = (put: Put, asked: CommandContext) =>
      this.lists.handle(listId, { type: 'ReceiveAnswer', data: { ...about, ...put } }, asked);

    // Whoever is refused anyway is told so before his file is read.
    const nobody = { uploadId: known?.uploadId ?? '', rows: known?.rows ?? 0 };
    const first = await receive(nobody, { ...context, dryRun: true });
    if (context.dryRun)
      return { decided: first, wouldConfirm: await this.files.tryOut(file, listId, list, context) };
    if (first.added.length === 0 || first.replayed)
      return { decided: await receive(nobody, context), wouldConfirm: null };

    const put = await this.files.upload.putAway(file, listId, 'answers');
    const decided = await receive(put, context);
    // Somebody else sent the same file at the same moment: his rows are the ones that wait.
    if (decided.added.every(({ data }) => !('uploadId' in data) || data.uploadId !== put.uploadId))
      await this.files.upload.drop(put.uploadId);
    this.queue.begin(listId);
    return { decided, wouldConfirm: null };
  }

  private async needsAnswer({ received }: EnrolmentList): Promise<boolean> {
    if (!received) return false;
    return (await this.programmes.agreementOf(received.programme)).confirmation === 'payer';
  }
}
