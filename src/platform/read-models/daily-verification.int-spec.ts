import { keyOf, markReady } from './checkpoints';
import { lastReconciliations } from './certificate';
import { type DailyVerification, lastDueAt, verifyDaily } from './daily-verification';
import { prepareTables } from './read-model-tables';
import { ReadModels } from './read-models';
import { reconcile } from './reconcile';
import { readModelsFinding } from './readiness';
import { runAlone } from './sql';
import { counting, databaseWith, eventually, type TestDatabase } from './testing/counting';
import { type FakeLog, fakeLog, plainDecode } from './testing/fake-log';

let database: TestDatabase;
let log: FakeLog;
let models: ReadModels;
let running: DailyVerification[];
/** What the clock of the office says. The database has its own: it knows when something was verified. */
let hoursLater: number;

beforeEach(async () => {
  database = await databaseWith(counting());
  await markReady(runAlone(database.dataSource), keyOf(counting()));
  log = fakeLog();
  for (let serial = 0; serial < 1_200; serial += 1)
    log.add('claim-1', 'Counted', { ids: ['row-1'] });
  models = new ReadModels({
    ...{ dataSource: database.dataSource, store: log, decode: plainDecode },
    ...{ projections: [counting()], report: () => undefined },
  });
  await models.start();
  await models.caughtUp('event-count', 30_000);
  [running, hoursLater] = [[], 0];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await models.stop();
  await database.close();
});

const now = () => new Date(Date.now() + hoursLater * 3_600_000);
/** It struck a moment ago, and the read model was built before that. */
const thisHour = () => Number(now().toISOString().slice(11, 13)) + 7;

const wasBuilt = (hoursAgo: number) =>
  database.owner.query(
    `UPDATE read_models.checkpoint SET ready_at = clock_timestamp() - make_interval(hours => $1)`,
    [hoursAgo],
  );
const wasBuiltYesterday = () => wasBuilt(25);

const process = async (hour: number | null = thisHour() % 24, projection = counting()) => {
  const [told, looks]: [string[], { count: number }] = [[], { count: 0 }];
  const clock = {
    now: () => {
      looks.count += 1;
      return now();
    },
  };
  const one = verifyDaily({
    ...{ dataSource: await database.another(projection), store: log, decode: plainDecode },
    ...{ projections: [projection], clock, hour, lookEveryMs: 10, retryAfterMs: 10 },
    patiently: async (work) => work(await database.another(projection)),
    report: (_, message) => told.push(message),
  });
  running.push(one);
  const hasLooked = async (times: number) => {
    const until = looks.count + times;
    await eventually(() => looks.count >= until);
  };
  return { told, hasLooked };
};
const results = async () =>
  (await lastReconciliations(runAlone(database.dataSource), ['event-count'], 10)).map(
    ({ certificate: { purpose, outcome, events } }) => ({ purpose, outcome, events }),
  );
const RIGHT = { purpose: 'verify', outcome: 'same', events: 1_200 };
const isDone = () => eventually(async () => (await results()).length > 0);

describe('The hour at which read models are verified', () => {
  it.each([
    ['2026-03-01T19:00:00.000Z', 2, '2026-03-01T19:00:00.000Z'],
    ['2026-03-01T18:59:59.999Z', 2, '2026-02-28T19:00:00.000Z'],
    ['2026-03-01T16:59:00.000Z', 23, '2026-03-01T16:00:00.000Z'],
    ['2026-03-01T17:00:00.000Z', 0, '2026-03-01T17:00:00.000Z'],
  ])('at %s was, for hour %d in Jakarta, last at %s', (at, hour, due) => {
    expect(lastDueAt(new Date(at), hour).toISOString()).toBe(due);
  });
});

