import { BACKWARDS, END, type ResolvedEvent } from '@eventstore/db-client';
import { EventStoreUnavailable, LogBroken } from '../append-errors';
import type { ReadStreamOptions, Revision, StoredEvent, StreamName } from '../event-store';
import type { Kurrent } from './client';
import { type KeptEvent, keptEventOf } from './envelope';
import { readFailure } from './failure';
import { eventsOf, withTimeOfAppend } from './recorded-at';
import { streamingRead } from './streaming-read';

/** Downwards from `start` to `downTo`, both inclusive. */
type Range = {
  readonly start: Revision | 'end';
  readonly downTo: Revision;
  readonly max: number;
};

export type StreamReader = {
  /** @throws EventStoreUnavailable, LogBroken */
  readonly read: (
    stream: StreamName,
    options?: ReadStreamOptions,
  ) => Promise<readonly StoredEvent[]>;
  /** Ascending, from that revision to the end. */
  readonly keptFrom: (stream: StreamName, from: Revision) => Promise<readonly KeptEvent[]>;
  readonly keptAt: (stream: StreamName, revision: Revision) => Promise<KeptEvent | undefined>;
};

/** How often a read may end before its end without a single event. */
const EMPTY_PASSES = 3;

/**
 * Streams are read from their end downwards, whichever way was asked for: whoever arrives at the first revision has seen
 * all of them, while a read upwards that breaks off cannot be told from one that has come to the end.
 */
export const streamReader = (kurrent: Kurrent): StreamReader => {
  const descending = async (stream: StreamName, range: Range): Promise<readonly KeptEvent[]> => {
    const events: KeptEvent[] = [];
    for (let empty = 0; empty < EMPTY_PASSES;) {
      const before = events.length;
      if ((await onePass(kurrent, stream, range, events)) === 'whole') return contiguous(events);
      if (events.length === before) empty++;
    }
    throw new EventStoreUnavailable('read-broken-off', true);
  };

  const keptAt = async (stream: StreamName, revision: Revision) => {
    const [kept] = await descending(stream, { start: revision, downTo: revision, max: 1 });
    return kept?.event.revision === revision ? kept : undefined;
  };

  const ascending = async (stream: StreamName, range: Range): Promise<readonly KeptEvent[]> =>
    withTimeOfAppend([...(await descending(stream, range))].reverse(), keptAt);

  return {
    keptAt: (stream, revision) => keptAt(stream, revision).catch(rethrow),
    keptFrom: (stream, from) =>
      ascending(stream, { start: 'end', downTo: Math.max(from, 0), max: Infinity }).catch(rethrow),
    read: async (stream, options) => {
      const range = rangeOf(options);
      if (range.max <= 0) return [];
      const events = eventsOf(await ascending(stream, range).catch(rethrow));
      return options?.direction === 'backwards' ? [...events].reverse() : events;
    },
  };
};

const rethrow = (error: unknown): never => {
  throw readFailure(error);
};

const rangeOf = ({
  direction = 'forwards',
  from,
  limit = Infinity,
}: ReadStreamOptions = {}): Range => {
  if (direction === 'backwards') return { start: from ?? 'end', downTo: 0, max: limit };
  const downTo = Math.max(from ?? 0, 0);
  return { start: limit === Infinity ? 'end' : downTo + limit - 1, downTo, max: limit };
};

/** Goes on below what has been read. */
const onePass = async (
  { client, settings }: Kurrent,
  stream: StreamName,
  { start, downTo, max }: Range,
  events: KeptEvent[],
): Promise<'whole' | 'broken off'> => {
  const last = events.at(-1);
  const from = last ? last.event.revision - 1 : start;
  const room = max - events.length;
  const count = from === 'end' ? room : Math.min(room, from - downTo + 1);
  const take = ({ event }: ResolvedEvent): 'more' | 'enough' => {
    if (!event) return 'more';
    const revision = Number(event.revision);
    if (revision >= downTo) events.push(keptEventOf(event, settings.namespace));
    return revision <= downTo || events.length >= max ? 'enough' : 'more';
  };
  const result = await streamingRead(
    () =>
      client.readStream(`${settings.namespace}${stream}`, {
        direction: BACKWARDS,
        fromRevision: from === 'end' ? END : BigInt(from),
        ...(count === Infinity ? {} : { maxCount: count }),
        requiresLeader: true,
      }),
    take,
    settings.callTimeoutMs,
  );
  return result === 'ended' ? 'broken off' : 'whole';
};

/** @throws LogBroken where a revision is missing between two that were read */
const contiguous = (descending: readonly KeptEvent[]): readonly KeptEvent[] => {
  descending.forEach(({ event }, index) => {
    const above = descending[index - 1];
    if (above && event.revision !== above.event.revision - 1)
      throw new LogBroken(`a revision is missing before ${above.event.revision}`);
  });
  return descending;
};
