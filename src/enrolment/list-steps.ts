import { Injectable } from '@nestjs/common';
import { ListApplication } from './apply-list';
import { ListCheck } from './check-list';
import { ListConfirmation } from './confirm-list';
import { type EnrolmentList, isDue } from './domain/enrolment-list';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { ListUndoingWork } from './undo-list';

/** What may follow once a list is applied: its undoing, or the payer's answer. */
@Injectable()
export class StepsAfterApplying {
  constructor(
    private readonly confirmation: ListConfirmation,
    private readonly undoing: ListUndoingWork,
  ) {}

  async run(listId: string, list: EnrolmentList, signal: AbortSignal): Promise<void> {
    if (list.undone) return;
    if (list.undoing?.approvedBy) await this.undoing.run(listId, list, signal);
    else await this.confirmation.run(listId, list, signal);
  }
}

/** What is due for a list by its own stream: its check, its application, what follows it, or nothing. */
@Injectable()
export class ListSteps {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly check: ListCheck,
    private readonly application: ListApplication,
    private readonly afterwards: StepsAfterApplying,
  ) {}

  /** Nothing is done while another process is at it: whoever looks later finds what is left. */
  async run(listId: string, signal: AbortSignal): Promise<void> {
    if (!isDue(await this.lists.stateOf(listId))) return;
    await this.lists.waiting.alone(listId, async () => {
      await this.step(listId, await this.lists.stateOf(listId), signal);
    });
  }

  private async step(listId: string, list: EnrolmentList, signal: AbortSignal): Promise<void> {
    const { received, checked, approved, applied } = list;
    if (applied) return this.afterwards.run(listId, list, signal);
    if (!received || !(await this.lists.stillWaits(list))) return;
    if (!checked) await this.check.run(listId, received, signal);
    else if (approved) await this.application.run(listId, received, approved.by, signal);
  }
}
