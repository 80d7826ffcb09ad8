import { Logger } from '@nestjs/common';
import { systemClock } from '../platform/clock';
import type { RowsReader } from '../platform/read-models/rows-reader';
import type { EnrolmentListStreams } from './enrolment-list.streams';
import type { ListSteps } from './list-steps';
import { ListWork } from './list-work';

const BROKEN = '11111111-1111-4111-8111-111111111111';
const RIGHT = '22222222-2222-4222-8222-222222222222';

const workOn = (
  run: (listId: string) => Promise<void>,
  waiting: readonly string[] = [],
): ListWork => {
  const rows = { owners: () => Promise.resolve(waiting), dropExpired: () => Promise.resolve() };
  const lists = { waiting: rows } as unknown as EnrolmentListStreams;
  const undoing = { findBy: () => Promise.resolve([]) };
  const reader = { of: () => undoing } as unknown as RowsReader;
  return new ListWork(lists, { run } as unknown as ListSteps, reader, systemClock);
};

describe('A list whose work fails', () => {
  it('is tried again, and keeps no other list waiting', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const done: string[] = [];
    let failures = 1;
    const mended = new Promise<void>((resolve) => {
      const work = workOn((listId) => {
        if (listId === BROKEN && failures-- > 0)
          return Promise.reject(new TypeError('Row 7: Budi'));
        done.push(listId);
        if (listId === BROKEN) resolve();
        return Promise.resolve();
      });
      work.begin(BROKEN);
      work.begin(RIGHT);
    });
    await mended;
    expect(done).toEqual([RIGHT, BROKEN]);
    const [said] = warned.mock.calls.flat() as readonly string[];
    expect(said).toMatch(
      /^Work on list enl_\w+ failed \(TypeError\); it is tried again in 0.5 s\.$/,
    );
    warned.mockRestore();
  });
});

describe('A list that waits', () => {
  const LOOKS = 10_000;
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is looked at again and again: the process that is at it may die', async () => {
    const looked: string[] = [];
    const work = workOn(
      (listId) => {
        looked.push(listId);
        return Promise.resolve();
      },
      [RIGHT],
    );

    work.start();
    await jest.advanceTimersByTimeAsync(LOOKS / 2);
    expect(looked).toEqual([RIGHT]);

    await jest.advanceTimersByTimeAsync(LOOKS);
    expect(looked).toEqual([RIGHT, RIGHT]);
    await work.beforeApplicationShutdown();
  });

  it('is not begun a second time by a look while it waits for another try', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    let tries = 0;
    const work = workOn(() => Promise.reject(new TypeError(`${tries++}`)), [BROKEN]);

    work.start();
    // Pauses of 0.5, 2, 10 and 60 seconds; the looks of two minutes between them.
    await jest.advanceTimersByTimeAsync(125_000);

    expect(tries).toBe(5);
    await work.beforeApplicationShutdown();
  });
});
