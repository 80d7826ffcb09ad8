import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Language } from '../../platform/http/words';
import type { WaitingRow } from '../../platform/waiting-rows/waiting-rows';
import { newIdOf } from '../../participant/enrolment';
import { ListStandings, type Standing } from '../../participant/list-standing';
import { contextOfSpan } from '../apply-list';
import type { EnrolmentListReceived } from '../domain/enrolment-list.events';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import type { RowOutcome } from '../list-counts';
import { LAYOUT_NUMBER } from '../list-rows';
import { spanOf } from '../list-spans';
import type { ListLayout } from '../reading/read-list';
import { writeListFile } from '../writing/list-writer';
import { type RowsWanted, sheetsWithStatus } from '../writing/sheets-with-status';

export type ListFile = { readonly format: ListLayout['format']; readonly bytes: Buffer };

export class ListFileQuery extends Query<ListFile> {
  constructor(
    readonly listId: string,
    readonly wanted: RowsWanted,
    readonly language: Language,
    /** Whoever sent the file may have it back; null for whoever may open everything. */
    readonly onlyFor: string | null,
  ) {
    super();
  }
}

const PAGE = 2_000;
const WRITTEN: ReadonlySet<string> = new Set<RowOutcome>(['enrolled', 'covered', 'ended']);

/** The file that was sent, with what is true of each row by now. */
@QueryHandler(ListFileQuery)
export class ListFileHandler implements IQueryHandler<ListFileQuery> {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly standings: ListStandings,
  ) {}

  async execute({ listId, wanted, language, onlyFor }: ListFileQuery): Promise<ListFile> {
    const { received, undone } = await this.lists.stateOf(listId);
    if (!received) throw new Rejection('not-found');
    if (onlyFor !== null && onlyFor !== received.by) throw new Rejection('forbidden');
    const [first, ...rows] = await this.rowsOf(received.uploadId);
    if (first?.number !== LAYOUT_NUMBER) throw new Rejection('list-expired');
    const layout = first.content as unknown as ListLayout;
    const standings = new Map([
      ...(await this.standingsOf(rows, listId, received.uploadId)),
      ...(await this.noLongerCovered(rows, received)),
    ]);
    const now = { standings, isUndone: undone !== null };
    const sheets = sheetsWithStatus(layout, rows, { wanted, language, now });
    const { format, spelling } = layout;
    return { format, bytes: await writeListFile({ sheets, spelling }) };
  }

  /** By the row's number: what is true now of those of whom the list has written something. */
  private async standingsOf(
    rows: readonly WaitingRow[],
    listId: string,
    uploadId: string,
  ): Promise<ReadonlyMap<number, Standing | null>> {
    const written = rows.filter(({ outcome }) => outcome !== null && WRITTEN.has(outcome));
    const standings = new Map<number, Standing | null>();
    for (let from = 0; from < written.length; from += PAGE) {
      const page = written.slice(from, from + PAGE);
      const listed = page.map(({ number, personRef }) => ({
        nikRef: personRef ?? '',
        enrolledAs: newIdOf({ row: number }, contextOfSpan(listId, uploadId, spanOf(number))),
      }));
      const found = await this.standings.of(listed, listId);
      page.forEach(({ number }, index) => standings.set(number, found[index] ?? null));
    }
    return standings;
  }

  /** Of those who were covered already: what covered them, as a wrong list, may have been taken back since. */
  private async noLongerCovered(
    rows: readonly WaitingRow[],
    received: EnrolmentListReceived['data'],
  ): Promise<ReadonlyMap<number, null>> {
    const unchanged =
      received.action === 'cover'
        ? rows.filter(({ outcome, state }) => (outcome ?? state) === 'unchanged')
        : [];
    const changed = new Map<number, null>();
    for (let from = 0; from < unchanged.length; from += PAGE) {
      const page = unchanged.slice(from, from + PAGE);
      const refs = page.map(({ personRef }) => personRef ?? '');
      const covered = await this.standings.covered(refs, received);
      page.forEach(({ number }, index) => {
        if (covered[index] === false) changed.set(number, null);
      });
    }
    return changed;
  }

  private async rowsOf(uploadId: string): Promise<readonly WaitingRow[]> {
    const rows: WaitingRow[] = [];
    for (let after = -1; ;) {
      const page = await this.lists.waiting.page(uploadId, { after, limit: PAGE });
      rows.push(...page);
      const last = page.at(-1);
      if (!last) return rows;
      after = last.number;
    }
  }
}
