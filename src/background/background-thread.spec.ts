import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackgroundReports,
  type BackgroundThread,
  backgroundThread,
} from './background-thread';

const file = join(__dirname, 'testing', 'frail.worker.ts');

let thread: BackgroundThread;
let reached: string[];
let reported: string[];
let faults: string[];
beforeEach(() => {
  [reached, reported, faults] = [[], [], []];
});
afterEach(() => thread.stop());

const reports: BackgroundReports = {
  say: (line) => reported.push(line),
  onFault: (error) => faults.push(String(error)),
};
const threadWith = (env: Readonly<Record<string, string>> = {}) =>
  (thread = backgroundThread({ env, logTo: 'stdout' }, reports, {
    ...{ file, restartMs: 10, downAfterMs: 100 },
  }));
const started = () => threadWith().start((key, position) => reached.push(`${key} ${position}`));
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(10);
};

describe('The thread in the background', () => {
  it('is told of lists, and tells how far it has come', async () => {
    await started();
    thread.beginList('list-1');
    await until(() => reached.length > 0);
    expect(reached).toEqual(['list-1 7']);
    expect(reported).toEqual([]);
  });

  it('is begun again after a fault, and that is said, with the fault', async () => {
    await started();
    expect(await thread.look()).toEqual({ state: 'ok', detail: {} });
    thread.beginList('fault');
    await until(() => reported.length > 0);
    expect(faults).toEqual(['Error: a fault that nobody has thought of']);
    expect((await thread.look()).state).not.toBe('ok');
    await until(() => {
      thread.beginList('list-2');
      return reached.length > 0;
    });
    expect(reported).toEqual(['The thread that follows the log has ended; it is begun again.']);
    expect(reached[0]).toBe('list-2 7');
  });

  it('that cannot be begun again is tried again and again, each time with its reason, and is down', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kelambu-thread-'));
    await threadWith({ ONCE: join(folder, 'note') }).start(() => undefined);
    thread.beginList('fault');
    await until(() => faults.length > 3);
    expect(faults.slice(1, 4)).toEqual(Array(3).fill('Error: there was one before'));
    while ((await thread.look()).state !== 'down') await sleep(10);
    rmSync(folder, { recursive: true });
  });

  it('stays ended once it is stopped', async () => {
    await started();
    await thread.stop();
    await thread.stop();
    await sleep(100);
    expect(reported).toEqual([]);
  });

  it('says why it cannot begin', async () => {
    const beginning = threadWith({ REFUSES: 'the log is another one' }).start(() => undefined);
    await expect(beginning).rejects.toThrow('the log is another one');
  });
});
