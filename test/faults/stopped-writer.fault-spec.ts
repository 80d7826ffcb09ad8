import { setTimeout as sleep } from 'node:timers/promises';
import { START } from '../../src/platform/event-store/event-store';
import { idsOf, someAppend, times } from '../../src/platform/event-store/event-store.contract';
import {
  type OpenedLog,
  openLog,
} from '../../src/platform/event-store/postgres/testing/opened-log';
import type { PausingWriterSaid } from './processes/pausing-writer.process';
import { killChildren, startChild } from './support/children';
import { EFFORT } from './support/effort';
import { differences, follow, NO_DIFFERENCE } from './support/follower';
import { NAIVE_LOG, readNaively, writeNaively } from './support/naive-log';
import { startStoringWriter } from './support/storing-writers';

const OTHERS = 1_000;

let log: OpenedLog;
beforeEach(async () => {
  log = await openLog();
});
afterEach(async () => {
  await killChildren();
  await log.close();
});

/** A thousand appends of others, as many at once as there are in an office. */
const othersCommit = async (): Promise<readonly string[]> => {
  const appends = times(OTHERS, () => someAppend());
  for (let first = 0; first < OTHERS; first += 50)
    await Promise.all(appends.slice(first, first + 50).map((append) => log.store.append([append])));
  return idsOf(appends.flatMap(({ events }) => events));
};

describe('A writing process that is stopped', () => {
  it('keeps no reader from 1,000 events of others, and nothing of its own is missed when it wakes', async () => {
    const follower = follow(log.store);
    const writer = startStoringWriter(log.url, 32);
    const others: string[] = [];

    for (let stop = 0; stop < EFFORT.stops; stop++) {
      await writer.more(100);
      await sleep(Math.random() * 20);
      writer.child.kill('SIGSTOP');
      const committed = await othersCommit();
      others.push(...committed);
      // It is stopped all the while: this waits for the others' events and for nothing of its own.
      const seesOthers = () => differences(idsOf(follower.seen), committed).missed === 0;
      while (!seesOthers()) await sleep(5);
      writer.child.kill('SIGCONT');
    }
    const acknowledged = [...others, ...(await writer.finish())];
    await follower.hasSeen(acknowledged.length);

    const seen = await follower.stop();
    expect(differences(seen, acknowledged)).toEqual(NO_DIFFERENCE);
    expect(seen).toHaveLength(acknowledged.length);
  });

  it('leaves an event that nobody sees where a sequence gives the positions', async () => {
    await log.owner.query(NAIVE_LOG);
    const writer = startChild<PausingWriterSaid>('pausing-writer', [
      ...[log.url, 'naive', '1', 'holding'],
    ]);
    await writer.next();
    const holding = writer.next();
    writer.process.send('go');
    expect(await holding).toEqual({ kind: 'holding' });

    writer.kill('SIGSTOP');
    for (const { id } of times(10, () => someAppend().events[0] ?? { id: '' }))
      await writeNaively(log.owner, id);
    const before = await readNaively(log.owner, START);
    const done = writer.next();
    writer.process.send('go');
    writer.kill('SIGCONT');
    expect(await done).toMatchObject({ kind: 'done', acknowledged: { length: 1 } });

    expect(before).toHaveLength(10);
    expect(await readNaively(log.owner, before.at(-1)?.position ?? START)).toEqual([]);
  });
});
