import { Injectable } from '@nestjs/common';
import { ListApplication } from './apply-list';
import { ListCheck } from './check-list';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { ListUndoingWork } from './undo-list';

/** What is due for a list by its own stream: its check, its application, its undoing, or nothing. */
@Injectable()
export class ListSteps {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly check: ListCheck,
    private readonly application: ListApplication,
    private readonly undoing: ListUndoingWork,
  ) {}

  async run(listId: string, signal: AbortSignal): Promise<void> {
    const list = await this.lists.stateOf(listId);
    const { received, checked, approved, applied, undoing, undone } = list;
    if (undoing?.approvedBy && !undone) return this.undoing.run(listId, list, signal);
    if (!received || applied || !(await this.lists.stillWaits(list))) return;
    if (!checked) await this.check.run(listId, received, signal);
    else if (approved) await this.application.run(listId, received, approved.by, signal);
  }
}
