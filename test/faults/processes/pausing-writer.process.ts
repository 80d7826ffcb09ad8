import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { someAppend } from '../../../src/platform/event-store/event-store.contract';
import { appendCall } from '../../../src/platform/event-store/postgres/append-call';
import { writeNaively } from '../support/naive-log';

export type PausingWriterSaid =
  | { readonly kind: 'ready' | 'holding' }
  | { readonly kind: 'done'; readonly acknowledged: readonly string[] };

const [url = '', log = '', turns = '0', manner = 'pausing'] = process.argv.slice(2);
const say = (said: PausingWriterSaid): void => void process.send?.(said);
const told = () => new Promise((resolve) => process.once('message', resolve));

const write = async (client: Client): Promise<string> => {
  const append = someAppend();
  const id = append.events[0]?.id ?? '';
  await (log === 'naive' ? writeNaively(client, id) : client.query(appendCall([[append]])));
  return id;
};

/** Transactions that stay open for a moment after they have written, and of which some are rolled back. */
const main = async (): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  say({ kind: 'ready' });
  await told();
  const acknowledged: string[] = [];
  for (let turn = 0; turn < Number(turns); turn++) {
    await client.query('BEGIN');
    const id = await write(client);
    if (manner === 'holding') {
      const released = told();
      say({ kind: 'holding' });
      await released;
    } else await sleep(Math.random() * 4);
    const commits = manner === 'holding' || Math.random() < 0.8;
    await client.query(commits ? 'COMMIT' : 'ROLLBACK');
    if (commits) acknowledged.push(id);
  }
  await client.end();
  say({ kind: 'done', acknowledged });
  process.disconnect();
};

void main();
