import { byTurns } from './turns';

const pagesOf = (...pages: readonly (readonly number[])[]) => {
  const left = [...pages];
  return () => Promise.resolve(left.shift() ?? []);
};
const never = new AbortController().signal;

describe('Pages that are worked on by turns', () => {
  it('are each worked on once, two at a time at most', async () => {
    const done: number[] = [];
    let [atOnce, most] = [0, 0];
    const work = async (page: readonly number[]) => {
      most = Math.max(most, ++atOnce);
      await new Promise(setImmediate);
      atOnce--;
      done.push(...page);
    };
    await byTurns(pagesOf([1, 2], [3], [4], [5]), work, never);
    expect([done.sort(), most]).toEqual([[1, 2, 3, 4, 5], 2]);
  });

  it('are begun no more after a failure, which is told when all that was under way has ended', async () => {
    const ended: number[] = [];
    const work = async ([page = 0]: readonly number[]) => {
      if (page === 1) throw new Error('broken');
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended.push(page);
    };
    await expect(byTurns(pagesOf([1], [2], [3], [4]), work, never)).rejects.toThrow('broken');
    expect(ended).toEqual([2]);
  });

  it('are begun no more after the signal', async () => {
    const stopping = new AbortController();
    const done: number[] = [];
    const work = async ([page = 0]: readonly number[]) => {
      done.push(page);
      stopping.abort();
      await Promise.resolve();
    };
    await byTurns(pagesOf([1], [2], [3], [4], [5]), work, stopping.signal);
    expect(done.length).toBeLessThan(3);
  });
});
