import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  START as FROM_START,
} from '@eventstore/db-client';
import { EventStoreUnavailable, LogBroken } from '../append-errors';
import { isAfter, type Position, START, type StoredEvent } from '../event-store';
import { isOurs, type Kurrent } from './client';
import { keptEventOf } from './envelope';
import { kindOf, readFailure } from './failure';
import { eventsOf, withTimeOfAppend } from './recorded-at';
import type { StreamReader } from './stream-reading';
import { streamingRead } from './streaming-read';

export type LogReader = {
  readonly readAll: (after: Position, limit: number) => Promise<readonly StoredEvent[]>;
  readonly head: () => Promise<Position>;
  /** @throws LogBroken where none of our events stands at that position: this is another log, or one that was restored */
  readonly mustStandAt: (position: Position) => Promise<void>;
};

/** A record of `$all`: an event of ours or anything else. */
type LogRecord = { readonly at: bigint; readonly resolved: AllStreamResolvedEvent };

const LARGEST_PAGE = 2_000;
/** Small first: the last record is nearly always one of ours. */
const PAGES_BACKWARDS = [1, 32, 512];
/** How often a read may end before the record that it begins at. */
const EMPTY_PASSES = 3;
/** The server's answer where no record begins at a position. */
const INVALID_POSITION = /InvalidPosition/;

/** The client cannot filter a read of `$all`, so what is not ours is left out here. */
export const logReader = (kurrent: Kurrent, streams: Pick<StreamReader, 'keptAt'>): LogReader => {
  const { settings } = kurrent;
  const head = headReader(kurrent);
  const streamOf = ({ resolved }: LogRecord): string => resolved.event?.streamId ?? '';
  const ours = (record: LogRecord): boolean => isOurs(settings, streamOf(record));

  /** What follows a record. A read begins with the record that it is after, so that one which breaks off early is known. */
  const following = async (after: bigint | null, count: number): Promise<readonly LogRecord[]> => {
    if (after === null) return firstRecords(kurrent, count);
    for (let pass = 0; pass < EMPTY_PASSES; pass++) {
      const [anchor, ...rest] = await forwards(kurrent, after, count + 1);
      if (anchor && anchor.at !== after) throw nothingAt(after);
      if (anchor) return rest;
      if (isAfter(String(after), await head())) return [];
    }
    throw new EventStoreUnavailable('read-broken-off', true);
  };

  const readAll = async (after: Position, limit: number): Promise<readonly StoredEvent[]> => {
    const found: LogRecord[] = [];
    let last = after === START ? null : BigInt(after);
    // Where the log ended at the first page that was not full: whoever follows one that grows would never be done.
    let end: bigint | null = null;
    while (found.length < limit && !hasReached(last, end)) {
      const asked = Math.min(limit - found.length, LARGEST_PAGE);
      const page = await following(last, asked);
      last = page.at(-1)?.at ?? last;
      found.push(...page.filter(ours));
      // A page may also be short because its read broke off.
      if (page.length === 0) break;
      if (page.length < asked) end ??= BigInt(await head());
    }
    const kept = found.flatMap(({ resolved }) =>
      resolved.event ? [keptEventOf(resolved.event, settings.namespace)] : [],
    );
    return eventsOf(await withTimeOfAppend(kept, streams.keptAt));
  };

  const mustStandAt = async (position: Position): Promise<void> => {
    if (isAfter(position, await head())) throw new LogBroken(`it ends before position ${position}`);
    const [anchor] = await forwards(kurrent, BigInt(position), 1);
    if (!anchor) throw new EventStoreUnavailable('read-broken-off', true);
    if (String(anchor.at) !== position || !ours(anchor)) throw nothingAt(anchor.at);
  };

  return {
    readAll: (after, limit) => readAll(after, limit).catch(rethrow),
    head: () => head().catch(rethrow),
    mustStandAt: (position) => mustStandAt(position).catch(rethrow),
  };
};

