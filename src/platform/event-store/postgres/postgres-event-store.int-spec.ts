import { type AppendOutcome, START } from '../event-store';
import {
  collect,
  eventStoreContract,
  someAppend,
  someEvent,
  somePart,
  times,
} from '../event-store.contract';
import { AppendRefused } from '../append-errors';
import { logIn, type OpenedLog } from './testing/opened-log';
import { reusedDatabases } from './testing/reused-databases';

const databases = reusedDatabases();
afterAll(() => databases.drop());

eventStoreContract('PostgreSQL', async () => logIn(await databases.take()));
eventStoreContract('PostgreSQL with two calls in flight, one chain in each', async () =>
  logIn(await databases.take(), {
    settings: { callsInFlight: 2, limits: { chains: 1, events: 1, size: 1 } },
  }),
);

let log: OpenedLog;
beforeEach(async () => {
  log = await logIn(await databases.take());
});
afterEach(() => log.close());

const kindsOf = (outcomes: readonly (readonly AppendOutcome[])[]) =>
  outcomes.flat().map(({ kind }) => kind);

describe('group commit', () => {
  it('sends appends that wait at the same moment as one call', async () => {
    const calls = jest.spyOn(log.pool, 'query');

    const outcomes = await Promise.all(times(32, () => log.store.append([someAppend()])));

    expect(kindsOf(outcomes)).toEqual(times(32, () => 'appended'));
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it('sends many parts of one command as one call', async () => {
    const calls = jest.spyOn(log.pool, 'query');
    const { commandId } = somePart();
    const appends = times(32, () => someAppend({ part: somePart({ commandId }) }));

    const outcomes = await Promise.all(appends.map((append) => log.store.append([append])));

    expect(kindsOf(outcomes)).toEqual(times(32, () => 'appended'));
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it('lets only the guilty one fail of those that travel together', async () => {
    const event = someEvent();
    await log.store.append([someAppend({ events: [event] })]);
    const innocent = times(10, () => someAppend());
    const guilty = someAppend({ events: [someEvent(), event] });

    const results = await Promise.allSettled(
      [...innocent.slice(0, 5), guilty, ...innocent.slice(5)].map((append) =>
        log.store.append([append]),
      ),
    );

    expect(results.map(({ status }) => status)).toEqual([
      ...times(5, () => 'fulfilled'),
      'rejected',
      ...times(5, () => 'fulfilled'),
    ]);
    expect(await log.store.readStream(guilty.stream)).toEqual([]);
    expect(await log.store.readAll(START, 100)).toHaveLength(11);
  });

  it('tells of a refusal no more than its code and its constraint', async () => {
    const event = someEvent({ data: '{"canary":"3275010101800001"}' });
    await log.store.append([someAppend({ events: [event] })]);

    const refusal: unknown = await log.store
      .append([someAppend({ events: [event] })])
      .catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(AppendRefused);
    expect(Object.entries(refusal as AppendRefused)).toEqual([
      ['reason', '23505 event_id_unique'],
      ['name', 'AppendRefused'],
    ]);
    expect((refusal as AppendRefused).message).toBe('append-refused (23505 event_id_unique)');
    expect(refusal).not.toHaveProperty('cause');
  });
});

describe('closing', () => {
  it('waits for the appends that it took and takes no more', async () => {
    const appending = times(5, () => log.store.append([someAppend(), someAppend()]));

    await log.store.close();

    expect(kindsOf(await Promise.all(appending))).toEqual(times(10, () => 'appended'));
    await expect(log.store.append([someAppend()])).rejects.toThrow('event-store-closed');
  });

  it('ends the subscriptions', async () => {
    const { signal } = new AbortController();
    const reading = collect(log.store.subscribe(START, { batchSize: 10, signal }), 1);

    await log.store.close();

    expect(await reading).toEqual([]);
  });
});
