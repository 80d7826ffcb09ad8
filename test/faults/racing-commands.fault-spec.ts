import { Pool } from 'pg';
import {
  type Append,
  type AppendOutcome,
  NO_STREAM,
} from '../../src/platform/event-store/event-store';
import { idsOf, someAppend, times } from '../../src/platform/event-store/event-store.contract';
import { PostgresEventStore } from '../../src/platform/event-store/postgres/postgres-event-store';
import {
  type OpenedLog,
  openLog,
} from '../../src/platform/event-store/postgres/testing/opened-log';
import { EFFORT } from './support/effort';

const WAYS = 8;

/** As many processes would: each with a store and a connection of its own, so that nothing is settled before the server. */
type Way = { readonly store: PostgresEventStore; readonly pool: Pool };

let log: OpenedLog;
let ways: readonly Way[];
beforeEach(async () => {
  log = await openLog();
  ways = times(WAYS, () => {
    const pool = new Pool({ ...log.pool.options, max: 1 });
    return { pool, store: new PostgresEventStore(pool) };
  });
});
afterEach(async () => {
  for (const { store, pool } of ways) {
    await store.close();
    await pool.end();
  }
  await log.close();
});

const allWays = async (appendOf: (way: number) => Append): Promise<readonly AppendOutcome[]> =>
  (await Promise.all(ways.map(({ store }, way) => store.append([appendOf(way)])))).flat();

const countOf = (outcomes: readonly AppendOutcome[], kind: AppendOutcome['kind']): number =>
  outcomes.filter((outcome) => outcome.kind === kind).length;

describe(`The same command, sent ${WAYS} ways at once`, () => {
  it('has one effect, and all are told the same of it', async () => {
    for (let round = 0; round < EFFORT.repeats; round++) {
      const append = someAppend();
      const outcomes = await allWays(() => append);

      expect([countOf(outcomes, 'appended'), countOf(outcomes, 'replayed')]).toEqual([1, WAYS - 1]);
      expect(
        new Set(outcomes.map((outcome) => 'position' in outcome && outcome.position)).size,
      ).toBe(1);
      expect(idsOf(await log.store.readStream(append.stream))).toEqual(idsOf(append.events));
    }
    expect(await log.store.head()).toBe(String(EFFORT.repeats));
  });

  it('has as many effects as ways where each is taken for a command of its own', async () => {
    const { stream } = someAppend();
    const insisting = async ({ store }: Way): Promise<void> => {
      const expectedRevision = (await store.readStream(stream)).length - 1;
      const [outcome] = await store.append([someAppend({ stream, expectedRevision })]);
      if (outcome?.kind !== 'appended') await insisting({ store, pool: log.pool });
    };
    await Promise.all(ways.map(insisting));

    expect(await log.store.readStream(stream)).toHaveLength(WAYS);
  });
});

describe(`${WAYS} commands that expect the same revision`, () => {
  it('have one winner in every round, and the others are told at which revision the stream stands', async () => {
    const { stream } = someAppend();
    for (let round = 0; round < EFFORT.races; round++) {
      const outcomes = await allWays(() =>
        someAppend({ stream, expectedRevision: NO_STREAM + round }),
      );

      expect(countOf(outcomes, 'appended')).toBe(1);
      expect(outcomes.filter(({ kind }) => kind !== 'appended')).toEqual(
        times(WAYS - 1, () => ({ kind: 'conflict', actualRevision: round })),
      );
    }
    expect(await log.store.readStream(stream)).toHaveLength(EFFORT.races);
  });

  it('have several where the revision is looked up before it is written', async () => {
    await log.owner.query(
      `CREATE TABLE unguarded (revision integer); GRANT SELECT, INSERT ON unguarded TO PUBLIC`,
    );
    const checkAndWrite = async ({ pool }: Way, expected: number): Promise<boolean> => {
      const found = await pool.query('SELECT FROM unguarded WHERE revision > $1', [expected]);
      if (found.rows.length > 0) return false;
      await pool.query('INSERT INTO unguarded VALUES ($1)', [expected + 1]);
      return true;
    };
    let winners = 0;
    for (let round = 0; round < 20; round++)
      winners += (await Promise.all(ways.map((way) => checkAndWrite(way, round - 1)))).filter(
        Boolean,
      ).length;

    expect(winners).toBeGreaterThan(20);
  });
});
