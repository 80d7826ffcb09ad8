import { Logger } from '@nestjs/common';
import { systemClock } from '../platform/clock';
import type { RowsReader } from '../platform/read-models/rows-reader';
import type { EnrolmentListStreams } from './enrolment-list.streams';
import type { ListSteps } from './list-steps';
import { ListWork } from './list-work';

const BROKEN = '11111111-1111-4111-8111-111111111111';
const RIGHT = '22222222-2222-4222-8222-222222222222';

/** Lists that wait, and those at which another process is. */
const workOn = (
  run: (listId: string) => Promise<void>,
  { waiting = [], elsewhere = new Set() }: WaitingLists = {},
): ListWork => {
  const alone = async (listId: string, work: () => Promise<void>) => {
    if (elsewhere.has(listId)) return false;
    await work();
    return true;
  };
  const rows = {
    alone,
    owners: () => Promise.resolve(waiting),
    dropExpired: () => Promise.resolve(),
  };
  const lists = { waiting: rows } as unknown as EnrolmentListStreams;
  const reader = {
    of: () => ({ findBy: () => Promise.resolve([]) }),
  } as unknown as RowsReader;
  return new ListWork(lists, { run } as unknown as ListSteps, reader, systemClock);
};
type WaitingLists = {
  readonly waiting?: readonly string[];
  readonly elsewhere?: ReadonlySet<string>;
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

describe('A list at which another process is', () => {
  const LOOKS = 10_000;
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is left to it, and taken up once that process is gone', async () => {
    const done: string[] = [];
    const elsewhere = new Set([BROKEN]);
    const work = workOn(
      (listId) => {
        done.push(listId);
        return Promise.resolve();
      },
      { waiting: [BROKEN, RIGHT], elsewhere },
    );

    work.start();
    await jest.advanceTimersByTimeAsync(LOOKS / 2);
    expect(done).toEqual([RIGHT]);

    elsewhere.clear();
    await jest.advanceTimersByTimeAsync(LOOKS);
    expect(done).toContain(BROKEN);
    await work.beforeApplicationShutdown();
  });

  it('is not begun a second time by a look while it waits for another try', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    let tries = 0;
    const work = workOn(() => Promise.reject(new TypeError(`${tries++}`)), { waiting: [BROKEN] });

    work.start();
    // Pauses of 0.5, 2, 10 and 60 seconds; the looks of two minutes between them.
    await jest.advanceTimersByTimeAsync(125_000);

    expect(tries).toBe(5);
    await work.beforeApplicationShutdown();
  });
});
