import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { someAppend, somePart, times } from '../event-store.contract';
import { type OpenedKurrent, inProcess, kurrentIn, reusedLedgers } from './testing/opened-kurrent';
import { KurrentDbEventStore } from './kurrentdb-event-store';
import { CommandLedger, type Place } from './ledger';

const ledgers = reusedLedgers();
const server = inProcess();
let opened: OpenedKurrent;
let owner: Client;
/** Of another process: what one process asks at once travels in one call. */
let another: CommandLedger;

beforeEach(async () => {
  const database = await ledgers.take();
  opened = kurrentIn(server.client(), database);
  another = new CommandLedger(opened.pool);
  owner = new Client({ connectionString: database.url });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await opened.close();
});
afterAll(() => ledgers.drop());

const PLACE: Place = {
  firstRevision: 0,
  lastRevision: 0,
  position: '137',
  recordedAt: '2026-03-02T01:02:03.456Z',
};
const wishes = (commandId: string) =>
  (['even', 'odd'] as const).map((fingerprint) =>
    someAppend({ part: somePart({ commandId, fingerprint }) }),
  );

describe('A claim', () => {
  it('is granted to one of two wishes under one command id, however they race', async () => {
    for (let round = 0; round < 100; round++) {
      const [even, odd] = wishes(randomUUID());
      if (!even || !odd) throw new Error('two wishes');
      const answers = await Promise.all([
        opened.ledger.claim(randomUUID(), even),
        another.claim(randomUUID(), odd),
      ]);
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['claimed', 'disputed']);
    }
  });

  it('is granted to the first of two wishes under one command id that travel in one call', async () => {
    const [even, odd] = wishes(randomUUID());
    const [first, second] = [someAppend(), someAppend()];
    if (!even || !odd) throw new Error('two wishes');

    const answers = await Promise.all(
      [first, even, odd, second].map((append) => opened.ledger.claim(randomUUID(), append)),
    );

    expect(answers.map(({ kind }) => kind)).toEqual(['claimed', 'claimed', 'disputed', 'claimed']);
    expect(await opened.ledger.openClaims(even.part)).toHaveLength(1);
  });

  it('is granted to one of two tries of one part that travel in one call', async () => {
    const append = someAppend();

    const answers = await Promise.all(times(2, () => opened.ledger.claim(randomUUID(), append)));

    expect(answers.map(({ kind }) => kind)).toEqual(['claimed', 'disputed']);
  });

  it('is refused to a wish in whose call another one asks for what cannot be had', async () => {
    const [even, odd] = wishes(randomUUID());
    if (!even || !odd) throw new Error('two wishes');
    await opened.ledger.complete(even.stream, even.part, PLACE);
    const next = someAppend({ part: somePart({ ...even.part, partId: randomUUID() }) });

    const answers = await Promise.all(
      [odd, next, even].map((append) => opened.ledger.claim(randomUUID(), append)),
    );

    expect(answers.map(({ kind }) => kind)).toEqual(['key_reused', 'claimed', 'replayed']);
  });

  it('is what an older release would grant, one at a time, and waits for it', async () => {
    for (let round = 0; round < 50; round++) {
      const [even, odd] = wishes(randomUUID());
      if (!even || !odd) throw new Error('two wishes');
      const { part, stream } = odd;
      const alone = opened.pool.query<{ kind: string }>(
        'SELECT kind FROM ledger.claim($1, $2, $3, $4, $5, -1)',
        [randomUUID(), part.partId, part.commandId, part.fingerprint, stream],
      );
      const answers = await Promise.all([
        opened.ledger.claim(randomUUID(), even),
        alone.then(({ rows }) => ({ kind: rows[0]?.kind })),
      ]);
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['claimed', 'disputed']);
    }
  });

  it('is answered for each of many that travel together, in their order', async () => {
    const appends = times(600, () => someAppend());
    for (const { stream, part } of appends.filter((_, index) => index % 7 === 0))
      void opened.ledger.complete(stream, part, PLACE);
    await opened.ledger.complete('claim-last', somePart(), PLACE);

    const answers = await Promise.all(
      appends.map((append) => opened.ledger.claim(randomUUID(), append)),
    );

    expect(answers.map(({ kind }) => kind)).toEqual(
      times(600, (index) => (index % 7 === 0 ? 'replayed' : 'claimed')),
    );
  });

  it('waits for the disk, while a completion, which a claim makes up for, does not', async () => {
    const client = await opened.pool.connect();
    const commits = async (call: string) => {
      await client.query('BEGIN; SET LOCAL synchronous_commit = on');
      await client.query(`SELECT FROM ledger.${call}`);
      const { rows } = await client.query<{ readonly synchronous_commit: string }>(
        'SHOW synchronous_commit',
      );
      await client.query('ROLLBACK');
      return rows[0]?.synchronous_commit;
    };

    expect(await commits(`claim_all('{}', '{}', '{}', '{}', '{}', '{}')`)).toBe('on');
    expect(await commits(`complete_all('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`)).toBe(
      'off',
    );
    client.release();
  });

  it('is not granted to another wish at the moment at which the first one is completed', async () => {
    for (let round = 0; round < 300; round++) {
      const [even, odd] = wishes(randomUUID());
      if (!even || !odd) throw new Error('two wishes');
      await opened.ledger.claim(randomUUID(), even);

      const [, ...answers] = await Promise.all([
        opened.ledger.complete(even.stream, even.part, PLACE),
        ...times(3, () => another.claim(randomUUID(), { ...odd, part: somePart(odd.part) })),
      ]);

      expect(answers.map(({ kind }) => kind)).not.toContain('claimed');
    }
  });

  it('tells of another try of the same part, and of the least revision that one expects', async () => {
    const append = someAppend({ expectedRevision: 3 });
    expect(await opened.ledger.claim(randomUUID(), append)).toMatchObject({ since: null });
    await opened.ledger.claim(randomUUID(), { ...append, expectedRevision: 7 });

    expect(
      await opened.ledger.claim(randomUUID(), { ...append, expectedRevision: 9 }),
    ).toMatchObject({ kind: 'claimed', since: 3 });
  });

  it('is answered with the place once the part is written, and ends with it', async () => {
    const append = someAppend();
    await opened.ledger.claim(randomUUID(), append);
    await opened.ledger.complete(append.stream, append.part, PLACE);

    expect(await opened.ledger.claim(randomUUID(), append)).toEqual({ kind: 'replayed', ...PLACE });
    expect(await opened.ledger.openClaims(append.part)).toEqual([]);
  });

  it('may be given back, so that another wish can have the command id', async () => {
    const [even, odd] = wishes(randomUUID());
    if (!even || !odd) throw new Error('two wishes');
    const attemptId = randomUUID();
    await opened.ledger.claim(attemptId, even);
    expect(await opened.ledger.claim(randomUUID(), odd)).toEqual({ kind: 'disputed' });

    await opened.ledger.release([attemptId]);

    expect(await opened.ledger.claim(randomUUID(), odd)).toMatchObject({ kind: 'claimed' });
  });
});