describe('A process that verifies by itself', () => {
  it('waits for the hour where the read models are new', async () => {
    const { hasLooked } = await process();
    await hasLooked(3);
    expect(await results()).toEqual([]);
  });

  it('makes up for the hour at which nobody ran, once', async () => {
    await wasBuiltYesterday();
    const { hasLooked } = await process();
    await isDone();
    await hasLooked(5);
    expect(await results()).toEqual([RIGHT]);
    expect((await readModelsFinding(models)).state).toBe('ok');
  });

  it('does it again on the next day', async () => {
    await wasBuiltYesterday();
    await process();
    await isDone();
    hoursLater = 24;
    await eventually(async () => (await results()).length === 2);
    expect(await results()).toEqual([RIGHT, RIGHT]);
  });

  it('leaves it to another that is at it', async () => {
    await wasBuiltYesterday();
    const { told, hasLooked } = await process();
    const other = await process();
    await isDone();
    await Promise.all([hasLooked(3), other.hasLooked(3)]);
    expect([await results(), told, other.told]).toEqual([[RIGHT], [], []]);
  });

  it('tells of a row that is not what the log says, and readiness does too', async () => {
    await database.owner.query('UPDATE read_models.event_count_v1 SET events = 7');
    await wasBuiltYesterday();
    const { told } = await process();
    await isDone();
    expect(await results()).toMatchObject([{ outcome: 'refused' }]);
    await eventually(() => told.includes('A read model is not what the log says'));
    expect((await readModelsFinding(models)).state).toBe('degraded');
  });

  it('tries again where it could not', async () => {
    await database.owner.query(
      'ALTER TABLE read_models.reconciliation RENAME TO reconciliation_away',
    );
    await wasBuiltYesterday();
    const { told } = await process();
    await eventually(() => told.length > 0);
    await database.owner.query(
      'ALTER TABLE read_models.reconciliation_away RENAME TO reconciliation',
    );
    await isDone();
    expect(await results()).toEqual([RIGHT]);
  });

  it('does nothing where it is told not to', async () => {
    await wasBuiltYesterday();
    await process(null);
    await running[0]?.stop();
    expect(await results()).toEqual([]);
  });

  it('ends with its process, and leaves nothing beside', async () => {
    await wasBuiltYesterday();
    await process();
    await eventually(async () => (await tablesBeside()) > 0);
    await running[0]?.stop();
    await running.pop()?.stop();
    expect(await tablesBeside()).toBe(0);
  });
});

describe('The table of an earlier version', () => {
  const isThere = async () =>
    (
      await database.owner.query<unknown[]>(
        `SELECT 1 FROM pg_tables WHERE tablename = 'event_count_v1'`,
      )
    ).length > 0;
  const nextRelease = async () => {
    const next = counting(2);
    const dataSource = await database.another(next);
    await prepareTables(dataSource, [next]);
    const parts = { dataSource, store: log, decode: plainDecode };
    await reconcile([next], { kind: 'rebuild', apply: true, accept: [] }, parts);
    await models.stop();
    return next;
  };

  it('goes once the later one is right and has been read from for a day', async () => {
    const next = await nextRelease();
    await database.owner.query('DELETE FROM read_models.reconciliation');
    await wasBuilt(25);
    await process(undefined, next);
    await eventually(async () => !(await isThere()));
    expect(await results()).toEqual([RIGHT]);
  });

  it.each([
    ['was made two hours ago', 2, 'SELECT'],
    ['is not what the log says', 25, 'UPDATE read_models.event_count_v2 SET events = 7'],
  ])('stays where the later one %s', async (_, hours, change) => {
    const next = await nextRelease();
    await database.owner.query('DELETE FROM read_models.reconciliation');
    await wasBuilt(hours);
    await database.owner.query(change);
    const { hasLooked } = await process(undefined, next);
    await isDone();
    await hasLooked(3);
    expect(await isThere()).toBe(true);
  });
});

const tablesBeside = async (): Promise<number> => {
  const found = await database.owner.query<unknown[]>(
    `SELECT 1 FROM pg_tables WHERE schemaname = 'read_models' AND tablename LIKE '%\\_beside'`,
  );
  return found.length;
};
