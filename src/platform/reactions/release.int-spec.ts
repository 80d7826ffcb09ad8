import { type Decode, sharedDecoding } from '../read-models/decoding';
import { runAlone } from '../read-models/sql';
import {
  counting,
  databaseWith,
  eventually,
  type TestDatabase,
} from '../read-models/testing/counting';
import { Rejection } from '../../kernel/rejection';
import { reactionsFinding } from './readiness';
import type { Reactions } from './reactions';
import { askRelease, tryRelease } from './release';
import { settleRefusals } from './settling';
import {
  eventId,
  obey,
  processOn,
  wishDecode,
  type WishingLog,
  wishingLog,
} from './testing/wishes';

let database: TestDatabase;
let log: WishingLog;
let running: Reactions | null;
beforeEach(async () => {
  database = await databaseWith(counting());
  log = wishingLog();
  running = null;
});
afterEach(async () => {
  await running?.stop();
  await database.close();
});

const started = async (options: Parameters<typeof processOn>[2]) => {
  const process = await processOn(database, log, options);
  running = process.reactions;
  return process;
};
const run = () => runAlone(database.dataSource);

describe('A stream that a reaction has stopped at, once the cause is mended in a process that runs', () => {
  let mended = false;
  const decode: Decode = (stored, reading) =>
    wishDecode(mended ? stored.map((event) => ({ ...event, type: 'Wished' })) : stored, reading);
  const stoppedProcess = async () => {
    mended = false;
    log.wish('claim-1', 'before');
    log.add('claim-1', 'FromTheFuture', { wishes: ['missed', 'missed too'] });
    log.wish('claim-1', 'later');
    const process = await started({ decode });
    await process.reactions.caughtUp();
    return process;
  };
  const isFree = async ({ reactions }: { readonly reactions: Reactions }) =>
    (await reactions.stoppedStreams('obey')).length === 0;

  it('goes on in order when it is asked for, each command once, and what comes then follows', async () => {
    const process = await stoppedProcess();
    mended = true;
    log.wish('claim-2', 'another');
    await process.reactions.caughtUp();
    expect(process.wishes()).toEqual(['before', 'another']);

    await askRelease(run(), 'obey', ['claim-1']);
    await eventually(() => isFree(process));
    log.wish('claim-1', 'at last');
    await process.reactions.caughtUp();

    const missed = ['missed', 'missed too', 'later', 'at last'];
    expect(process.wishes()).toEqual(['before', 'another', ...missed]);
  });

  it('stays, and is asked for no more, where it fails again', async () => {
    const process = await stoppedProcess();
    await askRelease(run(), 'obey', ['claim-1']);
    await eventually(
      async () => (await process.reactions.stoppedStreams('obey'))[0]?.releaseAskedAt === null,
    );
    log.wish('claim-1', 'too early');
    await process.reactions.caughtUp();

    expect(process.wishes()).toEqual(['before']);
    expect(await isFree(process)).toBe(false);
  });

  it('can be tried beforehand, and nothing is sent', async () => {
    const process = await stoppedProcess();
    const tried = async () => {
      const [stopped] = await process.reactions.stoppedStreams('obey');
      if (!stopped) throw new Error('It has not stopped.');
      return tryRelease(obey, stopped, { store: log, decode: sharedDecoding(decode) });
    };
    const waits = { stream: 'claim-1', from: '2' };
    expect(await tried()).toEqual({
      ...{ ...waits, events: 0, commands: 0 },
      stopsAt: { position: '2', error: 'UnknownEvent at FromTheFuture v1' },
    });
    mended = true;
    expect(await tried()).toEqual({ ...waits, events: 2, commands: 3, stopsAt: null });
    expect(process.wishes()).toEqual(['before']);
  });
});

describe('A refused command', () => {
  const refused = async () => {
    log.wish('claim-1', 'wrong', 'wrong too');
    const { reactions } = await started({
      handle: () => Promise.reject(new Rejection('not-found')),
    });
    await reactions.caughtUp();
    return reactions;
  };
  const settled = (by: string) =>
    settleRefusals(run(), {
      ...{ reaction: 'obey', cause: eventId(1), by, reasonCode: 'done_by_hand' },
    });

  it('asks for somebody to look, until somebody has', async () => {
    const reactions = await refused();
    expect(await reactionsFinding(reactions)).toMatchObject({ state: 'degraded' });
    expect((await reactions.status())[0]?.refused).toBe(2);

    expect(await settled('supervisor-1')).toBe(2);
    expect(await reactionsFinding(reactions)).toMatchObject({ state: 'ok' });
    expect((await reactions.status())[0]?.refused).toBe(0);
  });

  it('is kept with who has looked first', async () => {
    const reactions = await refused();
    await settled('supervisor-1');
    expect(await settled('supervisor-2')).toBe(0);
    const by = { by: 'supervisor-1', reasonCode: 'done_by_hand' };
    expect(await reactions.refusals('obey')).toMatchObject([
      { cause: eventId(1), step: 0, code: 'not-found', settled: by },
      { cause: eventId(1), step: 1, code: 'not-found', settled: by },
    ]);
  });

  it('cannot be made to look as if it had never been', async () => {
    await refused();
    await settled('supervisor-1');
    for (const change of [
      'DELETE FROM reactions.refused',
      'DELETE FROM reactions.settled',
      `UPDATE reactions.settled SET settled_by = 'another'`,
    ])
      await expect(run()(change)).rejects.toThrow('permission denied');
  });
});
