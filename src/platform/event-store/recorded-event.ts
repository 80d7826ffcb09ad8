import type { AnyEvent } from '../../kernel/event';
import type { Position, Revision, StreamName } from './event-store';

export type Role = 'enroller' | 'adjuster' | 'supervisor' | 'finance' | 'auditor' | 'administrator';

/** Who wrote an event and in answer to what. No text typed by a person stands here. */
export type Metadata = {
  /** An opaque user id, or `system:<reaction>`. */
  readonly actor: string;
  readonly roles: readonly Role[];
  readonly onBehalfOf: string | null;
  readonly source: 'http' | 'list' | 'reaction' | 'cli';
  readonly commandId: string;
  /** Keyed hash of target and body: tells a repeat from another wish under the same id. */
  readonly fingerprint: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly requestId: string;
  /** The release of Kelambu that decided. */
  readonly release: string;
};

/** A fact with its place in the log: where it stands, when the house knew it, who wrote it. */
export type RecordedEvent<E extends AnyEvent = AnyEvent> = E & {
  readonly id: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly recordedAt: string;
  readonly metadata: Metadata;
};

/** The part of a stream's name after its category: the id that the domain speaks of. */
export const idOfStream = (stream: StreamName): string => stream.slice(stream.indexOf('-') + 1);

export const categoryOf = (stream: StreamName): string => stream.slice(0, stream.indexOf('-'));
