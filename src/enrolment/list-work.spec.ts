import { Logger } from '@nestjs/common';
import { systemClock } from '../platform/clock';
import type { RowsReader } from '../platform/read-models/rows-reader';
import type { EnrolmentListStreams } from './enrolment-list.streams';
import type { ListSteps } from './list-steps';
import { ListWork } from './list-work';

const BROKEN = '11111111-1111-4111-8111-111111111111';
const RIGHT = '22222222-2222-4222-8222-222222222222';

describe('A list whose work fails', () => {
  it('is tried again, and keeps no other list waiting', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const done: string[] = [];
    let failures = 1;
    const mended = new Promise<void>((resolve) => {
      const run = (listId: string): Promise<void> => {
        if (listId === BROKEN && failures-- > 0)
          return Promise.reject(new TypeError('Row 7: Budi'));
        done.push(listId);
        if (listId === BROKEN) resolve();
        return Promise.resolve();
      };
      const steps = { run } as unknown as ListSteps;
      const work = new ListWork({} as EnrolmentListStreams, steps, {} as RowsReader, systemClock);
      work.begin(BROKEN);
      work.begin(RIGHT);
    });
    await mended;
    expect(done).toEqual([RIGHT, BROKEN]);
    const [said] = warned.mock.calls.flat() as readonly string[];
    expect(said).toMatch(
      /^Work on list enl_\w+ failed \(TypeError\); it is tried again in 0.5 s\.$/,
    );
  });
});
