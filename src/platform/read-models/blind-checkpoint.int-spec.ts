import { advance } from './advance';
import type * as Checkpoints from './checkpoints';
import { sharedDecoding } from './decoding';
import { stepOf } from './fold';
import { rowsOf } from './rows';
import type { Run } from './sql';
import { counting, countsIn, databaseWith, type TestDatabase } from './testing/counting';
import { fakeLog, plainDecode } from './testing/fake-log';

/** Writes the new checkpoint without looking at the old one, as many do. */
const moveBlindly = async (run: Run, moves: readonly Checkpoints.Move[]): Promise<boolean> => {
  for (const { key, to } of moves)
    await run('UPDATE read_models.checkpoint SET position = $2 WHERE projection = $1', [key, to]);
  return true;
};
jest.mock('./checkpoints', () => ({
  ...jest.requireActual<typeof Checkpoints>('./checkpoints'),
  moveCheckpoints: (...args: Parameters<typeof moveBlindly>) => moveBlindly(...args),
}));

let database: TestDatabase;
beforeAll(async () => {
  database = await databaseWith(counting());
});
afterAll(() => database.close());

describe('The control: without compare-and-set', () => {
  it('two who start at the same checkpoint count everything twice', async () => {
    const projection = counting();
    const event = fakeLog().add('claim-1', 'Counted', { ids: ['a'] });
    const decoded = await sharedDecoding(plainDecode)([event]);
    const steps = decoded.map((one) => stepOf(projection, one));
    const rows = rowsOf(database.dataSource, projection);
    const batch = { from: '0', to: '1', steps };
    const once = () => advance({ projection, rows, batch }, database.dataSource);
    await Promise.all([once(), once()]);

    expect(await countsIn(database.dataSource)).toEqual({ a: 2 });
  });
});