describe('A completion', () => {
  it('is known to the process that asks for its command before it has arrived', async () => {
    const append = someAppend();
    await opened.ledger.claim(randomUUID(), append);

    void opened.ledger.complete(append.stream, append.part, PLACE);

    expect(await opened.ledger.written(append.part.commandId)).toHaveLength(1);
    expect(await another.written(append.part.commandId)).toHaveLength(1);
  });

  it('that has not arrived leaves its claim to whoever asks another process', async () => {
    const late = new CommandLedger(opened.pool);
    late.complete = () => new Promise(() => undefined);
    const store = new KurrentDbEventStore(server.client(), late, opened.settings);
    const elsewhere = new KurrentDbEventStore(server.client(), another, opened.settings);
    const append = someAppend();

    const [outcome] = await store.append([append]);

    expect(await another.openClaims(append.part)).toHaveLength(1);
    expect(await elsewhere.findCommand(append.part.commandId)).toMatchObject([
      { ...append.part, lastRevision: 0 },
    ]);
    expect(await elsewhere.append([append])).toEqual([{ ...outcome, kind: 'replayed' }]);
    await Promise.all([store.close(), elsewhere.close()]);
  });

  it('has arrived when the store is closed', async () => {
    const store = opened.another();
    const append = someAppend();
    await store.append([append]);

    await store.close();

    expect(await another.openClaims(append.part)).toEqual([]);
    expect(await another.written(append.part.commandId)).toHaveLength(1);
  });
});

describe('What was written', () => {
  it('stays as it was completed first', async () => {
    const append = someAppend();
    await opened.ledger.complete(append.stream, append.part, PLACE);
    await opened.ledger.complete(append.stream, append.part, { ...PLACE, position: '9999' });

    expect(await opened.ledger.written(append.part.commandId)).toEqual([
      expect.objectContaining({ position: '137', stream: append.stream }),
    ]);
  });

  it('cannot be changed or removed, not even by the owner of the database', async () => {
    const append = someAppend();
    await opened.ledger.complete(append.stream, append.part, PLACE);

    for (const change of [
      'UPDATE ledger.written SET position = 1',
      'DELETE FROM ledger.written',
      'TRUNCATE ledger.written',
    ])
      await expect(owner.query(change)).rejects.toThrow('stays as it is');
  });

  it('cannot be written past its functions by the application', async () => {
    for (const change of [
      'DELETE FROM ledger.claim',
      'INSERT INTO ledger.written SELECT * FROM ledger.written',
    ])
      await expect(opened.pool.query(change)).rejects.toThrow('permission denied');
  });
});
