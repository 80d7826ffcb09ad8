import { Logger } from '@nestjs/common';
import type { Background } from '../platform/background';
import type { RowsReader } from '../platform/read-models/rows-reader';
import { FinishInterrupted } from './finish-interrupted';
import type { FinishPayment } from './finish-payment';

const LOOKS = 6 * 60_000;

beforeEach(() => {
  jest.useFakeTimers({ advanceTimers: true });
  jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** A process, the payments that stand half written, and what it has finished. */
const processWith = (background: Background | null, failures = 0) => {
  const open = new Set<string>();
  const finished: string[] = [];
  let left = failures;
  const findBy = () => Promise.resolve([...open].map((id) => ({ id })));
  const rows = { caughtUp: () => Promise.resolve(), of: () => ({ findBy }) };
  const finish = (id: string) => {
    if (left-- > 0) return Promise.reject(new TypeError('The line is cut.'));
    finished.push(id);
    open.delete(id);
    return Promise.resolve();
  };
  const interrupted = new FinishInterrupted(
    rows as unknown as RowsReader,
    { finish } as unknown as FinishPayment,
    background,
  );
  return { open, finished, interrupted };
};

describe('A payment that stands half written', () => {
  it('at the start is finished at once', async () => {
    const { open, finished, interrupted } = processWith(null);
    open.add('before');
    interrupted.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1);
    expect(finished).toEqual(['before']);
    await interrupted.beforeApplicationShutdown();
  });

  it('later is left to its command for one look, and finished by the next', async () => {
    const { open, finished, interrupted } = processWith(null);
    interrupted.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1);
    open.add('later');
    await jest.advanceTimersByTimeAsync(LOOKS);
    expect(finished).toEqual([]);
    await jest.advanceTimersByTimeAsync(LOOKS);
    expect(finished).toEqual(['later']);
    await interrupted.beforeApplicationShutdown();
  });

  it('is tried again by the look after one that failed', async () => {
    const { open, finished, interrupted } = processWith(null, 1);
    open.add('before');
    interrupted.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1);
    expect(finished).toEqual([]);
    await jest.advanceTimersByTimeAsync(LOOKS);
    expect(finished).toEqual(['before']);
    await interrupted.beforeApplicationShutdown();
  });

  it('is left to the thread in the background, where there is one', async () => {
    const { open, finished, interrupted } = processWith({} as Background);
    open.add('before');
    interrupted.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(3 * LOOKS);
    expect(finished).toEqual([]);
    await interrupted.beforeApplicationShutdown();
  });
});
