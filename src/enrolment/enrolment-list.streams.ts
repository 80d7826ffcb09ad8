import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import { idOfStream, type RecordedEvent } from '../platform/event-store/recorded-event';
import { WaitingRows } from '../platform/waiting-rows/waiting-rows';
import { enrolmentListDecider } from './domain/enrolment-list.decider';
import type { EnrolmentList } from './domain/enrolment-list';
import type { EnrolmentListCommand } from './domain/enrolment-list.commands';
import type { EnrolmentListEvent } from './domain/enrolment-list.events';

/** One stream per file, programme, period, action and attempt: enrolmentList-<keyed hash>. */
@Injectable()
export class EnrolmentListStreams {
  constructor(
    private readonly streams: Streams,
    /** The rows of a list, under its `uploadId`. */
    readonly waiting: WaitingRows,
  ) {}

  handle(
    listId: string,
    command: EnrolmentListCommand,
    context: CommandContext,
  ): Promise<Decided<EnrolmentListEvent>> {
    const stream = streamOf(listId);
    return decideAndAppend(this.streams, enrolmentListDecider, { stream, command, context });
  }

  history(listId: string): Promise<readonly RecordedEvent<EnrolmentListEvent>[]> {
    return this.streams.read(streamOf(listId));
  }

  /** The lists that a command has written to. */
  async usedFor(commandId: string): Promise<readonly string[]> {
    const parts = await this.streams.store.findCommand(commandId);
    return parts.map(({ stream }) => idOfStream(stream));
  }

  /** Whether the rows that were received still wait. */
  async stillWaits({ received }: EnrolmentList): Promise<boolean> {
    return received !== null && this.waiting.holds(received.uploadId);
  }

  /** An upload whose rows are gone, by its id; null where they wait, or there is none. */
  async expired(upload: { readonly uploadId: string } | null | undefined): Promise<string | null> {
    return upload && !(await this.waiting.holds(upload.uploadId)) ? upload.uploadId : null;
  }

  async stateOf(listId: string): Promise<EnrolmentList> {
    return stateOf(enrolmentListDecider, await this.history(listId));
  }
}

const streamOf = (listId: string) => `enrolmentList-${listId}` as const;
