import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RowsReader } from '../platform/read-models/rows-reader';
import { FinishPayment } from './finish-payment';
import { contributionRegister } from './queries/contribution-register';

/**
 * At start-up, finishes payments and refunds that a crash left half written. Commands are taken meanwhile: whoever
 * writes a part first, the other finds it written.
 */
@Injectable()
export class FinishInterrupted implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('contributions');
  private running = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly rows: RowsReader,
    private readonly payments: FinishPayment,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.finishAll().catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      this.logger.error(`Interrupted contribution payments were not finished: ${name}.`);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async finishAll(): Promise<void> {
    await this.rows.caughtUp(contributionRegister.name);
    const open = await this.rows.of(contributionRegister).findBy({ complete: false });
    for (const { id } of open) {
      if (this.stopping) return;
      await this.payments.finish(id);
      this.logger.log(`An interrupted contribution payment was finished: ${id}.`);
    }
  }
}
