import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { publicId } from '../platform/http/public-ids';
import { RowsReader } from '../platform/read-models/rows-reader';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { ListSteps } from './list-steps';
import { listRegister } from './queries/list-register';

const HOUR_MS = 3_600_000;
/** A list whose process died waits at most so long for one that lives. */
const LOOK_EVERY_MS = 10_000;
/** Before the first, the second … repeat of work that failed. */
const PAUSES_MS = [500, 2_000, 10_000, 60_000];

/**
 * Checks and applies lists one after another, beside the answering of requests. What it has done stands in streams and
 * in the rows themselves, so whoever begins it again goes on where it was: this process at its start, and any that finds
 * a list at which nobody is. Two processes may do the same work at once where one lost its lock: each part is written
 * once.
 */
@Injectable()
export class ListWork implements BeforeApplicationShutdown {
  private readonly log = new Logger('EnrolmentLists');
  private readonly stopping = new AbortController();
  private work: Promise<void> = Promise.resolve();
  private expiry: NodeJS.Timeout | undefined;
  /** Lists that wait for their turn or for another try. */
  private readonly begun = new Set<string>();

  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly steps: ListSteps,
    private readonly rows: RowsReader,
    private readonly clock: Clock,
  ) {}

  /** Goes on where another process has stopped, or stops one day. */
  start(): void {
    const expire = () => this.enqueue('Dropping expired rows', () => this.dropExpired());
    expire();
    this.expiry = setInterval(expire, HOUR_MS).unref();
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.expiry);
    this.stopping.abort();
    await this.work;
  }

  /** Whatever is due for a list. */
  begin(listId: string): void {
    this.begun.add(listId);
    this.enqueue(`Work on list ${publicId('enl', listId)}`, async () => {
      await this.steps.run(listId, this.stopping.signal);
      this.begun.delete(listId);
    });
  }

  private look(): void {
    this.enqueue('Looking for unfinished lists', async () => {
      for (const listId of await this.unfinished()) if (!this.begun.has(listId)) this.begin(listId);
      setTimeout(() => this.look(), LOOK_EVERY_MS).unref();
    });
  }

  /** Whose rows wait, and those that are being undone: their rows may have expired. */
  private async unfinished(): Promise<ReadonlySet<string>> {
    const waiting = await this.lists.waiting.owners();
    const undoing = await this.rows.of(listRegister).findBy({ status: 'undoing' });
    return new Set([...waiting, ...undoing.map(({ id }) => id)]);
  }

  private async dropExpired(): Promise<void> {
    await this.lists.waiting.dropExpired(this.clock.now());
  }

  private enqueue(what: string, task: () => Promise<void>, attempt = 0): void {
    this.work = this.work.then(() => this.tried(what, task, attempt));
  }

  /** What fails is tried again after a while, and keeps nothing else waiting. */
  private async tried(what: string, task: () => Promise<void>, attempt: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    try {
      await task();
    } catch (error) {
      // Its name only: a message may quote a row.
      const name = error instanceof Error ? error.name : 'unknown';
      const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0;
      this.log.warn(`${what} failed (${name}); it is tried again in ${pause / 1000} s.`);
      setTimeout(() => this.enqueue(what, task, attempt + 1), pause).unref();
    }
  }
}
