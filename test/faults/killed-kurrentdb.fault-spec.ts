/**
 * A real KurrentDB / EventStoreDB node, killed and stopped under load. It runs only where it is told how to start one:
 *
 *   KURRENTDB_RUN='path/to/start "$DATA" "$PORT"' npm run test:faults -- killed-kurrentdb
 *
 * The command stays in the foreground and starts a node without TLS on 127.0.0.1:$PORT, with its data below the folder
 * $DATA and every promise of durability. FAULT_KURRENTDB_KILLS says how often it is killed (5).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isAfter,
  type Position,
  START,
  type StoredEvent,
} from '../../src/platform/event-store/event-store';
import { idsOf, times } from '../../src/platform/event-store/event-store.contract';
import type { HastyWriterSaid } from './processes/hasty-writer.process';
import { killChildren, startChild } from './support/children';
import { type DurableServer, durableServer } from './support/durable-server';
import { EFFORT } from './support/effort';
import { differences, eventually, follow, NO_DIFFERENCE } from './support/follower';
import {
  type KurrentDbNode,
  kurrentDbNode,
  openedLog,
  type OpenedLog,
} from './support/kurrentdb-node';
import { startStoringWriter, type StoringWriter } from './support/storing-writers';

const WRITERS = 2;
const CALLERS_OF_EACH = 16;
const FROZEN_MS = 10_000;

const command = process.env['KURRENTDB_RUN'];
const whereToldHow = command ? describe : describe.skip;
const title = `KurrentDB under load${command ? '' : ' (skipped: KURRENTDB_RUN does not say how to start a node)'}`;

whereToldHow(title, () => {
  let node: KurrentDbNode;
  let ledger: DurableServer;
  let log: OpenedLog;
  beforeEach(async () => {
    [node, ledger] = await Promise.all([kurrentDbNode(command ?? ''), durableServer()]);
    log = openedLog(node.url, ledger.url);
    await log.ready();
  });
  afterEach(async () => {
    await killChildren();
    await log.close();
    await node.remove();
    await ledger.remove();
  });

  const wholeLog = async (): Promise<readonly StoredEvent[]> => {
    const events: StoredEvent[] = [];
    for (let after: Position = START; ; after = events.at(-1)?.position ?? after) {
      const page = await log.store.readAll(after, 2_000);
      events.push(...page);
      if (page.length === 0) return events;
    }
  };
  const writersOf = (count: number): readonly StoringWriter[] =>
    times(count, () => startStoringWriter(ledger.url, CALLERS_OF_EACH, node.url));
  const someMore = (writers: readonly StoringWriter[]) =>
    Promise.all(writers.map((writer) => writer.more(100)));

  /** As the client gives it, and as nobody makes it anew. */
  const plainSubscription = () => {
    const seen: string[] = [];
    const subscription = log.client.subscribeToAll({ fromPosition: 'start' }, {});
    subscription.on('error', () => undefined);
    subscription.on('data', ({ event }) => {
      if (event?.streamId.startsWith('claim-')) seen.push(event.id);
    });
    return seen;
  };

  const expectEverythingOnce = async (
    acknowledged: readonly string[],
    follower: ReturnType<typeof follow>,
  ): Promise<readonly StoredEvent[]> => {
    await follower.hasSeen(acknowledged.length);
    const events = await wholeLog();
    // Each append was repeated until it had an answer, so that nothing else may stand in the log either.
    expect(differences(idsOf(events), acknowledged)).toEqual(NO_DIFFERENCE);
    expect(events).toHaveLength(acknowledged.length);
    const positions = events.map(({ position }) => position);
    expect(positions.every((one, at) => at === 0 || isAfter(one, positions[at - 1] ?? ''))).toBe(
      true,
    );
    expect(await follower.stop()).toEqual(idsOf(events));
    return events;
  };

  it('has every acknowledged event once when it is killed again and again', async () => {
    const follower = follow(log.store);
    const plain = plainSubscription();
    const writers = writersOf(WRITERS);

    for (let kill = 0; kill < EFFORT.kurrentDbKills; kill++) {
      await someMore(writers);
      await sleep(Math.random() * 100);
      await node.kill();
      node.start();
      await log.ready();
    }
    await someMore(writers);
    const acknowledged = (await Promise.all(writers.map((writer) => writer.finish()))).flat();

    const events = await expectEverythingOnce(acknowledged, follower);
    console.info(`${EFFORT.kurrentDbKills} kills: ${events.length} acknowledged, all there once.`);
    // The control: the client's own subscription has ended with the first kill.
    expect(differences(plain, acknowledged).missed).toBeGreaterThan(0);
  });

  it('has every acknowledged event once when it stands still for ten seconds', async () => {
    const follower = follow(log.store);
    const writers = writersOf(WRITERS);
    await someMore(writers);

    node.freeze();
    await sleep(FROZEN_MS);
    node.thaw();
    await someMore(writers);
    const acknowledged = (await Promise.all(writers.map((writer) => writer.finish()))).flat();

    const events = await expectEverythingOnce(acknowledged, follower);
    console.info(`Frozen for ${FROZEN_MS} ms: ${events.length} acknowledged, all there once.`);
  });

  it('loses what was answered before it stood, so that the kill is known to show it', async () => {
    const acknowledged: string[] = [];
    const writer = startChild<HastyWriterSaid>('hasty-writer', [node.url, '16'], {
      onMessage: (said) => acknowledged.push(...(said as HastyWriterSaid).acknowledged),
    });
    await eventually(() => acknowledged.length >= 2_000);

    await node.kill();
    writer.kill('SIGKILL');
    await writer.ended;
    node.start();
    await log.ready();

    const { missed } = differences(idsOf(await wholeLog()), acknowledged);
    console.info(`Answered before it stood: ${missed} of ${acknowledged.length} lost.`);
    expect(missed).toBeGreaterThan(0);
  });
});
