import type { Metadata, Role } from './event-store/recorded-event';
import type { Area } from './security/area';

/** Everything about a command but its wish: who asks, under which id, on what condition. */
export type CommandContext = {
  /** UUID derived with the register key from actor and Idempotency-Key: the same key is the same command for ever. */
  readonly commandId: string;
  /** Keyed hash of target and body. */
  readonly fingerprint: string;
  /** `If-Match`: the version (number of events) that the caller has seen, where he said one. */
  readonly ifVersion: number | null;
  /** Decide and answer, write nothing. */
  readonly dryRun: boolean;
  readonly actor: string;
  readonly roles: readonly Role[];
  /** Where he may record something new. Absent for reactions and the command line: everywhere. */
  readonly area?: Area;
  readonly source: Metadata['source'];
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly requestId: string;
};
