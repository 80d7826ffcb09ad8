import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, AppendRefused, EventStoreUnavailable } from '../append-errors';
import {
  type Append,
  type AppendOutcome,
  type CommandPart,
  type Revision,
  type StreamName,
} from '../event-store';
import type { Kurrent } from './client';
import type { KeptEvent } from './envelope';
import type { ClaimAnswer, CommandLedger, Place } from './ledger';
import { type Answer, send, type Try } from './sending';
import type { StreamReader } from './stream-reading';
import type { Lookout, Seen, Tail } from './tail';
import { jittered } from './waiting';

export type Parts = {
  readonly kurrent: Kurrent;
  readonly ledger: CommandLedger;
  readonly streams: StreamReader;
  readonly tail: Tail;
  /** A place among the appends that are on their way. */
  readonly inTurn: <T>(send: () => Promise<T>) => Promise<T>;
};

/** What stands in a stream after a revision: a part, by whom it was written, and how far it could be seen. */
type Found = {
  readonly place: Place | null;
  readonly attemptId: string | null;
  readonly tip: Revision;
};

/** One that is sent, and who looks out for its events. */
type Sent = Try & { readonly lookout: Lookout };

/**
 * Claims a part, appends it and learns what became of it.
 *
 * No part is written twice, whoever repeats it: the server takes an append only at the revision that it expects, and each
 * try that is not the first looks for the part after its caller has read the stream. If the part was written before that
 * look, it is found; if not, the other try expects a revision that is already past, or this one conflicts with it.
 * @throws AppendRefused, AppendOutcomeUnknown
 */
export const appendOnce = async (parts: Parts, append: Append): Promise<AppendOutcome> => {
  try {
    const attemptId = randomUUID();
    const claim = await claimed(parts, attemptId, append);
    if (claim.kind === 'unchanged')
      return { kind: 'conflict', actualRevision: append.expectedRevision };
    if (claim.kind !== 'claimed') return claim;
    const { part, expectedRevision } = append;
    const attempt: Try = { append, header: { ...part, attemptId, notBefore: claim.latest } };
    if (claim.since !== null) {
      const since = Math.min(claim.since, expectedRevision);
      const earlier = completed(parts, attempt, await findPart(parts, append, since));
      if (earlier) return earlier;
    }
    const lookout = parts.tail.lookOut(attemptId, append.events.length);
    return await written(parts, { ...attempt, lookout }).finally(lookout.end);
  } catch (error) {
    // Before the append was sent: nothing is known of an earlier try all the same.
    if (error instanceof EventStoreUnavailable) throw new AppendOutcomeUnknown(error.sqlState);
    throw error;
  }
};

/** Learns what became of open claims and tells the ledger. A claim that may still be written stays open. */
export const settleClaims = async (
  { ledger, streams }: Pick<Parts, 'ledger' | 'streams'>,
  command: { readonly commandId: string; readonly partId: string | null },
): Promise<void> => {
  const open = await ledger.openClaims(command);
  for (const partId of new Set(open.map((claim) => claim.partId))) {
    const claims = open.filter((claim) => claim.partId === partId);
    const [claim] = claims;
    if (!claim) continue;
    const { stream } = claim;
    const since = Math.min(...claims.map(({ expectedRevision }) => expectedRevision));
    const { place, tip } = await findPart({ streams }, { stream, part: claim }, since);
    if (place) await ledger.complete(stream, claim, place);
    // The stream has gone past the revision that they expect: the server will never take them.
    else
      await ledger.release(
        claims
          .filter(({ expectedRevision }) => expectedRevision < tip)
          .map(({ attemptId }) => attemptId),
      );
  }
};

const claimed = async (
  parts: Parts,
  attemptId: string,
  append: Append,
): Promise<Exclude<ClaimAnswer, { readonly kind: 'disputed' }>> => {
  const first = await parts.ledger.claim(attemptId, append);
  if (first.kind !== 'disputed') return first;
  const { commandId, partId } = append.part;
  await settleClaims(parts, { commandId, partId });
  const second = await parts.ledger.claim(attemptId, append);
  return second.kind === 'disputed' ? { kind: 'key_reused' } : second;
};

const written = async (parts: Parts, attempt: Sent): Promise<AppendOutcome> => {
  let cause: string | undefined;
  let isDoubtful = false;
  for (const delay of parts.kurrent.settings.retryDelaysMs) {
    const answer = await parts.inTurn(() => send(parts.kurrent, attempt));
    const outcome = await judged(parts, attempt, answer, isDoubtful);
    if (outcome) return outcome;
    if (answer.kind === 'unknown') cause = answer.cause;
    isDoubtful = true;

    await sleep(jittered(delay));
    const settled = await lookedUp(parts, attempt);
    if (settled) return settled;
  }
  throw new AppendOutcomeUnknown(cause);
};

