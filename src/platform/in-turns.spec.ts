import { mapInTurns } from './in-turns';

/** Keeps the only thread busy. */
const busyFor = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('Work that is done in turns', () => {
  const items = Array.from({ length: 64 }, (_, index) => index);

  it('comes to the same, in the same order', async () => {
    expect(await mapInTurns(items, (item, index) => [item * 2, index])).toEqual(
      items.map((item, index) => [item * 2, index]),
    );
    expect(await mapInTurns([], String)).toEqual([]);
  });

  it('lets others in before it is done, which a plain map does not', async () => {
    const others = async (work: () => unknown) => {
      let seen = 0;
      const timer = setInterval(() => seen++, 1);
      await work();
      clearInterval(timer);
      return seen;
    };
    const work = () => busyFor(1);
    expect(await others(() => mapInTurns(items, work))).toBeGreaterThan(0);
    expect(await others(() => items.map(work))).toBe(0);
  });

  it('fails as the work fails', () =>
    expect(
      mapInTurns(items, () => {
        throw new RangeError('no');
      }),
    ).rejects.toThrow('no'));
});
