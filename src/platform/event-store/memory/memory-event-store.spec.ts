import type { Clock } from '../../clock';
import { START } from '../event-store';
import { eventStoreContract, someAppend, someEvent, times } from '../event-store.contract';
import { MemoryEventStore } from './memory-event-store';

eventStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryEventStore(), close: () => Promise.resolve() }),
);

describe('the memory event store', () => {
  it('counts positions without a gap', async () => {
    const store = new MemoryEventStore();
    await Promise.all(times(5, () => store.append([someAppend()])));

    const log = await store.readAll(START, 10);
    expect(log.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('refuses an event id that is stored already, and writes nothing of that append', async () => {
    const store = new MemoryEventStore();
    const event = someEvent();
    await store.append([someAppend({ events: [event] })]);
    const append = someAppend({ events: [someEvent(), event] });

    await expect(store.append([append])).rejects.toThrow('append-refused');

    expect(await store.readStream(append.stream)).toEqual([]);
    expect(await store.findCommand(append.part.commandId)).toEqual([]);
    expect(await store.head()).toBe('1');
  });

  it('lets its times stand still where the clock goes back', async () => {
    const days = ['2026-03-02', '2026-03-01', '2026-03-03'];
    const clock: Clock = { now: () => new Date(days.shift() ?? '') };
    const store = new MemoryEventStore(clock);
    for (let index = 0; index < 3; index++) await store.append([someAppend()]);

    const log = await store.readAll(START, 10);
    expect(log.map(({ recordedAt }) => recordedAt.slice(0, 10))).toEqual([
      '2026-03-02',
      '2026-03-02',
      '2026-03-03',
    ]);
  });

  it('lets another writer in between two appends of a chain', async () => {
    const store = new MemoryEventStore();
    const append = someAppend();
    const chain = store.append([someAppend(), someAppend(), append]);
    const other = store.append([{ ...someAppend(), stream: append.stream }]);

    expect((await other)[0]).toMatchObject({ kind: 'appended' });
    expect((await chain).at(-1)).toEqual({ kind: 'conflict', actualRevision: 0 });
  });
});