/** @returns undefined where what was said settles nothing */
const judged = async (
  parts: Parts,
  attempt: Sent,
  answer: Answer,
  isDoubtful: boolean,
): Promise<AppendOutcome | undefined> => {
  switch (answer.kind) {
    case 'success':
      return afterSuccess(parts, attempt, answer).catch(settlesNothing);
    case 'conflict':
      return afterConflict(parts, attempt, answer, isDoubtful).catch(settlesNothing);
    case 'refused':
      await parts.ledger.release([attempt.header.attemptId]).catch(settlesNothing);
      throw new AppendRefused(answer.reason);
    case 'unknown':
      return undefined;
    default:
      answer satisfies never;
      throw new Error('unknown-answer');
  }
};

const settlesNothing = (error: unknown) => {
  if (error instanceof EventStoreUnavailable) return undefined;
  throw error;
};

/**
 * The server also says success to other events under the ids of what it has. Only the try that the stored events name has
 * written them; an append is written as one, so that its first and its last event speak for all. Their time and position
 * are taken from there as well: the answer has no time.
 */
const afterSuccess = async (
  parts: Parts,
  attempt: Sent,
  { position }: { readonly position: bigint },
): Promise<AppendOutcome | undefined> => {
  const { expectedRevision, events } = attempt.append;
  const { attemptId } = attempt.header;
  const { first, last } =
    (await attempt.lookout.seen(position)) ?? (await readBack(parts, attempt));
  const isOwn = [first, last].every((one) => one?.header.attemptId === attemptId);
  if (!first || !last || !isOwn || first.event.revision !== expectedRevision + 1)
    return lookedUp(parts, attempt);
  const tip = expectedRevision + events.length;
  return completed(parts, attempt, { place: placeBetween(first, last), attemptId, tip });
};

const readBack = async (
  { streams }: Parts,
  { append: { stream, expectedRevision, events } }: Try,
): Promise<{ readonly [Which in keyof Seen]: Seen[Which] | undefined }> => {
  const [firstRevision, lastRevision] = [expectedRevision + 1, expectedRevision + events.length];
  const reading = streams.keptAt(stream, firstRevision);
  const [first, last] = await Promise.all([
    reading,
    lastRevision === firstRevision ? reading : streams.keptAt(stream, lastRevision),
  ]);
  return { first, last };
};

const afterConflict = async (
  parts: Parts,
  attempt: Try,
  { actualRevision }: { readonly actualRevision: Revision },
  isDoubtful: boolean,
): Promise<AppendOutcome | undefined> => {
  const { append, header } = attempt;
  if (actualRevision < append.expectedRevision) {
    // An earlier try could still be taken once the stream has grown, so its claim stays.
    if (!isDoubtful) await parts.ledger.release([header.attemptId]).catch(settlesNothing);
    return { kind: 'conflict', actualRevision };
  }
  const found = await findPart(parts, append, append.expectedRevision);
  // The server knows of events that cannot be read yet; ours may be among them.
  return !found.place && found.tip < actualRevision ? undefined : outcomeOf(parts, attempt, found);
};

const lookedUp = async (parts: Parts, attempt: Try): Promise<AppendOutcome | undefined> => {
  try {
    const { append } = attempt;
    return await outcomeOf(parts, attempt, await findPart(parts, append, append.expectedRevision));
  } catch (error) {
    settlesNothing(error);
    return;
  }
};

const outcomeOf = async (
  parts: Parts,
  attempt: Try,
  found: Found,
): Promise<AppendOutcome | undefined> => {
  const outcome = completed(parts, attempt, found);
  if (outcome || found.tip <= attempt.append.expectedRevision) return outcome;
  await parts.ledger.release([attempt.header.attemptId]).catch(settlesNothing);
  return { kind: 'conflict', actualRevision: found.tip };
};

const completed = (
  { ledger }: Parts,
  { append, header }: Try,
  { place, attemptId }: Found,
): AppendOutcome | undefined => {
  if (!place) return undefined;
  // It stands: where the ledger cannot be told, the claim leads whoever asks to the stream.
  ledger.complete(append.stream, append.part, place).catch(() => undefined);
  return { kind: attemptId === header.attemptId ? 'appended' : 'replayed', ...place };
};

const findPart = async (
  { streams }: Pick<Parts, 'streams'>,
  { stream, part }: { readonly stream: StreamName; readonly part: Pick<CommandPart, 'partId'> },
  since: Revision,
): Promise<Found> => {
  const kept = await streams.keptFrom(stream, since + 1);
  const tip = kept.at(-1)?.event.revision ?? since;
  const first = kept.find(({ header }) => header.partId === part.partId);
  if (!first) return { place: null, attemptId: null, tip };
  const { attemptId } = first.header;
  const last = kept.findLast(({ header }) => header.attemptId === attemptId) ?? first;
  return { place: placeBetween(first, last), attemptId, tip };
};

const placeBetween = (first: KeptEvent, last: KeptEvent): Place => ({
  firstRevision: first.event.revision,
  lastRevision: last.event.revision,
  position: last.event.position,
  recordedAt: first.event.recordedAt,
});
