import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { START } from '../event-store';
import { idsOf, someAppend, times } from '../event-store.contract';
import { appendCall } from './append-call';
import { type OpenedLog, openLog } from './testing/opened-log';

const WRITERS = 6;
const TURNS = 15;

/** A way to keep a log: how a transaction writes one event, and how a reader asks for what is new. */
type Contender = {
  readonly write: (client: Client) => Promise<string>;
  readonly readAfter: (last: string | undefined) => Promise<readonly Seen[]>;
};
type Seen = { readonly id: string; readonly position: string };

let log: OpenedLog;
beforeEach(async () => {
  log = await openLog();
});
afterEach(() => log.close());

/** Writers that pause before they commit or roll back, and readers who follow them. */
const race = async ({ write, readAfter }: Contender) => {
  const acknowledged: string[] = [];
  let writing = true;
  const writer = async () => {
    const client = new Client({ connectionString: log.url });
    await client.connect();
    for (let turn = 0; turn < TURNS; turn++) {
      await client.query('BEGIN');
      const id = await write(client);
      await sleep(Math.random() * 4);
      const commits = Math.random() < 0.8;
      await client.query(commits ? 'COMMIT' : 'ROLLBACK');
      if (commits) acknowledged.push(id);
    }
    await client.end();
  };
  const reader = async () => {
    const seen: Seen[] = [];
    for (;;) {
      const last = !writing;
      const page = await readAfter(seen.at(-1)?.position);
      seen.push(...page);
      if (page.length === 0 && last) return idsOf(seen);
    }
  };

  const readers = times(3, reader);
  await Promise.all(times(WRITERS, writer));
  writing = false;
  return { acknowledged, seen: await Promise.all(readers) };
};

const missedBy = (seen: readonly string[], acknowledged: readonly string[]) => {
  const known = new Set(seen);
  return acknowledged.filter((id) => !known.has(id));
};

const kelambu = (): Contender => ({
  write: async (client) => {
    const append = someAppend();
    await client.query(appendCall([[append]]));
    return append.events[0]?.id ?? '';
  },
  readAfter: (last) => log.store.readAll(last ?? START, 10),
});

/** The usual log: a sequence gives positions when events are written, not when they are committed. */
const naive = async (): Promise<Contender> => {
  await log.owner.query(
    `CREATE TABLE naive (position bigserial PRIMARY KEY, id uuid DEFAULT gen_random_uuid());
     GRANT SELECT ON naive TO PUBLIC`,
  );
  return {
    write: async (client) => {
      const { rows } = await client.query<Seen>('INSERT INTO naive DEFAULT VALUES RETURNING id');
      return rows[0]?.id ?? '';
    },
    readAfter: async (last) => {
      const { rows } = await log.pool.query<Seen>(
        'SELECT position, id FROM naive WHERE position > $1 ORDER BY position LIMIT 10',
        [last ?? START],
      );
      return rows;
    },
  };
};

describe('tailing readers, while writers pause and roll back', () => {
  it('see every acknowledged event once, and nothing else', async () => {
    const { acknowledged, seen } = await race(kelambu());

    for (const ids of seen) {
      expect([...ids].sort()).toEqual([...acknowledged].sort());
      expect(ids).toEqual(seen[0]);
    }
  });

  it('miss events of a log whose positions come from a sequence, so that the race is known to show it', async () => {
    const { acknowledged, seen } = await race(await naive());

    expect(seen.flatMap((ids) => missedBy(ids, acknowledged)).length).toBeGreaterThan(0);
  });
});
