import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { APPLICATION_ROLE } from '../../../src/platform/database/application-role';
import {
  type OpenedEventStore,
  openEventStore,
} from '../../../src/platform/event-store/open-event-store';

/** Of the events that these tests write. */
const CATEGORIES = ['claim', 'participant'];

/**
 * The log of a test: in that database, or with EVENT_STORE=kurrentdb on the node of KURRENTDB_URL. The processes that the
 * test starts open the same one.
 */
export const logByEnv = (databaseUrl: string): OpenedEventStore => {
  const pool = new Pool({ connectionString: databaseUrl, options: `-c role=${APPLICATION_ROLE}` });
  pool.on('error', () => undefined);
  const opened = openEventStore({ env: process.env, pool, categories: CATEGORIES });
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await pool.end();
    },
  };
};

/** A log without any event: a node outlives the tests, so each has a name of its own there. For `beforeEach`. */
export const emptyLogByEnv = (databaseUrl: string): OpenedEventStore => {
  process.env['KURRENTDB_NAMESPACE'] = `faults${randomUUID().replaceAll('-', '')}.`;
  return logByEnv(databaseUrl);
};
