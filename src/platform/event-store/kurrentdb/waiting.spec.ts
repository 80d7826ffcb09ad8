import { times } from '../event-store.contract';
import { atMost, DeadlinePassed, within, withinSilence } from './waiting';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const SECOND = 1_000;
const never = () => new Promise<never>(() => undefined);
const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds));

describe('A deadline', () => {
  it('passes over work that does not end', async () => {
    const late = expect(within(never(), SECOND)).rejects.toThrow(DeadlinePassed);

    await jest.advanceTimersByTimeAsync(SECOND);

    await late;
  });

  it('begins anew with every sign of life', async () => {
    const read = async (alive: () => void) => {
      for (let event = 0; event < 5; event++) {
        await after(0.8 * SECOND);
        alive();
      }
      return 'whole';
    };
    const reading = withinSilence(read, SECOND);

    await jest.advanceTimersByTimeAsync(5 * SECOND);

    expect(await reading).toBe('whole');
  });

  it('cuts the same work where nobody hears the signs: the control', async () => {
    const late = expect(within(after(4 * SECOND), SECOND)).rejects.toThrow(DeadlinePassed);

    await jest.advanceTimersByTimeAsync(5 * SECOND);

    await late;
  });
});

describe('Work in turn', () => {
  it('runs so many at once, in the order of asking, and goes on after one that fails', async () => {
    const inTurn = atMost(2);
    const began: number[] = [];
    let running = 0;
    let most = 0;
    const work = async (number: number) => {
      began.push(number);
      most = Math.max(most, ++running);
      await after(SECOND);
      running--;
      if (number === 1) throw new Error('failed');
      return number;
    };
    const settled = Promise.allSettled(times(5, (number) => inTurn(() => work(number))));

    await jest.advanceTimersByTimeAsync(3 * SECOND);

    const states = (await settled).map(({ status }) => status);
    expect(states).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(began).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
  });
});
