import { Injectable } from '@nestjs/common';
import { Streams } from '../platform/event-store/decide-and-append';
import { categoryOf, idOfStream } from '../platform/event-store/recorded-event';
import { contextOfSpan } from './apply-list';
import type { EnrolmentList } from './domain/enrolment-list';
import { SPANS } from './list-spans';

export type Members = { readonly span: number; readonly ids: readonly string[] };

/**
 * Who was enrolled or covered by a list, or whose cover it ended. The ledger of its own commands says it: neither the rows, which expire, nor a
 * read model is asked.
 */
@Injectable()
export class ListMembers {
  constructor(private readonly streams: Streams) {}

  /** The people that each span of the list has written to, until there are as many as were applied. */
  async *spansOf(listId: string, { received, applied }: EnrolmentList): AsyncGenerator<Members> {
    const { enrolled = 0, covered = 0, ended = 0 } = applied ?? {};
    let left = enrolled + covered + ended;
    for (let span = 0; left > 0 && span < SPANS; span++) {
      const { commandId } = contextOfSpan(listId, received?.uploadId ?? '', span);
      const parts = await this.streams.store.findCommand(commandId);
      const people = parts.filter(({ stream }) => categoryOf(stream) === 'participant');
      const ids = people.map(({ stream }) => idOfStream(stream));
      left -= ids.length;
      if (ids.length > 0) yield { span, ids };
    }
  }
}
