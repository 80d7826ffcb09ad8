import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BACKGROUND, type Background } from '../platform/background';
import { RowsReader } from '../platform/read-models/rows-reader';
import { FinishPayment } from './finish-payment';
import { contributionRegister } from './queries/contribution-register';

/** A command that still writes is left alone: an invoice is answered within 5 minutes. */
const LOOK_EVERY_MS = 6 * 60_000;

/**
 * Finishes payments and refunds that were left half written: at start-up what a process before it has left, later what
 * a command could not finish or a process beside it has left. Commands are taken meanwhile: whoever writes a part
 * first, the other finds it written.
 */
@Injectable()
export class FinishInterrupted implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('contributions');
  private running = Promise.resolve();
  private stopping = false;
  private looks: NodeJS.Timeout | undefined;
  /** What was half written at the look before. */
  private openBefore: ReadonlySet<string> = new Set();

  constructor(
    private readonly rows: RowsReader,
    private readonly payments: FinishPayment,
    @Inject(BACKGROUND) private readonly background: Background | null,
  ) {}

  onApplicationBootstrap(): void {
    if (this.background) return;
    void this.tried(async () => {
      await this.rows.caughtUp(contributionRegister.name);
      this.openBefore = new Set(await this.open());
      await this.finishOpen();
    });
    this.looks = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.looks);
    this.stopping = true;
    await this.running;
  }

  /** Finishes what was half written at the look before and still is. What fails waits for the next. */
  look(): Promise<void> {
    return this.tried(() => this.finishOpen());
  }

  private async finishOpen(): Promise<void> {
    const open = await this.open();
    const left = open.filter((id) => this.openBefore.has(id));
    this.openBefore = new Set(open);
    for (const id of left) {
      if (this.stopping) return;
      await this.payments.finish(id);
      this.logger.log(`An interrupted contribution payment was finished: ${id}.`);
    }
  }

  private async open(): Promise<readonly string[]> {
    const rows = await this.rows.of(contributionRegister).findBy({ complete: false });
    return rows.map(({ id }) => id);
  }

  private tried(work: () => Promise<void>): Promise<void> {
    this.running = this.running.then(work).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      this.logger.error(`Interrupted contribution payments were not finished: ${name}.`);
    });
    return this.running;
  }
}
