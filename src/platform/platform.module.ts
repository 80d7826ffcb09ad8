import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { BACKGROUND, type Background } from './background';
import { Clock } from './clock';
import { Streams } from './event-store/decide-and-append';
import { EventStore } from './event-store/event-store';
import { READINESS_CHECKS, type ReadinessCheck } from './http/health.controller';
import { Metrics } from './metrics/metrics';
import { MetricsController } from './metrics/metrics.controller';
import { KeyedHasher } from './privacy/keyed-hash';
import { SubjectKeyEraser } from './privacy/subject-keys';
import { Reactions } from './reactions/reactions';
import { ReadModels } from './read-models/read-models';
import { RowsReader } from './read-models/rows-reader';
import { AccessLog } from './security/access-log';
import { DisabledUsers } from './security/disabled-users';
import { WaitingRows } from './waiting-rows/waiting-rows';

/** What was opened at start and every feature needs. */
export type Platform = {
  readonly clock: Clock;
  readonly store: EventStore;
  readonly streams: Streams;
  readonly hasher: KeyedHasher;
  readonly eraser: SubjectKeyEraser;
  readonly readModels: ReadModels;
  readonly reactions: Reactions;
  readonly rows: RowsReader;
  readonly accessLog: AccessLog;
  readonly disabledUsers: DisabledUsers;
  readonly metrics: Metrics;
  readonly waitingRows: WaitingRows;
  readonly background: Background | null;
  readonly checks: readonly ReadinessCheck[];
};

@Module({})
export class PlatformModule {
  static with(platform: Platform): DynamicModule {
    const providers: Provider[] = [
      { provide: Clock, useValue: platform.clock },
      { provide: EventStore, useValue: platform.store },
      { provide: Streams, useValue: platform.streams },
      { provide: KeyedHasher, useValue: platform.hasher },
      { provide: SubjectKeyEraser, useValue: platform.eraser },
      { provide: ReadModels, useValue: platform.readModels },
      { provide: Reactions, useValue: platform.reactions },
      { provide: RowsReader, useValue: platform.rows },
      { provide: AccessLog, useValue: platform.accessLog },
      { provide: DisabledUsers, useValue: platform.disabledUsers },
      { provide: Metrics, useValue: platform.metrics },
      { provide: WaitingRows, useValue: platform.waitingRows },
      { provide: BACKGROUND, useValue: platform.background },
      { provide: READINESS_CHECKS, useValue: platform.checks },
    ];
    const controllers = [MetricsController];
    return { module: PlatformModule, global: true, controllers, providers, exports: providers };
  }
}
