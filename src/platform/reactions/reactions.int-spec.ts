import { Rejection } from '../../kernel/rejection';
import { ReadModels } from '../read-models/read-models';
import {
  counting,
  databaseWith,
  eventually,
  type TestDatabase,
} from '../read-models/testing/counting';
import { ReactionStuck, type Reactions } from './reactions';
import {
  eventId,
  processOn,
  type Sent,
  wishDecode,
  type WishingLog,
  wishingLog,
} from './testing/wishes';

let database: TestDatabase;
let log: WishingLog;
const processes: Reactions[] = [];

beforeEach(async () => {
  database = await databaseWith(counting());
  log = wishingLog();
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.stop()));
  await database.close();
});

const started = async (options: Parameters<typeof processOn>[2] = {}, store = log) => {
  const process = await processOn(database, store, options);
  processes.push(process.reactions);
  return process;
};
const statusOf = async (reactions: Reactions) => (await reactions.status())[0];
const tablesSay = <Row>(sql: string): Promise<readonly Row[]> => database.owner.query<Row[]>(sql);

describe('What an event asks for', () => {
  it('is sent once and in order, also what was asked for before anybody reacted', async () => {
    log.wish('claim-1', 'one', 'two');
    const { reactions, wishes } = await started();
    log.wish('claim-2', 'three');
    await reactions.caughtUp();

    expect(wishes()).toEqual(['one', 'two', 'three']);
    expect(await statusOf(reactions)).toEqual({
      ...{ name: 'obey', position: '2', lag: 0, doneOn: null },
      ...{ refused: 0, stopped: 0 },
    });
  });

  it('says who asks, and because of which event', async () => {
    log.wish('claim-1', 'one', 'two');
    const { reactions, sent } = await started();
    await reactions.caughtUp();

    expect(sent.map(({ context }) => context)).toEqual(
      sent.map(({ context: { commandId } }) => ({
        commandId,
        fingerprint: commandId,
        ifVersion: null,
        dryRun: false,
        actor: 'system:obey',
        roles: [],
        source: 'reaction',
        correlationId: 'correlation',
        causationId: eventId(1),
        requestId: 'request',
      })),
    );
    expect(new Set(sent.map(({ context }) => context.commandId)).size).toBe(2);
  });

  it('is sent under the same ids when it is sent again', async () => {
    log.wish('claim-1', 'one', 'two');
    const first = await started();
    await first.reactions.caughtUp();
    await first.reactions.stop();
    await tablesSay('DELETE FROM reactions.checkpoint');
    const second = await started();
    await second.reactions.caughtUp();

    const idsIn = (sent: readonly Sent[]) => sent.map(({ context }) => context.commandId);
    expect(idsIn(second.sent)).toEqual(idsIn(first.sent));
  });

  it('is sent once though a reader is handed events a second time', async () => {
    const twice: WishingLog = {
      ...log,
      readAll: async (after, limit) =>
        (await log.readAll(after, limit)).flatMap((event) => [event, event]),
    };
    log.wish('claim-1', 'one');
    const { reactions, wishes } = await started({}, twice);
    await reactions.caughtUp();

    expect(wishes()).toEqual(['one']);
  });

  it('is left alone in streams of other categories', async () => {
    log.wish('participant-1', 'one');
    const { reactions, wishes } = await started();
    await reactions.caughtUp();

    expect(wishes()).toEqual([]);
  });

  it('is not sent again when read models are built anew', async () => {
    log.wish('claim-1', 'one');
    const { reactions, wishes } = await started();
    await reactions.caughtUp();
    await tablesSay('DELETE FROM read_models.checkpoint');
    await tablesSay("INSERT INTO read_models.checkpoint VALUES ('event-count-v1', 0)");
    const silent = counting();
    const readModels = new ReadModels({
      dataSource: await database.another(),
      store: log,
      decode: wishDecode,
      projections: [{ ...silent, idsOf: () => [] }],
      report: () => undefined,
    });
    await readModels.start();
    await readModels.caughtUp(silent.name);
    await readModels.stop();

    expect(await readModels.positionOf(silent.name)).toBe('1');
    expect(wishes()).toEqual(['one']);
  });
});

