import type { AppendOutcome } from '../event-store';
import { someAppend, someEvent, somePart, someStream, times } from '../event-store.contract';
import { type Chain, type ChainResult, groupCommit, piecesOf } from './group-commit';

const APPENDED: AppendOutcome = {
  kind: 'appended',
  firstRevision: 0,
  lastRevision: 0,
  position: '1',
  recordedAt: '2026-01-01T00:00:00.000Z',
};
const ROOMY = { chains: 100, events: 100, size: 10_000 };

/** A queue whose calls are answered when the spec says so, and what those calls carried. */
const queue = ({ limits = ROOMY, callsInFlight = 1 } = {}) => {
  const calls: (readonly Chain[])[] = [];
  const answers: (() => void)[] = [];
  const append = groupCommit(
    (chains) =>
      new Promise((resolve) => {
        calls.push(chains);
        const results = chains.map((chain): ChainResult => ({
          status: 'fulfilled',
          value: chain.map(() => APPENDED),
        }));
        answers.push(() => resolve(results));
      }),
    { limits, callsInFlight },
  );
  const answer = async () => {
    answers.shift()?.();
    await turn();
  };
  return { append, calls, answer };
};

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** How many calls it takes, and how many chains each carries, until all of these have travelled. */
const travel = async (chains: readonly Chain[], limits = ROOMY) => {
  const { append, calls, answer } = queue({ limits });
  const all = Promise.all(chains.map((chain) => append(chain)));
  await turn();
  for (const _ of chains) await answer();
  await all;
  return calls.map(({ length }) => length);
};

const chain = (): Chain => [someAppend()];

describe('chains that wait', () => {
  it('travel together', async () => {
    expect(await travel(times(10, chain))).toEqual([10]);
  });

  it('travel in the next call while one is on its way', async () => {
    const { append, calls, answer } = queue();
    const first = append(chain());
    await turn();
    const later = [append(chain()), append(chain())];
    await turn();
    expect(calls.map(({ length }) => length)).toEqual([1]);

    await answer();

    expect(calls.map(({ length }) => length)).toEqual([1, 2]);
    await answer();
    await Promise.all([first, ...later]);
  });

  it('set out in a second call as soon as they fill it', async () => {
    const { append, calls, answer } = queue({ callsInFlight: 2, limits: { ...ROOMY, chains: 3 } });
    const all = [append(chain())];
    await turn();
    all.push(append(chain()), append(chain()));
    await turn();
    expect(calls.map(({ length }) => length)).toEqual([1]);

    all.push(append(chain()));
    await turn();

    expect(calls.map(({ length }) => length)).toEqual([1, 3]);
    for (const _ of all) await answer();
    await Promise.all(all);
  });

  it('never overtake what is under way for the same stream', async () => {
    const { append, calls, answer } = queue({ callsInFlight: 2, limits: { ...ROOMY, chains: 2 } });
    const stream = someStream();
    const same = () => append([someAppend({ stream })]);
    const all = [same()];
    await turn();
    all.push(same(), same());
    await turn();
    expect(calls.map(({ length }) => length)).toEqual([1]);

    await answer();
    expect(calls.map(({ length }) => length)).toEqual([1, 1]);

    await answer();
    expect(calls.map(({ length }) => length)).toEqual([1, 1, 1]);
    await answer();
    await Promise.all(all);
  });

  it.each([
    ['chains', { ...ROOMY, chains: 4 }],
    ['events', { ...ROOMY, events: 8 }],
    ['text', { ...ROOMY, size: 400 }],
  ])('fill a call up to so many %s', async (_, limits) => {
    const event = () => someEvent({ data: 'd'.repeat(40), metadata: 'm'.repeat(10) });
    const chains = times(10, () => [someAppend({ events: [event(), event()] })]);
    expect(await travel(chains, limits)).toEqual([4, 4, 2]);
  });

  it('travel alone where one is larger than a call', async () => {
    const large = [someAppend({ events: times(200, () => someEvent()) })];
    expect(await travel([large, chain(), chain()])).toEqual([1, 2]);
    expect(await travel([chain(), large, chain()])).toEqual([2, 1]);
  });

  it('never share a call where they write to one stream, and others pass them by', async () => {
    const stream = someStream();
    const same = () => [someAppend({ stream })];
    expect(await travel([same(), same(), chain(), same(), chain()])).toEqual([3, 1, 1]);
  });

  it('never share a call where they use one command for two wishes', async () => {
    const { commandId } = somePart();
    const asking = (fingerprint: string) => [
      someAppend({ part: somePart({ commandId, fingerprint }) }),
    ];
    expect(await travel([asking('one'), asking('other'), asking('one')])).toEqual([2, 1]);
  });
});

describe('a chain', () => {
  it('is one piece as long as it touches nothing twice', () => {
    const { commandId } = somePart();
    const whole = times(3, () => someAppend({ part: somePart({ commandId }) }));
    expect(piecesOf(whole)).toEqual([whole]);
  });

  it('falls into pieces where a stream, a part or a command with another wish comes again', () => {
    const [first, second, third] = times(3, () => someAppend());
    if (!first || !second || !third) throw new Error('three');
    const sameStream = someAppend({ stream: first.stream });
    const samePart = someAppend({ part: sameStream.part });
    const otherWish = someAppend({
      part: somePart({ commandId: samePart.part.commandId, fingerprint: 'other' }),
    });

    expect(piecesOf([first, second, sameStream, samePart, third, otherWish])).toEqual([
      [first, second],
      [sameStream],
      [samePart, third],
      [otherWish],
    ]);
  });
});
