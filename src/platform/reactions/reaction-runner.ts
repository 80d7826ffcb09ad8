import {
  type EventStore,
  isAfter,
  type Position,
  type StreamName,
} from '../event-store/event-store';
import type { Locks } from '../read-models/advisory-locks';
import { CheckpointMoved } from '../read-models/advance';
import type { Decoded } from '../read-models/decoding';
import type { Feed } from '../read-models/feed';
import { unseenOf } from '../read-models/fold';
import { batches, CheckpointBeyondLog, SAVE_WITHIN_MS } from '../read-models/projection-runner';
import { checkpointsOf, goOn, moveCheckpoint, openCheckpoint, stoppedIn } from './memory';
import { type ReactingParts, reactingTo } from './reacting';
import type { AnyReaction } from './reaction';
import { isReleaseAsked } from './release';
import { untilAsked, untilStopped } from './until-stopped';

export type RunnerParts = ReactingParts & {
  readonly store: Pick<EventStore, 'head' | 'readStream'>;
  readonly feed: Feed;
  readonly locks: Locks;
  /** Everything up to here has been reacted to, for everyone to see. */
  readonly onReached: (reaction: string, position: Position) => void;
};

/**
 * Follows the log for one reaction until the signal aborts. Commands come first, the checkpoint after them: whoever
 * dies between the two sends them again, under the same ids. Only the process that holds the lock works; whatever
 * fails, it starts again from the checkpoint. Never rejects.
 */
export const runReaction = (
  reaction: AnyReaction,
  parts: RunnerParts,
  signal: AbortSignal,
): Promise<void> =>
  untilStopped(reaction.name, parts, signal, async (begun) => {
    try {
      await follow(reaction, parts, { signal, begun });
    } catch (error) {
      // Somebody else is at work, and knows better how far it has come.
      if (!(error instanceof CheckpointMoved)) throw error;
    }
  });

type Control = { readonly signal: AbortSignal; readonly begun: () => void };

const follow = async (
  reaction: AnyReaction,
  parts: RunnerParts,
  { signal, begun }: Control,
): Promise<void> => {
  const { name } = reaction;
  let saved = await checkpointWithinLog(name, parts);
  let [done, savedAt] = [saved, Date.now()];
  const save = async (): Promise<void> => {
    if (done === saved) return;
    if (!(await moveCheckpoint(parts.run, name, { from: saved, to: done })))
      throw new CheckpointMoved();
    [saved, savedAt] = [done, Date.now()];
    begun();
    parts.onReached(name, saved);
  };
  /** Every event of that position has been reacted to. */
  const passed = async (position: Position): Promise<void> => {
    if (isAfter(position, done)) done = position;
    if (Date.now() - savedAt >= SAVE_WITHIN_MS) await save();
  };

  const stopped = await stillStopped(reaction, parts, saved);
  const reactTo = reactingTo(reaction, parts, stopped);
  parts.onReached(name, saved);
  // What was stopped is tried when the work begins: it ends here, and begins again.
  const isAsked = async () => stopped.size > 0 && isReleaseAsked(parts.run, name);
  await untilAsked(isAsked, signal, async (ending) => {
    for await (const batch of batches(parts.feed, saved, ending, () => done !== saved)) {
      const ours = unseenOf(reaction, batch, done);
      for (const together of byPosition(ours.length > 0 ? await parts.decode(ours) : [])) {
        if (ending.aborted) return;
        for (const one of together) await reactTo(one);
        await passed(together[0].stored.position);
      }
      await passed(batch.at(-1)?.position ?? done);
    }
  });
  await save();
};

const checkpointWithinLog = async (
  name: string,
  { run, store }: Pick<RunnerParts, 'run' | 'store'>,
): Promise<Position> => {
  await openCheckpoint(run, name);
  const checkpoint = (await checkpointsOf(run, [name])).get(name) ?? '0';
  const head = await store.head();
  if (isAfter(checkpoint, head)) throw new CheckpointBeyondLog(name, checkpoint, head);
  return checkpoint;
};

/**
 * The streams that cannot be reacted to in this release either. Each is tried when a process takes over, as it may bring
 * the fix, and when an operator asks for it; what it has missed up to the checkpoint is then made up for, in order.
 */
const stillStopped = async (
  reaction: AnyReaction,
  parts: RunnerParts,
  upTo: Position,
): Promise<Set<StreamName>> => {
  const stopped = new Set<StreamName>();
  for (const { stream, revision } of await stoppedIn(parts.run, reaction.name)) {
    const waiting = await parts.store.readStream(stream, { from: revision });
    const missed = waiting.filter(({ position }) => !isAfter(position, upTo));
    const reactTo = reactingTo(reaction, parts, stopped);
    for (const one of await parts.decode(missed)) await reactTo(one);
    if (!stopped.has(stream)) await goOn(parts.run, reaction.name, stream);
  }
  return stopped;
};

/** A checkpoint cannot stand between the events of one position. */
const byPosition = (decoded: readonly Decoded[]): readonly (readonly [Decoded, ...Decoded[]])[] => {
  const groups: [Decoded, ...Decoded[]][] = [];
  for (const one of decoded) {
    const last = groups.at(-1);
    if (last?.[0].stored.position === one.stored.position) last.push(one);
    else groups.push([one]);
  }
  return groups;
};