describe('Of two processes', () => {
  it('one works, and the other takes over when it ends', async () => {
    const one = await started();
    log.wish('claim-1', 'one');
    await one.reactions.caughtUp();
    const other = await started();
    log.wish('claim-1', 'two');
    await other.reactions.caughtUp();
    expect([one.wishes(), other.wishes()]).toEqual([['one', 'two'], []]);

    await one.reactions.stop();
    log.wish('claim-1', 'three');
    await other.reactions.caughtUp();
    expect(other.wishes()).toEqual(['three']);
  });

  it('one whose checkpoint was moved by the other goes on from there', async () => {
    const { reactions, wishes } = await started();
    log.wish('claim-1', 'one');
    await reactions.caughtUp();
    log.wish('participant-1');
    log.wish('participant-1');
    await reactions.caughtUp();
    await tablesSay('UPDATE reactions.checkpoint SET position = 2');
    log.wish('claim-1', 'two');
    await eventually(async () => (await statusOf(reactions))?.position === '4');

    expect(wishes().at(-1)).toBe('two');
  });
});

describe('A command that a rule refuses', () => {
  const refusing = ({ wish }: Sent) =>
    wish === 'wrong' ? Promise.reject(new Rejection('not-found')) : Promise.resolve();

  it('is recorded with its code, and the rest is sent', async () => {
    log.wish('claim-1', 'wrong', 'right');
    const { reactions, wishes } = await started({ handle: refusing });
    await reactions.caughtUp();

    expect(wishes()).toEqual(['right']);
    expect((await statusOf(reactions))?.refused).toBe(1);
    expect(await reactions.refusals('obey')).toMatchObject([
      { cause: eventId(1), step: 0, stream: 'claim-1', position: '1', code: 'not-found' },
    ]);
  });

  it('is recorded once, however often it is sent', async () => {
    log.wish('claim-1', 'wrong');
    const first = await started({ handle: refusing });
    await first.reactions.caughtUp();
    await first.reactions.stop();
    await tablesSay('DELETE FROM reactions.checkpoint');
    const second = await started({ handle: refusing });
    await second.reactions.caughtUp();

    expect(await second.reactions.refusals('obey')).toHaveLength(1);
  });
});

describe('A failure that may pass', () => {
  it('is tried again until it has passed, and nothing overtakes it', async () => {
    let failures = 0;
    const failing = ({ wish }: Sent) =>
      wish === 'one' && failures++ < 3
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve();
    log.wish('claim-1', 'one');
    log.wish('claim-2', 'two');
    const { reactions, wishes } = await started({ handle: failing });
    await reactions.caughtUp();

    expect([failures, wishes()]).toEqual([4, ['one', 'two']]);
  });

  it('keeps the checkpoint where it is, and is seen from outside', async () => {
    log.wish('claim-1', 'one');
    const handle = () => Promise.reject(new Error('the database is away'));
    const { reactions } = await started({ handle });

    await expect(reactions.mustMove(300)).rejects.toThrow(ReactionStuck);
    expect(await statusOf(reactions)).toMatchObject({ position: '0', lag: 1, refused: 0 });
  });

  it('is told from a long list, on which it moves', async () => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 60));
    for (let serial = 0; serial < 40; serial += 1) log.wish('claim-1', String(serial));
    const { reactions } = await started({ handle: slow });

    await expect(reactions.mustMove(600)).resolves.toBeUndefined();
    expect((await statusOf(reactions))?.lag).toBeGreaterThan(0);
  });
});

