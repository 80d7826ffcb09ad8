import { isAfter, type Position, START } from '../event-store/event-store';

/** The read model has not got there in time; whoever asked may ask again. */
export class ProjectionBehind extends Error {
  override readonly name = 'ProjectionBehind';

  constructor(
    readonly projection: string,
    readonly position: Position,
    readonly minPosition: Position,
  ) {
    super(`${projection} stands at ${position} and not yet at ${minPosition}.`);
  }
}

type Waiter = {
  readonly key: string;
  readonly minPosition: Position;
  readonly arrive: () => void;
  readonly giveUp: (error: ProjectionBehind) => void;
};

/** How far each read model has got, and who waits for it. */
export type Progress = {
  readonly reached: (key: string, position: Position) => void;
  readonly waitFor: (key: string, minPosition: Position, timeoutMs: number) => Promise<void>;
  /** Nobody is left waiting. */
  readonly close: () => void;
};

const POLL_MS = 100;

/** `read` asks the checkpoint table, as another process may be the one at work; only while somebody waits. */
export const progressOf = (
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Position>>,
): Progress => {
  const positions = new Map<string, Position>();
  const waiters = new Set<Waiter>();
  let polling = false;

  const positionOf = (key: string): Position => positions.get(key) ?? START;
  const hasReached = ({ key, minPosition }: Pick<Waiter, 'key' | 'minPosition'>): boolean =>
    !isAfter(minPosition, positionOf(key));

  const reached = (key: string, position: Position): void => {
    if (isAfter(position, positionOf(key))) positions.set(key, position);
    for (const waiter of waiters) if (waiter.key === key && hasReached(waiter)) waiter.arrive();
  };

  const poll = async (): Promise<void> => {
    const keys = [...new Set([...waiters].map(({ key }) => key))];
    // A database that does not answer is found out by the waiters' own deadline.
    const found = keys.length > 0 ? await read(keys).catch(() => []) : [];
    for (const [key, position] of found) reached(key, position);
    pollWhileAwaited();
  };

  const pollWhileAwaited = (): void => {
    polling = waiters.size > 0;
    if (polling) setTimeout(() => void poll(), POLL_MS);
  };

  const wait = async (key: string, minPosition: Position, timeoutMs: number): Promise<void> => {
    const { promise, waiter } = newWaiter(key, minPosition);
    const behind = () => new ProjectionBehind(key, positionOf(key), minPosition);
    const timer = setTimeout(() => waiter.giveUp(behind()), timeoutMs);
    waiters.add(waiter);
    if (!polling) {
      polling = true;
      void poll();
    }
    await promise.finally(() => {
      clearTimeout(timer);
      waiters.delete(waiter);
    });
  };

  return {
    reached,
    waitFor: async (key, minPosition, timeoutMs) => {
      if (!hasReached({ key, minPosition })) await wait(key, minPosition, timeoutMs);
    },
    close: () => {
      for (const { key, minPosition, giveUp } of waiters)
        giveUp(new ProjectionBehind(key, positionOf(key), minPosition));
    },
  };
};

const newWaiter = (key: string, minPosition: Position) => {
  let arrive: () => void = () => undefined;
  let giveUp: (error: ProjectionBehind) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    arrive = resolve;
    giveUp = reject;
  });
  const waiter: Waiter = { key, minPosition, arrive, giveUp };
  return { promise, waiter };
};
