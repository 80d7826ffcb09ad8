import { gathering } from './gathering';

/** Looks that are answered when the test says so. */
const heldLooks = () => {
  const looks: { readonly wanted: readonly string[]; readonly answer: () => void }[] = [];
  const look = (wanted: readonly string[]) =>
    new Promise<ReadonlySet<string>>((resolve) => {
      looks.push({ wanted, answer: () => resolve(new Set(wanted)) });
    });
  return { looks, look };
};

const aTurn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('gathering', () => {
  it('looks once for all who ask at the same time, and once for what several of them want', async () => {
    const { looks, look } = heldLooks();
    const find = gathering(look, { looksAtOnce: 1, callers: 10 });

    const found = Promise.all([find(['a', 'b']), find(['b', 'c'])]);
    await aTurn();
    looks[0]?.answer();

    expect((await found).map((one) => [...one])).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(looks).toHaveLength(1);
  });

  it('never answers from a look that began before somebody asked', async () => {
    const { looks, look } = heldLooks();
    const find = gathering(look, { looksAtOnce: 1, callers: 10 });
    const early = find(['a']);
    await aTurn();

    const late = find(['a']);
    await aTurn();
    expect(looks).toHaveLength(1);

    looks[0]?.answer();
    await early;
    await aTurn();
    expect(looks.map(({ wanted }) => wanted)).toEqual([['a'], ['a']]);
    looks[1]?.answer();
    await expect(late).resolves.toEqual(new Set(['a']));
  });

  it('has no more looks on their way, and no more callers in one, than it is told', async () => {
    const { looks, look } = heldLooks();
    const find = gathering(look, { looksAtOnce: 2, callers: 2 });

    const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map((one) => find([one])));
    await aTurn();
    await aTurn();
    expect(looks.map(({ wanted }) => wanted)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);

    looks.forEach(({ answer }) => answer());
    await aTurn();
    await aTurn();
    expect(looks.map(({ wanted }) => wanted)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    looks[2]?.answer();
    await all;
  });

  it('tells everybody of a look that it failed, and looks again for the next', async () => {
    const looks = [() => Promise.reject(new Error('gone')), () => Promise.resolve('found')];
    const find = gathering(() => looks.shift()?.() ?? Promise.reject(new Error('once too often')), {
      looksAtOnce: 1,
      callers: 10,
    });

    const first = await Promise.allSettled([find(['a']), find(['b'])]);

    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(find(['a'])).resolves.toBe('found');
  });
});
