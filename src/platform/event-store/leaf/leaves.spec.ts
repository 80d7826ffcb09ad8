import { idFrom } from '../../../kernel/name-based-id';
import type { StreamName } from '../event-store';
import { MemoryEventStore } from '../memory/memory-event-store';
import { leafOf } from './leaf';
import { type Leaf, leaves } from './leaves';

const logOf = async (events: number): Promise<MemoryEventStore> => {
  const store = new MemoryEventStore();
  for (let n = 0; n < events; n++) {
    const stream: StreamName = `claim-${n % 3}`;
    const id = idFrom('event', n);
    const part = { partId: idFrom('part', n), commandId: idFrom('command', n), fingerprint: 'f' };
    const expectedRevision = Math.floor(n / 3) - 1;
    const event = { id, type: 'ClaimClosed', schemaVersion: 1, data: '{}', personal: null };
    await store.append([
      { stream, expectedRevision, part, events: [{ ...event, metadata: '{}' }] },
    ]);
  }
  return store;
};

const collected = async (all: AsyncIterable<Leaf>): Promise<readonly Leaf[]> => {
  const found: Leaf[] = [];
  for await (const leaf of all) found.push(leaf);
  return found;
};

describe('The leaves of a log', () => {
  it.each([0, 1, 9, 10, 11, 20])('are one for each of %i events, page by page', async (events) => {
    const store = await logOf(events);
    const log = await store.readAll('0', 100);
    expect(log).toHaveLength(events);
    expect(await collected(leaves(store, '0', 10))).toEqual(
      log.map((event) => ({ position: event.position, leaf: leafOf(event) })),
    );
  });

  it('go on after a position', async () => {
    const store = await logOf(7);
    const all = await collected(leaves(store));
    expect(await collected(leaves(store, all[3]?.position, 2))).toEqual(all.slice(4));
  });
});
