import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { RowsReader } from '../platform/read-models/rows-reader';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { ListSteps } from './list-steps';
import { listRegister } from './queries/list-register';

const HOUR_MS = 3_600_000;
/** Before the first, the second … repeat of work that failed. */
const PAUSES_MS = [500, 2_000, 10_000, 60_000];

/**
 * Checks and applies lists one after another, beside the answering of requests. What it has done stands in streams and
 * in the rows themselves, so it is begun again at every start and goes on where it was. Two processes may do the same
 * work at once: each part is written once.
 */
@Injectable()
export class ListWork implements BeforeApplicationShutdown {
  private readonly log = new Logger('EnrolmentLists');
  private readonly stopping = new AbortController();
  private work: Promise<void> = Promise.resolve();
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly steps: ListSteps,
    private readonly rows: RowsReader,
    private readonly clock: Clock,
  ) {}

  /** Goes on where the process before has stopped. */
  start(): void {
    this.enqueue(async () => {
      await this.dropExpired();
      for (const listId of await this.unfinished()) this.begin(listId);
    });
    const expire = () => this.enqueue(() => this.dropExpired());
    this.expiry = setInterval(expire, HOUR_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.expiry);
    this.stopping.abort();
    await this.work;
  }

  /** Whatever is due for a list. */
  begin(listId: string): void {
    this.enqueue(() => this.steps.run(listId, this.stopping.signal));
  }

  /** Whose rows wait, and those that are being undone: their rows may have expired. */
  private async unfinished(): Promise<ReadonlySet<string>> {
    const waiting = await this.lists.waiting.owners();
    await this.rows.caughtUp(listRegister.name);
    const undoing = await this.rows.of(listRegister).findBy({ status: 'undoing' });
    return new Set([...waiting, ...undoing.map(({ id }) => id)]);
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
}
