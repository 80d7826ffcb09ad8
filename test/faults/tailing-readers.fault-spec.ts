import { START } from '../../src/platform/event-store/event-store';
import { times } from '../../src/platform/event-store/event-store.contract';
import {
  type OpenedLog,
  openLog,
} from '../../src/platform/event-store/postgres/testing/opened-log';
import type { PausingWriterSaid } from './processes/pausing-writer.process';
import { killChildren, startChild } from './support/children';
import { withClient } from './support/durable-server';
import { EFFORT } from './support/effort';
import { differences, follow, gapsIn, NO_DIFFERENCE } from './support/follower';
import { NAIVE_LOG, readNaively } from './support/naive-log';

const WRITERS = 8;

let log: OpenedLog;
beforeEach(async () => {
  log = await openLog();
});
afterEach(async () => {
  await killChildren();
  await log.close();
});

/** Lets eight processes write, all from the same moment on, and gives what they had committed. */
const raced = async (kind: 'log' | 'naive'): Promise<readonly string[]> => {
  const writers = times(WRITERS, () =>
    startChild<PausingWriterSaid>('pausing-writer', [log.url, kind, String(EFFORT.turns)]),
  );
  await Promise.all(writers.map((writer) => writer.next()));
  const finished = Promise.all(writers.map((writer) => writer.next()));
  for (const writer of writers) writer.process.send('go');
  return (await finished).flatMap((said) => (said.kind === 'done' ? said.acknowledged : []));
};

/** Reads on and on, until it is stopped and has come to the end. */
const tailNaively = (url: string) => {
  const stopping = new AbortController();
  const read = withClient(url, async (client) => {
    const seen: string[] = [];
    for (let after = START; ;) {
      const isLast = stopping.signal.aborted;
      const page = await readNaively(client, after);
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1)?.position ?? after;
      if (page.length === 0 && isLast) return seen;
    }
  });
  return {
    stop: () => {
      stopping.abort();
      return read;
    },
  };
};

describe('Readers who follow 8 writing processes that pause and roll back', () => {
  it('see every committed event once, in one order, without a gap', async () => {
    const followers = [1, 10, 1_000].map((batchSize) => follow(log.store, batchSize));

    const acknowledged = await raced('log');

    for (const follower of followers) {
      await follower.hasSeen(acknowledged.length);
      const seen = await follower.stop();
      expect(differences(seen, acknowledged)).toEqual(NO_DIFFERENCE);
      expect(seen).toHaveLength(acknowledged.length);
      expect(gapsIn(follower.seen)).toBe(0);
    }
    expect(acknowledged.length).toBeGreaterThan(EFFORT.turns);
  });

  it('miss events where a sequence gives the positions, so that the race is known to show it', async () => {
    await log.owner.query(NAIVE_LOG);
    const tailing = tailNaively(log.url);

    const acknowledged = await raced('naive');

    expect(differences(await tailing.stop(), acknowledged).missed).toBeGreaterThan(0);
  });
});
