import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cover, mustFit } from '../../participant/domain/coverage';
import { initialState } from '../../participant/domain/participant';
import { mustBeOfWholeDistrict } from '../../platform/security/area';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import type { FundedBy } from '../../programme/domain/programme.events';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { askedFrom } from '../check-list';
import type { EnrolmentListEvent, ListTerms } from '../domain/enrolment-list.events';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import { ListFiles } from '../list-files';
import type { Put } from '../list-upload';
import { ListQueue } from '../list-queue';
import type { WouldCheck } from '../try-list-out';

/** `fundedBy` null: as the agreement says. */
export type AskedList = Omit<ListTerms, 'fundedBy'> & { readonly fundedBy: FundedBy | null };

export type ReceivedList = {
  readonly listId: string;
  readonly decided: Decided<EnrolmentListEvent>;
  /** Only of a dry run. */
  readonly wouldCheck?: WouldCheck;
};

export class ReceiveListCommand extends Command<ReceivedList> {
  constructor(
    readonly file: Buffer,
    readonly asked: AskedList,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * The rows are put away first, then the list is a fact: a list always has its rows. Rows whose list was never written
 * are nobody's, and expire.
 */
@CommandHandler(ReceiveListCommand)
export class ReceiveListHandler implements ICommandHandler<ReceiveListCommand> {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly files: ListFiles,
    private readonly queue: ListQueue,
  ) {}

  async execute({ file, asked, context }: ReceiveListCommand): Promise<ReceivedList> {
    mustBeOfWholeDistrict(context.area ?? 'all');
    const terms = await this.termsOf(asked);
    const { attempt, fileRef, listId, list } = await this.openAttempt(file, terms, context);
    const expiredUpload = await this.lists.expired(list.received);
    const known = expiredUpload === null || list.applied ? list.received : null;

    const facts = { ...terms, attempt, fileRef, by: context.actor };
    const receive = ({ uploadId, rows }: Put) => {
      const data = { ...facts, uploadId, rows, expiredUpload };
      return this.lists.handle(listId, { type: 'ReceiveList', data }, context);
    };
    if (context.dryRun) {
      const { wouldCheck, ...tried } = await this.files.dryRun.run(file, listId, facts);
      return { listId, decided: await receive(known ?? tried), wouldCheck };
    }
    const put = known ?? (await this.files.upload.putAway(file, listId));
    const decided = await receive(put);
    // Somebody else sent the same file at the same moment: his rows are the ones that wait.
    if (!known && !names(decided, put.uploadId)) await this.files.upload.drop(put.uploadId);
    this.queue.begin(listId);
    return { listId, decided };
  }

  /** The first attempt that was not undone; for a key that comes again, the one that it was used for. */
  private async openAttempt(file: Buffer, terms: ListTerms, { commandId }: CommandContext) {
    const used = await this.lists.usedFor(commandId);
    for (let attempt = 1; ; attempt++) {
      const { fileRef, listId } = this.files.upload.idOf(file, terms, attempt);
      const list = await this.lists.stateOf(listId);
      if (!list.undone || used.includes(listId)) return { attempt, fileRef, listId, list };
    }
  }

  /** @throws Rejection where nobody could be covered on these terms */
  private async termsOf({ fundedBy, ...asked }: AskedList): Promise<ListTerms> {
    const agreement = await this.programmes.agreementOf(asked.programme);
    const terms = { ...asked, fundedBy: fundedBy ?? agreement.fundedBy };
    if (terms.action === 'end') {
      mustFit(terms, agreement);
      return terms;
    }
    const nobody = { participantId: '', listId: null, reference: null, kpj: null, by: '' };
    cover({ ...nobody, asked: askedFrom(terms), agreement }, initialState);
    return terms;
  }
}

const names = ({ history }: Decided<EnrolmentListEvent>, uploadId: string): boolean =>
  history.some(({ type, data }) => type === 'EnrolmentListReceived' && data.uploadId === uploadId);
