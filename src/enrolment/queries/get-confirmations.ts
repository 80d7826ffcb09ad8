import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import { stateOf } from '../../kernel/decider';
import type { Position } from '../../platform/event-store/event-store';
import { enrolmentListDecider } from '../domain/enrolment-list.decider';
import type { EnrolmentList, PayersAnswerFile } from '../domain/enrolment-list';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import type { Waiting } from '../enrolment-list.view';
import { waitingOf } from './get-list';

export type AnswerFound = { readonly answer: PayersAnswerFile; readonly waiting: Waiting | null };
export type ConfirmationsFound = {
  readonly list: EnrolmentList;
  readonly answers: readonly AnswerFound[];
  readonly version: number;
  readonly position: Position | null;
};

export class GetConfirmationsQuery extends Query<ConfirmationsFound> {
  constructor(readonly listId: string) {
    super();
  }
}

/** What the payer answered to a list, file by file, and its rows as they wait at this moment. */
@QueryHandler(GetConfirmationsQuery)
export class GetConfirmationsHandler implements IQueryHandler<GetConfirmationsQuery> {
  constructor(private readonly lists: EnrolmentListStreams) {}

  async execute({ listId }: GetConfirmationsQuery): Promise<ConfirmationsFound> {
    const history = await this.lists.history(listId);
    const list = stateOf(enrolmentListDecider, history);
    if (!list.received) throw new Rejection('not-found');
    const answers = await Promise.all(
      list.answers.map(async (answer) => ({
        answer,
        waiting: await waitingOf(this.lists.waiting, answer.uploadId),
      })),
    );
    const position = history.at(-1)?.position ?? null;
    return { list, answers, version: history.length, position };
  }
}
