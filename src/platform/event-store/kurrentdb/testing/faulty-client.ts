import {
  DeadlineExceededError,
  UnavailableError,
  WrongExpectedVersionError,
  type AllStreamSubscription,
  type AppendResult,
  type Position,
  type StreamingRead,
} from '@eventstore/db-client';
import { Readable } from 'node:stream';
import type { KurrentClient } from '../client';

export type AppendFault =
  /** It never gets there. */
  | 'drop'
  /** It is written, and the connection breaks. */
  | 'lose answer'
  /** It is written, and the server says that it was too late. */
  | 'deadline after commit'
  /** It is written, and what is heard is the conflict of the client's own second try with it. */
  | 'conflict after commit'
  | 'hang'
  | 'hang after commit';

export type ReadFault = 'break off at once' | 'break off' | 'fail at once' | 'fail' | 'hang';

export type SubscriptionFault = 'end' | 'fail' | 'repeat' | 'omit' | 'fall silent';

/** Which fault the next call of a kind meets; null for none. */
export type Faults = {
  readonly append: () => AppendFault | null;
  readonly read: () => ReadFault | null;
  readonly subscription: () => SubscriptionFault | null;
};

/** Each call takes the first fault of its list; where a list is at its end, all goes well. */
export const inTurn = (lists: {
  readonly append?: readonly AppendFault[];
  readonly read?: readonly ReadFault[];
  readonly subscription?: readonly SubscriptionFault[];
}): Faults => {
  const [append, read, subscription] = [
    [...(lists.append ?? [])],
    [...(lists.read ?? [])],
    [...(lists.subscription ?? [])],
  ];
  return {
    append: () => append.shift() ?? null,
    read: () => read.shift() ?? null,
    subscription: () => subscription.shift() ?? null,
  };
};

/** After how many events a fault shows. */
const FAULT_AFTER = 2;

/** Any client, behind a network and a server that fail. Nothing is answered differently without a fault. */
export const faultyClient = (inner: KurrentClient, faults: Faults): KurrentClient => ({
  appendToStream: async (...call) => {
    const fault = faults.append();
    if (fault === 'drop') throw new UnavailableError();
    if (fault === 'hang') return never();
    const result = await inner.appendToStream(...call);
    return fault === null ? result : withoutAnswer(fault, call[0]);
  },
  readStream: (...call) => spoiled(() => inner.readStream(...call), faults.read()),
  readAll: (...call) => spoiled(() => inner.readAll(...call), faults.read()),
  subscribeToAll: (options, buffer) => {
    const fault = faults.subscription();
    const waitingOutside = () => subscription.readableLength + 1;
    const { filter } = options;
    const reached = filter?.checkpointReached;
    const source = inner.subscribeToAll(
      filter && reached
        ? {
            ...options,
            filter: {
              ...filter,
              checkpointReached: (stream: AllStreamSubscription, position: Position) =>
                reached(
                  Object.create(stream, {
                    readableLength: { value: stream.readableLength + waitingOutside() },
                  }) as AllStreamSubscription,
                  position,
                ),
            },
          }
        : options,
      buffer,
    );
    source.on('error', () => undefined);
    const subscription = wrapped(
      spoiledSubscription(source, fault),
      () => source.unsubscribe(),
      buffer.highWaterMark,
    );
    source.on('confirmation', () => subscription.emit('confirmation'));
    return subscription as unknown as AllStreamSubscription;
  },
  dispose: () => inner.dispose(),
});

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

const withoutAnswer = (
  fault: Exclude<AppendFault, 'drop' | 'hang'>,
  streamName: string,
): Promise<AppendResult> => {
  switch (fault) {
    case 'lose answer':
      throw new UnavailableError();
    case 'deadline after commit':
      throw new DeadlineExceededError();
    case 'conflict after commit':
      throw new WrongExpectedVersionError(undefined, {
        streamName,
        expected: 'no_stream',
        current: 0n,
      });
    case 'hang after commit':
      return never();
    default:
      fault satisfies never;
      throw new Error('unknown-fault');
  }
};

const spoiled = <E>(open: () => StreamingRead<E>, fault: ReadFault | null): StreamingRead<E> => {
  if (fault === null) return open();
  const source = open();
  source.on('error', () => undefined);
  async function* events() {
    if (fault === 'hang') await never();
    if (fault === 'fail at once') throw new UnavailableError();
    let seen = 0;
    for await (const event of source.iterator({ destroyOnReturn: false })) {
      if (fault === 'break off at once' || (fault === 'break off' && seen === FAULT_AFTER)) return;
      if (fault === 'fail' && seen === FAULT_AFTER) throw new UnavailableError();
      seen++;
      yield event as E;
    }
    if (fault === 'fail') throw new UnavailableError();
  }
  return wrapped(events(), () => source.cancel()) as unknown as StreamingRead<E>;
};

async function* spoiledSubscription(
  source: AllStreamSubscription,
  fault: SubscriptionFault | null,
) {
  let seen = 0;
  for await (const event of source.iterator({ destroyOnReturn: false })) {
    seen++;
    if (seen > FAULT_AFTER) {
      if (fault === 'end') return;
      if (fault === 'fail') throw new UnavailableError();
      if (fault === 'fall silent') await never();
    }
    const times = fault === 'omit' && seen === FAULT_AFTER ? 0 : fault === 'repeat' ? 2 : 1;
    yield* Array.from({ length: times }, (): unknown => event);
  }
}

const wrapped = (
  events: AsyncGenerator,
  end: () => Promise<void>,
  highWaterMark = 16,
): Readable => {
  const stream = Readable.from(events, { highWaterMark });
  const leave = async () => {
    await end();
    stream.destroy();
  };
  // A generator that waits for ever never returns, so a hanging call is cut off rather than closed.
  return Object.assign(stream, { cancel: leave, unsubscribe: leave });
};
