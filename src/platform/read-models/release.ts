import type { DataSource } from 'typeorm';
import {
  type EventStore,
  isAfter,
  type Position,
  START,
  type StoredEvent,
} from '../event-store/event-store';
import { isFaultOfARow } from './advance';
import {
  checkpointsOf,
  endQuarantine,
  keyOf,
  lockCheckpoint,
  quarantine,
  type Quarantined,
  quarantinedAmong,
  quarantinedIn,
} from './checkpoints';
import { type DecodeEach, nameOf } from './decoding';
import { fold } from './fold';
import type { OnRead } from './log-pages';
import type { AnyProjection } from './projection';
import { type Rows, rowsOf } from './rows';
import { inTransaction, type Run, runAlone } from './sql';
import { RowsMissed, type StepsOfRows, stepsOfRowsOf } from './steps-of-rows';

export type ReleaseParts = {
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'readAll' | 'readStream'>;
  readonly decode: DecodeEach;
  /** False does all the work and takes it back: what it answers is what would happen. */
  readonly apply: boolean;
  readonly onRead?: OnRead;
};

/** What became of one stream. */
export type Release = {
  readonly stream: string;
  /** Of the event at which it was left. */
  readonly from: Position;
  /** Its events that waited in the log and are counted now. */
  readonly events: number;
  /** Null where it is read again to its end; otherwise where it is left now, and why. */
  readonly leftAt: { readonly position: Position; readonly error: string } | null;
};

/** Their events are in memory together. */
const STREAMS_AT_ONCE = 500;
const ATTEMPTS = 5;

/**
 * Reads quarantined streams again, from the event at which each was left, and lets go those that can be read now. The
 * rows they touch are folded anew from the first event of the log in the log's order, as other streams may have written
 * to them meanwhile: they end as if nothing had ever been wrong. A stream that still cannot be read stays, at the event
 * at which it fails now. Others wait for the last few events alone, not for the reading.
 *
 * @param streams all that are quarantined where none is named
 * @throws RangeError for a stream that is not quarantined
 */
export const release = async (
  projection: AnyProjection,
  streams: readonly string[],
  parts: ReleaseParts,
): Promise<readonly Release[]> => {
  const there = await quarantinedIn(runAlone(parts.dataSource), keyOf(projection));
  const unknown = streams.find((stream) => !there.some((one) => one.stream === stream));
  if (unknown !== undefined)
    throw new RangeError(`${unknown} is not quarantined in ${keyOf(projection)}.`);
  const wanted = there.filter(({ stream }) => streams.length === 0 || streams.includes(stream));

  const released: Release[] = [];
  for (let first = 0; first < wanted.length; first += STREAMS_AT_ONCE)
    released.push(
      ...(await together(projection, wanted.slice(first, first + STREAMS_AT_ONCE), parts)),
    );
  return released;
};

/** All in one transaction; one by one where a row of theirs cannot be written, to name whose it is. */
const together = async (
  projection: AnyProjection,
  wanted: readonly Quarantined[],
  parts: ReleaseParts,
): Promise<readonly Release[]> => {
  try {
    return await retried(projection, wanted, parts);
  } catch (error) {
    if (!isFaultOfARow(error)) throw error;
    const [one, ...others] = wanted;
    if (one && others.length === 0) return [unwritable(one, error)];
    const released: Release[] = [];
    for (const each of wanted) released.push(...(await together(projection, [each], parts)));
    return released;
  }
};

const unwritable = ({ stream, position }: Quarantined, error: unknown): Release => ({
  stream,
  from: position,
  events: 0,
  leftAt: { position, error: nameOf(error) },
});

/** It was read before and cannot be read now: the fold has changed without a new version. */
export class OtherStreamFails extends Error {
  override readonly name = 'OtherStreamFails';

  constructor({ stream, position, error }: Quarantined) {
    super(
      `${stream} writes to the same row and now fails itself at ${position} (${error}): nothing was changed.`,
    );
  }
}

/** Done, and to be taken back. */
class NotApplied extends Error {
  override readonly name = 'NotApplied';

  constructor(readonly releases: readonly Release[]) {
    super();
  }
}

const retried = async (
  projection: AnyProjection,
  wanted: readonly Quarantined[],
  parts: ReleaseParts,
  attempt = 1,
): Promise<readonly Release[]> => {
  try {
    return await once(projection, wanted, parts);
  } catch (error) {
    if (error instanceof NotApplied) return error.releases;
    if (!(error instanceof RowsMissed) || attempt === ATTEMPTS) throw error;
    return retried(projection, wanted, parts, attempt + 1);
  }
};

const once = async (
  projection: AnyProjection,
  wanted: readonly Quarantined[],
  parts: ReleaseParts,
): Promise<readonly Release[]> => {
  const { dataSource, apply } = parts;
  const key = keyOf(projection);
  const reading = await stepsOfRowsOf(projection, wanted, parts);
  await reading.readTo((await checkpointsOf(runAlone(dataSource), [key])).get(key) ?? START);

  return inTransaction(dataSource, async (run) => {
    await reading.readTo((await lockCheckpoint(run, key)) ?? START);
    const released = await foldedAgain(run, projection, wanted, {
      rows: rowsOf(dataSource, projection),
      ...reading,
    });
    const free = released.filter(({ leftAt }) => leftAt === null);
    await endQuarantine(
      run,
      key,
      free.map(({ stream }) => stream),
    );
    await quarantine(
      run,
      key,
      released.flatMap(({ stream, leftAt }) => (leftAt ? [{ stream, ...leftAt }] : [])),
    );
    if (!apply) throw new NotApplied(released);
    return released;
  });
};

type Again = StepsOfRows & { readonly rows: Rows };

/** Writes the rows as the fold makes them from nothing, with the streams that others left still left where they are. */
const foldedAgain = async (
  run: Run,
  projection: AnyProjection,
  wanted: readonly Quarantined[],
  { rows, ids, steps }: Again,
): Promise<readonly Release[]> => {
  const key = keyOf(projection);
  const streams = [...new Set(steps.map(({ stored }) => stored.stream))];
  const left = new Map(await quarantinedAmong(run, key, streams));
  for (const { stream } of wanted) left.delete(stream);

  const { changed, poisoned } = fold(projection, new Map(), steps, left);
  const stranger = poisoned.find(({ stream }) => !wanted.some((one) => one.stream === stream));
  if (stranger) throw new OtherStreamFails(stranger);
  const standing = new Set(changed.map((row) => row['id'] as string));
  await rows.write(run, changed);
  await rows.remove(
    run,
    [...ids].filter((id) => !standing.has(id)),
  );
  return wanted.map(({ stream, position: from }) => {
    const again = poisoned.find((one) => one.stream === stream);
    return {
      stream,
      from,
      events: steps.filter(({ stored }) => isCounted(stored, { stream, from }, again)).length,
      leftAt: again ? { position: again.position, error: again.error } : null,
    };
  });
};

const isCounted = (
  { stream, position }: StoredEvent,
  waiting: { readonly stream: string; readonly from: Position },
  again: Quarantined | undefined,
): boolean =>
  stream === waiting.stream &&
  !isAfter(waiting.from, position) &&
  (!again || isAfter(again.position, position));
