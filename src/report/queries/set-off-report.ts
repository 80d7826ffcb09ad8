import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { claimFile } from '../../claim/queries/claim-file';
import { type SchemeSetOff, setOffByScheme } from '../../payout/domain/set-off-by-scheme';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import { grouped } from './grouped';

/** Of corrected deaths, what one scheme has paid and another owes. Rupiah, whole. */
export type SetOffReport = {
  readonly rows: readonly (SchemeSetOff & { readonly claims: number })[];
  readonly position: Position;
  readonly projection: { readonly name: string; readonly version: number };
};

export class SetOffReportQuery extends Query<SetOffReport> {
  constructor(
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

const CORRECTED = `claim.state -> 'causeCorrected' <> 'null'::jsonb`;

@QueryHandler(SetOffReportQuery)
export class SetOffReportHandler implements IQueryHandler<SetOffReportQuery> {
  constructor(private readonly rows: RowsReader) {}

  async execute({ area, minPosition }: SetOffReportQuery): Promise<SetOffReport> {
    const { result, read } = await this.rows.atOnce([claimFile], minPosition, async (rows) => {
      const excluded: ReadonlySet<string> = new Set(rows.excluded);
      const found = await rows.within(area, claimFile, 'claim').andWhere(CORRECTED).getMany();
      return found.filter(({ id }) => !excluded.has(`claim-${id}`));
    });
    const moved = result.flatMap(({ id, state }) =>
      setOffByScheme(state.benefits).map((one) => ({ ...one, id })),
    );
    const { name, version } = claimFile;
    return {
      rows: grouped(
        moved,
        ({ payer, mode, fromScheme, toScheme }) => ({ payer, mode, fromScheme, toScheme }),
        (some) => ({
          claims: new Set(some.map(({ id }) => id)).size,
          amount: some.reduce((sum, { amount }) => sum + amount, 0),
        }),
      ),
      position: read.position,
      projection: { name, version },
    };
  }
}
