import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  END,
  streamNameFilter,
} from '@eventstore/db-client';
import { type Kurrent, prefixesOf } from './client';
import { type KeptEvent, keptEventOf, type Recorded } from './envelope';
import { leave } from './streaming-read';

/** The first and the last event of a try, as they stand in the log; one event is both. */
export type Seen = { readonly first: KeptEvent; readonly last: KeptEvent };

/** Somebody who looks out for the events of one try. */
export type Lookout = {
  /**
   * @param position where the server says that they stand
   * @returns null where they did not come: they may stand all the same
   */
  readonly seen: (position: bigint) => Promise<Seen | null>;
  readonly end: () => void;
};

export type Tail = {
  readonly lookOut: (attemptId: string, events: number) => Lookout;
  readonly close: () => void;
};

type Wanted = {
  readonly events: number;
  first: KeptEvent | null;
  last: KeptEvent | null;
  ring: () => void;
};

/**
 * The end of the log as it comes in, so that an append which the server has acknowledged is seen as it stands without a
 * read of its own: an event costs a fraction of a call. It is no promise: a subscription starts late, breaks off or falls
 * silent, and whoever does not see his events in time reads them.
 */
export const logTail = (kurrent: Kurrent): Tail => {
  const { settings } = kurrent;
  const wanted = new Map<string, Wanted>();
  const heard = hearing(wanted, settings.namespace);
  let connection: Connection | null = null;
  let notBefore = 0;
  let isClosed = false;

  /** Nobody waits for what cannot come, and the next one is made after a while. */
  const drop = (): void => {
    connection?.close();
    connection = null;
    notBefore = performance.now() + settings.reconnectDelaysMs.most;
    for (const { ring } of wanted.values()) ring();
  };

  const live = (): Connection | null => {
    if (!connection && !isClosed && performance.now() >= notBefore)
      connection = connect(kurrent, heard.onEvent, drop);
    return connection?.isLive() ? connection : null;
  };

  /** As long as others come in that stand before it, ours is still to come. */
  const seen = async (one: Wanted, by: Connection, position: bigint): Promise<Seen | null> => {
    let since = performance.now();
    while (!foundIn(one) && connection === by && heard.upTo() <= position) {
      await rungWithin(one, since + settings.sightingMs - performance.now());
      if (heard.at() > since) since = heard.at();
      else if (!foundIn(one) && connection === by) drop();
    }
    return foundIn(one);
  };

  return {
    lookOut: (attemptId, events) => {
      const by = live();
      if (!by) return NOBODY;
      const one: Wanted = { events, first: null, last: null, ring: ignore };
      wanted.set(attemptId, one);
      return {
        seen: (position) => seen(one, by, position),
        end: () => void wanted.delete(attemptId),
      };
    },
    close: () => {
      isClosed = true;
      if (connection) drop();
    },
  };
};

/** What has come in. */
const hearing = (wanted: ReadonlyMap<string, Wanted>, namespace: string) => {
  let at = 0;
  let upTo = 0n;
  return {
    onEvent: ({ event }: AllStreamResolvedEvent): void => {
      if (!event) return;
      at = performance.now();
      const one = wanted.get(attemptIn(event));
      if (one) take(one, event, namespace);
      // An append stands in one piece, so that more of the same is still to come and nothing has been left out.
      if (!one || foundIn(one)) upTo = event.position.commit;
    },
    at: () => at,
    upTo: () => upTo,
  };
};

const ignore = (): void => undefined;
const NOBODY: Lookout = { seen: () => Promise.resolve(null), end: ignore };

const foundIn = ({ first, last }: Wanted): Seen | null => (first && last ? { first, last } : null);

const attemptIn = ({ metadata }: { readonly metadata?: unknown }): string =>
  typeof metadata === 'object' && metadata !== null && 'attemptId' in metadata
    ? String(metadata.attemptId)
    : '';

const take = (one: Wanted, event: Recorded, namespace: string): void => {
  try {
    const kept = keptEventOf(event, namespace);
    if (kept.index === 0) one.first = kept;
    if (kept.index === one.events - 1) one.last = kept;
  } catch {
    // What is not sound is for its readers to say.
  }
  if (foundIn(one)) one.ring();
};

const rungWithin = (one: Wanted, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => one.ring(), milliseconds);
    one.ring = () => {
      clearTimeout(timer);
      one.ring = ignore;
      resolve();
    };
  });

type Connection = { readonly isLive: () => boolean; readonly close: () => void };

const connect = (
  { client, settings }: Kurrent,
  onEvent: (resolved: AllStreamResolvedEvent) => void,
  onLoss: () => void,
): Connection => {
  let state: 'opening' | 'live' | 'closed' = 'opening';
  const lost = () => {
    if (state !== 'closed') onLoss();
  };
  const { checkpointInterval } = settings;
  const stream: AllStreamSubscription = client.subscribeToAll(
    {
      fromPosition: END,
      filter: streamNameFilter({ prefixes: prefixesOf(settings), checkpointInterval }),
      requiresLeader: true,
    },
    {},
  );
  stream.on('confirmation', () => {
    if (state === 'opening') state = 'live';
  });
  // Stays for ever: an error that nobody listens to would end the process.
  for (const end of ['error', 'end', 'close'] as const) stream.on(end, lost);
  stream.on('data', onEvent);
  return {
    isLive: () => state === 'live',
    close: () => {
      state = 'closed';
      stream.off('data', onEvent);
      leave(stream, () => stream.unsubscribe());
    },
  };
};