const hasReached = (last: bigint | null, end: bigint | null): boolean =>
  end !== null && (last ?? 0n) >= end;

const nothingAt = (position: bigint) => new LogBroken(`no event at position ${position}`);

const rethrow = (error: unknown): never => {
  throw readFailure(error);
};

const recordOf = (resolved: AllStreamResolvedEvent): LogRecord => {
  const at = resolved.commitPosition ?? resolved.event?.position.commit;
  if (at === undefined) throw new EventStoreUnavailable('no-position', false);
  return { at, resolved };
};

const forwards = async (
  { client, settings }: Kurrent,
  from: bigint | null,
  count: number,
): Promise<readonly LogRecord[]> => {
  const records: LogRecord[] = [];
  const open = () =>
    client.readAll({
      fromPosition: from === null ? FROM_START : { commit: from, prepare: from },
      maxCount: count,
      requiresLeader: true,
    });
  const take = (resolved: AllStreamResolvedEvent) => {
    records.push(recordOf(resolved));
    return 'more' as const;
  };
  try {
    await streamingRead(open, take, settings.callTimeoutMs);
  } catch (error) {
    if (from !== null && kindOf(error) && INVALID_POSITION.test((error as Error).message))
      throw nothingAt(from);
    throw error;
  }
  return records;
};

/** An empty log is believed only if its end says so too. */
const firstRecords = async (kurrent: Kurrent, count: number): Promise<readonly LogRecord[]> => {
  const records = await forwards(kurrent, null, count);
  if (records.length > 0) return records;
  const last = await backwards(kurrent, null, { count: 1, take: () => 'more' });
  if (last === undefined) return [];
  throw new EventStoreUnavailable('read-broken-off', true);
};

type Look = {
  readonly count: number;
  readonly take: (record: LogRecord) => 'more' | 'enough';
};

/** @returns the earliest record that was seen */
const backwards = async (
  { client, settings }: Kurrent,
  before: bigint | null,
  { count, take }: Look,
): Promise<LogRecord | undefined> => {
  let earliest: LogRecord | undefined;
  const open = () =>
    client.readAll({
      direction: BACKWARDS,
      fromPosition: before === null ? END : { commit: before, prepare: before },
      maxCount: count,
      requiresLeader: true,
    });
  const look = (resolved: AllStreamResolvedEvent) => take((earliest = recordOf(resolved)));
  await streamingRead(open, look, settings.callTimeoutMs);
  return earliest;
};

/**
 * The position of our last event, looked for from the end of `$all`, where others write too. What was searched once is not
 * searched again.
 */
const headReader = (kurrent: Kurrent): (() => Promise<Position>) => {
  let known: { readonly upTo: bigint; readonly head: Position } | undefined;

  const search = async (): Promise<Position> => {
    let newest: bigint | undefined;
    let found: Position | undefined;
    const take = ({ at, resolved }: LogRecord): 'more' | 'enough' => {
      newest ??= at;
      if (isOurs(kurrent.settings, resolved.event?.streamId ?? '')) found = String(at);
      // A log that has become shorter is searched anew.
      else if (known && newest >= known.upTo && at <= known.upTo) found = known.head;
      return found === undefined ? 'more' : 'enough';
    };

    let before: bigint | null = null;
    for (let page = 0; found === undefined; page++) {
      const count = PAGES_BACKWARDS[Math.min(page, PAGES_BACKWARDS.length - 1)] ?? 1;
      const earliest: LogRecord | undefined = await backwards(kurrent, before, { count, take });
      if (!earliest) break;
      before = earliest.at;
    }
    if (newest === undefined) await mustBeEmpty(kurrent, known?.upTo);
    else known = { upTo: newest, head: found ?? START };
    return found ?? START;
  };
  return search;
};

const mustBeEmpty = async (kurrent: Kurrent, seen: bigint | undefined): Promise<void> => {
  if (seen !== undefined || (await forwards(kurrent, null, 1)).length > 0)
    throw new EventStoreUnavailable('read-broken-off', true);
};
