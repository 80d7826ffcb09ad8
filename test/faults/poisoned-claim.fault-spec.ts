import type { EventStore, StreamName } from '../../src/platform/event-store/event-store';
import { someAppend, someEvent, times } from '../../src/platform/event-store/event-store.contract';
import type { OpenedEventStore } from '../../src/platform/event-store/open-event-store';
import { keyOf, markReady } from '../../src/platform/read-models/checkpoints';
import { type Decode, sharedDecoding } from '../../src/platform/read-models/decoding';
import { CheckpointBeyondLog } from '../../src/platform/read-models/projection-runner';
import { ReadModels } from '../../src/platform/read-models/read-models';
import { reconcile } from '../../src/platform/read-models/reconcile';
import { release } from '../../src/platform/read-models/release';
import { runAlone } from '../../src/platform/read-models/sql';
import {
  counting,
  countsIn,
  databaseWith,
  type TestDatabase,
} from '../../src/platform/read-models/testing/counting';
import { plainDecode } from '../../src/platform/read-models/testing/fake-log';
import { EFFORT } from './support/effort';
import { emptyLogByEnv } from './support/log-by-env';

const PATIENCE_MS = 600_000;

let database: TestDatabase;
let log: OpenedEventStore;
let store: EventStore;
let running: ReadModels | null;
beforeEach(async () => {
  database = await databaseWith(counting());
  await markReady(runAlone(database.dataSource), keyOf(counting()));
  log = emptyLogByEnv((database.dataSource.options as { readonly url: string }).url);
  store = log.store;
  running = null;
});
afterEach(async () => {
  await running?.stop();
  await log.close();
  await database.close();
});

/** It counts for its claim and for all; `FromTheFuture` would too, for whoever can read it. */
const event = (stream: StreamName, type = 'Counted') =>
  someEvent({ type, data: JSON.stringify({ ids: [stream, 'all'] }) });
const write = async (stream: StreamName, ...types: readonly string[]): Promise<void> => {
  const events = types.map((type) => event(stream, type));
  const [outcome] = await store.append([someAppend({ stream, events })]);
  expect(outcome?.kind).toBe('appended');
};

/** The next release: it knows what this one does not. */
const fixed: Decode = (stored, reading) =>
  plainDecode(
    stored.map((one) => ({ ...one, type: 'Counted' })),
    reading,
  );
const started = async (decode: Decode = plainDecode): Promise<ReadModels> => {
  running = new ReadModels({
    ...{ dataSource: database.dataSource, store, decode },
    ...{ projections: [counting()], report: () => undefined },
  });
  await running.start();
  await running.caughtUp('event-count', PATIENCE_MS);
  return running;
};
const verified = async (decode: Decode) => {
  const { dataSource } = database;
  const parts = { dataSource, store, decode };
  return (await reconcile([counting()], { kind: 'verify' }, parts)).map(
    ({ outcome, rows, differences }) => ({ outcome, rows: rows.new, differences }),
  );
};

describe('One claim of many that has an event which cannot be read', () => {
  const claims = times(EFFORT.claims, (serial): StreamName => `claim-${serial}`);
  const poisoned: StreamName = `claim-${Math.floor(EFFORT.claims / 2)}`;
  const rows = EFFORT.claims + 1;

  it('is marked and left where it was; every other is right, and it is made up for after the fix', async () => {
    for (let first = 0; first < claims.length; first += 100)
      await Promise.all(
        claims
          .slice(first, first + 100)
          .map((claim) =>
            claim === poisoned
              ? write(claim, 'Counted', 'FromTheFuture', 'Counted')
              : write(claim, 'Counted', 'Counted'),
          ),
      );
    const models = await started();
    const expected = Object.fromEntries(claims.map((claim) => [claim, 2]));
    expect(await countsIn(database.dataSource)).toEqual({
      ...{ ...expected, [poisoned]: 1, all: 2 * EFFORT.claims - 1 },
    });
    expect(await models.quarantinedStreams('event-count')).toMatchObject([
      { stream: poisoned, error: 'UnknownEvent at FromTheFuture v1' },
    ]);
    expect(await verified(plainDecode)).toEqual([{ outcome: 'same', rows, differences: 0 }]);

    await models.stop();
    const { dataSource } = database;
    const parts = { dataSource, store, decode: sharedDecoding(fixed), apply: true };
    expect(await release(counting(), [], parts)).toMatchObject([
      { stream: poisoned, events: 2, leftAt: null },
    ]);
    expect(await countsIn(dataSource)).toEqual({
      ...{ ...expected, [poisoned]: 3, all: 2 * EFFORT.claims + 1 },
    });
    expect(await verified(fixed)).toEqual([{ outcome: 'same', rows, differences: 0 }]);
  });
});

describe('A checkpoint beyond the end of the log', () => {
  it('is an error before anything is read, and never a read model that waits', async () => {
    await write('claim-1', 'Counted');
    await (await started()).stop();
    await database.owner.query('UPDATE read_models.checkpoint SET position = position + 1');

    await expect(started()).rejects.toThrow(CheckpointBeyondLog);
  });
});
