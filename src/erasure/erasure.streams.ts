import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { type ErasureCommand, erasureDecider } from './domain/erasure.decider';
import type { ErasureEvent } from './domain/erasure.events';

/** Where the erasure decider meets the store. One stream per person: subject-<id>. */
@Injectable()
export class ErasureStreams {
  constructor(private readonly streams: Streams) {}

  handle(
    subjectId: string,
    command: ErasureCommand,
    context: CommandContext,
  ): Promise<Decided<ErasureEvent>> {
    const stream = subjectStream(subjectId);
    return decideAndAppend(this.streams, erasureDecider, { stream, command, context });
  }

  history(subjectId: string): Promise<readonly RecordedEvent<ErasureEvent>[]> {
    return this.streams.read(subjectStream(subjectId));
  }
}

const subjectStream = (subjectId: string) => `subject-${subjectId}` as const;
