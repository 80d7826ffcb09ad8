import type { EventStore, Position, StreamName } from '../event-store/event-store';
import { type DecodeEach, kindOf } from '../read-models/decoding';
import type { Run } from '../read-models/sql';
import type { Stopped } from './memory';
import type { AnyReaction } from './reaction';

/** A stopped stream, as an operator sees it. */
export type StoppedSince = Stopped & {
  readonly since: Date;
  /** When somebody has asked to go on with it, where it has not been tried since. */
  readonly releaseAskedAt: Date | null;
};

export const stoppedSinceIn = (run: Run, reaction: string): Promise<readonly StoppedSince[]> =>
  run(
    `SELECT stream, revision, position::text AS position, error, since, release_asked_at AS "releaseAskedAt"
       FROM reactions.stopped WHERE reaction = $1 ORDER BY stopped.position, stream`,
    [reaction],
  );

/** What would become of one stream. */
export type ReleaseTried = {
  readonly stream: StreamName;
  readonly from: Position;
  /** Its events that wait and can be reacted to now, and the commands that they ask for. */
  readonly events: number;
  readonly commands: number;
  /** Null where nothing of it stops the reaction any more; otherwise where it would stop now, and why. */
  readonly stopsAt: { readonly position: Position; readonly error: string } | null;
};

/**
 * Reads what waits and asks the reaction, and sends nothing: only whoever has the lock of the reaction may, or a later
 * event of the stream could overtake an earlier one.
 */
export const tryRelease = async (
  reaction: AnyReaction,
  { stream, revision, position: from }: Stopped,
  {
    store,
    decode,
  }: { readonly store: Pick<EventStore, 'readStream'>; readonly decode: DecodeEach },
): Promise<ReleaseTried> => {
  const waiting = await store.readStream(stream, { from: revision });
  let [events, commands] = [0, 0];
  for (const one of await decode(waiting)) {
    const asked = askedBy(reaction, one);
    if (typeof asked === 'string') {
      const { position } = one.stored;
      return { stream, from, events, commands, stopsAt: { position, error: asked } };
    }
    events += 1;
    commands += asked;
  }
  return { stream, from, events, commands, stopsAt: null };
};

/** How many commands; or the kind of failure. */
const askedBy = (
  reaction: AnyReaction,
  one: Awaited<ReturnType<DecodeEach>>[number],
): number | string => {
  if ('error' in one) return one.error;
  try {
    return reaction.react(one.event).length;
  } catch (error) {
    return kindOf(error, one.stored);
  }
};

/** Whoever works on the reaction tries it then, in order; where nobody does, the next who starts. */
export const askRelease = async (
  run: Run,
  reaction: string,
  streams: readonly StreamName[],
): Promise<void> => {
  await run(
    `UPDATE reactions.stopped SET release_asked_at = clock_timestamp()
      WHERE reaction = $1 AND stream = ANY ($2)`,
    [reaction, streams],
  );
};

export const isReleaseAsked = async (run: Run, reaction: string): Promise<boolean> => {
  const asked = await run(
    'SELECT FROM reactions.stopped WHERE reaction = $1 AND release_asked_at IS NOT NULL LIMIT 1',
    [reaction],
  );
  return asked.length > 0;
};
