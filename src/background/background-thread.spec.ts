import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BackgroundThread, backgroundThread } from './background-thread';

const file = join(__dirname, 'testing', 'frail.worker.ts');

let thread: BackgroundThread;
let reached: string[];
let reported: string[];
beforeEach(() => {
  [reached, reported] = [[], []];
});
afterEach(() => thread.stop());

const threadWith = (env: Readonly<Record<string, string>> = {}) =>
  (thread = backgroundThread({ env, logTo: 'stdout' }, (line) => reported.push(line), {
    file,
    restartMs: 10,
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

  it('is begun again after a fault, and that is said', async () => {
    await started();
    thread.beginList('fault');
    await until(() => reported.length > 0);
    await until(() => {
      thread.beginList('list-2');
      return reached.length > 0;
    });
    expect(reported).toEqual(['The thread that follows the log has ended; it is begun again.']);
    expect(reached[0]).toBe('list-2 7');
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
