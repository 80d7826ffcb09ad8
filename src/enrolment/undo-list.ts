import { Injectable } from '@nestjs/common';
import { ListUndoing, type Undone, type UndonePerson } from '../participant/list-undoing';
import type { CommandContext } from '../platform/command-context';
import type { EnrolmentList } from './domain/enrolment-list';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { ListMembers } from './list-members';
import { contextOfList } from './list-rows';

/** What undoing a list comes to; those who are kept by their ids. */
export type UndoingCounts = {
  readonly enrolmentsAnnulled: number;
  /** Of whom only the cover was annulled. */
  readonly coversAnnulled: number;
  /** Whose cover was annulled, with the enrolment or without. */
  readonly withCoverAnnulled: number;
  /** Whose cover the list had ended, and who have it again. */
  readonly coversRestored: number;
  readonly unchanged: number;
  readonly keptParticipantIds: readonly string[];
};

/**
 * Undoes a list that was applied. Begun again it finds done what is done.
 */
@Injectable()
export class ListUndoingWork {
  constructor(
    private readonly members: ListMembers,
    private readonly lists: EnrolmentListStreams,
    private readonly undoing: ListUndoing,
  ) {}

  async run(listId: string, list: EnrolmentList, signal: AbortSignal): Promise<void> {
    const { received, undoing } = list;
    if (!received || !undoing?.approvedBy) return;
    const context = contextOfList(listId, received.uploadId, ['undo'], undoing.approvedBy);
    const counts = await this.over(listId, list, { context, signal });
    if (signal.aborted) return;
    const data = { requestId: undoing.requestId, attempt: received.attempt, ...counts };
    const done = contextOfList(listId, received.uploadId, ['undone'], undoing.approvedBy);
    await this.lists.handle(listId, { type: 'UndoList', data }, done);
  }

  /** What it would come to at this moment. */
  async tryOut(listId: string, list: EnrolmentList, actor: string): Promise<UndoingCounts> {
    const uploadId = list.received?.uploadId ?? '';
    const context = { ...contextOfList(listId, uploadId, ['undo'], actor), dryRun: true };
    return this.over(listId, list, { context, signal: new AbortController().signal });
  }

  private async over(
    listId: string,
    list: EnrolmentList,
    { context, signal }: { readonly context: CommandContext; readonly signal: AbortSignal },
  ): Promise<UndoingCounts> {
    const uploadId = list.received?.uploadId ?? '';
    const reasonCode = list.undoing?.reasonCode ?? '';
    const people: UndonePerson[] = [];
    for await (const { span, ids } of this.members.spansOf(listId, list)) {
      if (signal.aborted) break;
      const { commandId, fingerprint } = contextOfList(listId, uploadId, ['undo', span]);
      const own = { ...context, commandId, fingerprint, requestId: commandId };
      people.push(...(await this.undoing.undo(ids, { listId, reasonCode }, own)));
    }
    return countsIn(people);
  }
}

const KEPT: readonly Undone[] = ['claimed', 'merged', 'covered_otherwise', 'erased'];

const countsIn = (people: readonly UndonePerson[]): UndoingCounts => {
  const countOf = (...wanted: readonly Undone[]) =>
    people.filter(({ outcome }) => wanted.includes(outcome)).length;
  return {
    enrolmentsAnnulled: countOf('enrolment_annulled'),
    coversAnnulled: countOf('cover_annulled'),
    withCoverAnnulled: people.filter(({ coverAnnulled }) => coverAnnulled).length,
    coversRestored: countOf('cover_restored'),
    unchanged: countOf('unchanged'),
    keptParticipantIds: people
      .filter(({ outcome }) => KEPT.includes(outcome))
      .map(({ participantId }) => participantId),
  };
};
