import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../platform/clock';
import { ListApplication } from './apply-list';
import { ListCheck } from './check-list';
import { EnrolmentListStreams } from './enrolment-list.streams';

const HOUR_MS = 3_600_000;
/** Before the first, the second … repeat of work that failed. */
const PAUSES_MS = [500, 2_000, 10_000, 60_000];

/**
 * Checks and applies lists one after another, beside the answering of requests. What it has done stands in streams and
 * in the rows themselves, so it is begun again at every start and goes on where it was. Two processes may do the same
 * work at once: each part is written once.
 */
@Injectable()
export class ListWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('EnrolmentLists');
  private readonly stopping = new AbortController();
  private work: Promise<void> = Promise.resolve();
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly check: ListCheck,
    private readonly application: ListApplication,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.enqueue(async () => {
      await this.dropExpired();
      for (const listId of await this.lists.waiting.owners()) this.begin(listId);
    });
    const expire = () => this.enqueue(() => this.dropExpired());
    this.expiry = setInterval(expire, HOUR_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.expiry);
    this.stopping.abort();
    await this.work;
  }

  /** Whatever is due for a list: its check, or its application once it is approved. */
  begin(listId: string): void {
    this.enqueue(() => this.run(listId));
  }

  private async dropExpired(): Promise<void> {
    await this.lists.waiting.dropExpired(this.clock.now());
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(() => this.untilDone(task));
  }

  private async untilDone(task: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        await task();
        return;
      } catch (error) {
        // Its name only: a message may quote a row.
        const name = error instanceof Error ? error.name : 'unknown';
        this.log.warn(`Work on a list failed (${name}); it is tried again.`);
        const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)];
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async run(listId: string): Promise<void> {
    const { signal } = this.stopping;
    const list = await this.lists.stateOf(listId);
    const { received, checked, approved, applied } = list;
    if (!received || applied || !(await this.lists.stillWaits(list))) return;
    if (!checked) await this.check.run(listId, received, signal);
    else if (approved) await this.application.run(listId, received, approved.by, signal);
  }
}
