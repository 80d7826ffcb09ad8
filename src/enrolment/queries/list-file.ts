import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Language } from '../../platform/http/words';
import type { WaitingRow } from '../../platform/waiting-rows/waiting-rows';
import { EnrolmentListStreams } from '../enrolment-list.streams';
import { LAYOUT_NUMBER } from '../list-rows';
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

/** The file that was sent, with what became of each row. */
@QueryHandler(ListFileQuery)
export class ListFileHandler implements IQueryHandler<ListFileQuery> {
  constructor(private readonly lists: EnrolmentListStreams) {}

  async execute({ listId, wanted, language, onlyFor }: ListFileQuery): Promise<ListFile> {
    const { received } = await this.lists.stateOf(listId);
    if (!received) throw new Rejection('not-found');
    if (onlyFor !== null && onlyFor !== received.by) throw new Rejection('forbidden');
    const [first, ...rows] = await this.rowsOf(received.uploadId);
    if (first?.number !== LAYOUT_NUMBER) throw new Rejection('list-expired');
    const layout = first.content as unknown as ListLayout;
    const sheets = sheetsWithStatus(layout, rows, { wanted, language });
    const { format, spelling } = layout;
    return { format, bytes: await writeListFile({ sheets, spelling }) };
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