describe('An event that nobody here can react to', () => {
  it.each([
    ['of an unknown type', 'FromTheFuture', 'UnknownEvent at FromTheFuture v1'],
    ['that meets a bug', 'Wished', 'TypeError at Wished v1'],
  ])('%s stops its stream and no other, in the open', async (_, type, error) => {
    log.add('claim-1', type);
    log.wish('claim-1', 'after it');
    log.wish('claim-2', 'another');
    const { reactions, wishes } = await started();
    await reactions.caughtUp();

    expect(wishes()).toEqual(['another']);
    expect((await statusOf(reactions))?.stopped).toBe(1);
    expect(await reactions.stoppedStreams('obey')).toMatchObject([
      { stream: 'claim-1', revision: 0, position: '1', error },
    ]);
  });

  it('waits for a release that can, which makes up for what was missed, in order', async () => {
    log.wish('claim-1', 'before');
    log.add('claim-1', 'FromTheFuture', { wishes: ['missed'] });
    log.wish('claim-1', 'missed too');
    const old = await started();
    await old.reactions.caughtUp();
    await old.reactions.stop();
    log.wish('claim-1', 'later');
    const newer = await started({
      decode: (stored, options) =>
        wishDecode(
          stored.map((event) => ({ ...event, type: 'Wished' })),
          options,
        ),
    });
    await newer.reactions.caughtUp();

    expect(old.wishes()).toEqual(['before']);
    expect(newer.wishes()).toEqual(['missed', 'missed too', 'later']);
    expect(await newer.reactions.stoppedStreams('obey')).toEqual([]);
  });

  it('stays stopped in a release that cannot either', async () => {
    log.add('claim-1', 'FromTheFuture');
    const old = await started();
    await old.reactions.caughtUp();
    await old.reactions.stop();
    log.wish('claim-1', 'later');
    const another = await started();
    await another.reactions.caughtUp();

    expect(another.wishes()).toEqual([]);
    expect((await statusOf(another.reactions))?.stopped).toBe(1);
  });
});

describe('What the calendar asks for', () => {
  let now: string;
  const wishFor = (due: { readonly wish: string }) => (context: Sent['context']) => ({
    wish: due.wish,
    context,
  });
  const daily = {
    name: 'remember',
    dueOn: (today: string) => ({ today }),
    idOf: ({ wish }: { readonly wish: string }) => [wish] as const,
    react: wishFor,
  };
  const onDays = async (handle: (sent: Sent) => Promise<unknown> = () => Promise.resolve()) => {
    const asked: object[] = [];
    const process = await started({
      reactions: [],
      daily: [daily],
      clock: { now: () => new Date(now) },
      query: (message) => {
        asked.push(message);
        return Promise.resolve([{ wish: 'birthday' }, { wish: 'jubilee' }]);
      },
      handle,
    });
    const doneOn = (day: string) =>
      eventually(async () => (await statusOf(process.reactions))?.doneOn === day);
    return { ...process, asked, doneOn };
  };
  beforeEach(() => {
    now = '2026-03-02T05:00:00Z';
  });

  it('is looked for once on each day of the office, and sent under one id', async () => {
    const { asked, sent, doneOn } = await onDays();
    await doneOn('2026-03-02');
    now = '2026-03-02T17:00:00Z'; // Midnight in Jakarta.
    await doneOn('2026-03-03');

    expect(asked).toEqual([{ today: '2026-03-02' }, { today: '2026-03-03' }]);
    const ids = sent.map(({ context }) => context.commandId);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
    expect(new Set(ids).size).toBe(2);
    expect(sent[0]?.context).toMatchObject({ actor: 'system:remember', causationId: null });
  });

  it('is not looked for again by another process on the same day', async () => {
    const first = await onDays();
    await first.doneOn('2026-03-02');
    await first.reactions.stop();
    const second = await onDays();
    await second.doneOn('2026-03-02');
    now = '2026-03-03T05:00:00Z';
    await second.doneOn('2026-03-03');

    expect(second.asked).toEqual([{ today: '2026-03-03' }]);
  });

  it('is recorded where a rule refuses it', async () => {
    const { reactions, doneOn, wishes } = await onDays(({ wish }) =>
      wish === 'birthday' ? Promise.reject(new Rejection('person-erased')) : Promise.resolve(),
    );
    await doneOn('2026-03-02');

    expect(wishes()).toEqual(['jubilee']);
    expect(await reactions.refusals('remember')).toMatchObject([
      { stream: null, position: null, code: 'person-erased' },
    ]);
  });

  it('is done again where the day did not end well', async () => {
    let failures = 0;
    const { doneOn, wishes } = await onDays(({ wish }) =>
      wish === 'jubilee' && failures++ < 2
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve(),
    );
    await doneOn('2026-03-02');

    expect(wishes()).toEqual(['birthday', 'birthday', 'birthday', 'jubilee']);
  });
});
