import { together } from './together';

/** Calls that are answered when the test says so. */
const heldCalls = (most = 100) => {
  const calls: { readonly asked: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const send = (asked: readonly number[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const end = (error?: Error) => (error ? reject(error) : resolve(asked.map(String)));
      calls.push({ asked, end });
    });
  return { calls, ask: together(send, most) };
};
const nextTurns = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('Calls that travel together', () => {
  it('are one where they are asked for in the same turn, and each gets its own answer', async () => {
    const { calls, ask } = heldCalls();
    const answers = Promise.all([ask(1), ask(2), ask(3)]);
    await nextTurns();

    calls[0]?.end();

    expect(await answers).toEqual(['1', '2', '3']);
    expect(calls.map(({ asked }) => asked)).toEqual([[1, 2, 3]]);
  });

  it('wait for the one that is on its way, and then go in the order of asking, so many at a time', async () => {
    const { calls, ask } = heldCalls(2);
    const answers = Promise.all([ask(1)]);
    await nextTurns();
    const later = Promise.all([ask(2), ask(3), ask(4)]);
    await nextTurns();
    expect(calls).toHaveLength(1);

    calls[0]?.end();
    await nextTurns();
    calls[1]?.end();
    await nextTurns();
    calls[2]?.end();

    expect([await answers, await later]).toEqual([['1'], ['2', '3', '4']]);
    expect(calls.map(({ asked }) => asked)).toEqual([[1], [2, 3], [4]]);
  });

  it('fail together, and those that wait go on', async () => {
    const { calls, ask } = heldCalls(2);
    const first = Promise.allSettled([ask(1), ask(2)]);
    const second = ask(3);
    await nextTurns();

    calls[0]?.end(new Error('lost'));
    await nextTurns();
    calls[1]?.end();

    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await second).toBe('3');
  });

  it('are an error where one of them has no answer', async () => {
    const ask = together(() => Promise.resolve([]), 10);

    await expect(ask(1)).rejects.toThrow('another number of answers');
  });
});
