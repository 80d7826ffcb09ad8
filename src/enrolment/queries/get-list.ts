import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { stateOf } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import type { WaitingRows } from '../../platform/waiting-rows/waiting-rows';
import { enrolmentListDecider } from '../domain/enrolment-list.decider';
import type { EnrolmentList } from '../domain/enrolment-list';
import type { EnrolmentListEvent } from '../domain/enrolment-list.events';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import type { Waiting } from '../enrolment-list.view';
import { LAYOUT_NUMBER } from '../list-rows';
import type { ListLayout } from '../reading/read-list';

export type ListFound = {
  readonly list: EnrolmentList;
  readonly waiting: Waiting | null;
  readonly history: readonly RecordedEvent<EnrolmentListEvent>[];
};

export class GetListQuery extends Query<ListFound> {
  constructor(readonly listId: string) {
    super();
  }
}

/** How old counts of one version may be at least, in milliseconds. */
const COUNTED_MS = 1_000;
/** Counting a long list takes long: whoever follows it has it counted for a twentieth of the time. */
const REST = 20;

type Counted = {
  readonly version: number;
  until: number;
  readonly waiting: Promise<Waiting | null>;
};

/** The list as its stream tells it, and its rows as they wait at this moment. */
@QueryHandler(GetListQuery)
export class GetListHandler implements IQueryHandler<GetListQuery> {
  private readonly counted = new Map<string, Counted>();

  constructor(private readonly lists: EnrolmentListStreams) {}

  async execute({ listId }: GetListQuery): Promise<ListFound> {
    const history = await this.lists.history(listId);
    const list = stateOf(enrolmentListDecider, history);
    if (!list.received) throw new Rejection('not-found');
    return { list, waiting: await this.countedIn(listId, list, history.length), history };
  }

  /** Counting goes over every row, and many look at once: what was counted a moment ago at this version will do. */
  private countedIn(listId: string, { received }: EnrolmentList, version: number) {
    const [known, now] = [this.counted.get(listId), performance.now()];
    if (known?.version === version && known.until > now) return known.waiting;
    const waiting = waitingOf(this.lists.waiting, received?.uploadId ?? '');
    for (const [id, { until }] of this.counted) if (until <= now) this.counted.delete(id);
    const counted: Counted = { version, until: now + COUNTED_MS, waiting };
    this.counted.set(listId, counted);
    waiting.then(
      () => (counted.until = now + Math.max(COUNTED_MS, REST * (performance.now() - now))),
      () => this.counted.delete(listId),
    );
    return waiting;
  }
}

/** The rows of an upload in counts; null once they have expired. */
export const waitingOf = async (rows: WaitingRows, uploadId: string): Promise<Waiting | null> => {
  const wanted = { after: LAYOUT_NUMBER - 1, limit: 1, states: ['layout'] };
  const [first] = await rows.page(uploadId, wanted);
  if (!first) return null;
  const [tally, findings] = await Promise.all([rows.tally(uploadId), rows.findings(uploadId)]);
  return { tally, findings, layout: first.content as unknown as ListLayout };
};
