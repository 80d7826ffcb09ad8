import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import type { CommandContext } from '../command-context';
import { UnknownEvent, UnreadableEvent, UnwritableEvent } from '../event-store/codec/codec-errors';
import type { RecordedEvent } from '../event-store/recorded-event';
import { KeyMissing } from '../privacy/subject-keys';

/** Who asks, where no person does. */
export const actorOf = (reaction: string): string => `system:${reaction}`;

/** The same event and step are the same command for ever: a second delivery meets what the first one wrote. */
export const contextAfter = (
  reaction: string,
  { id, metadata }: RecordedEvent,
  step: number,
): CommandContext => ({
  ...systemContext(reaction, idFrom('reaction', reaction, id, step)),
  correlationId: metadata.correlationId,
  causationId: id,
  requestId: metadata.requestId,
});

/** No event has caused it: the command hangs together with nothing but itself. */
export const contextFor = (reaction: string, due: readonly [string, ...string[]]): CommandContext =>
  systemContext(reaction, idFrom('reaction', reaction, ...due));

const systemContext = (reaction: string, commandId: string): CommandContext => ({
  commandId,
  // What is asked follows from the id alone, also when a later release asks for it in other words.
  fingerprint: commandId,
  ifVersion: null,
  dryRun: false,
  actor: actorOf(reaction),
  roles: [],
  source: 'reaction',
  correlationId: commandId,
  causationId: null,
  requestId: commandId,
});

/** A rule says no, and will say so tomorrow; `command-in-progress` only says that somebody else was quicker. */
export const isRefusal = (error: unknown): error is Rejection =>
  error instanceof Rejection && error.code !== 'command-in-progress';

/** Failures that trying again cannot mend, only another release. Whatever else fails says nothing about the event. */
export const needsAFix = (error: unknown): boolean =>
  [UnknownEvent, UnreadableEvent, UnwritableEvent, KeyMissing, ...SLIPS].some(
    (kind) => error instanceof kind,
  );
const SLIPS = [TypeError, RangeError, ReferenceError];
