import type { Pool } from 'pg';
import type { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import type { Emmett } from '../peers/emmett';
import type { BenchDatabase } from '../support/bench-database';

/** What every case is measured on. */
export type Bench = {
  readonly database: BenchDatabase;
  readonly store: PostgresEventStore;
  /** The connections of the peers who are plain SQL. */
  readonly plain: Pool;
  readonly emmett: Emmett;
};
