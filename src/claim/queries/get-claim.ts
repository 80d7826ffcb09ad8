import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Position } from '../../platform/event-store/event-store';
import { folded } from '../../platform/read-models/folded';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { ClaimStreams } from '../claim.streams';
import { claimFile, type ClaimFile } from './claim-file';

export type ClaimFound = {
  readonly file: ClaimFile;
  readonly position: Position;
  /** One of its events cannot be read: the file stands as it was before. */
  readonly incomplete: boolean;
};

export class GetClaimQuery extends Query<ClaimFound> {
  constructor(
    readonly claimId: string,
    /** The claim as it stood after so many events; null for now. */
    readonly atVersion: number | null,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

/** An earlier version is folded from the stream by the same read model that answers for today. */
@QueryHandler(GetClaimQuery)
export class GetClaimHandler implements IQueryHandler<GetClaimQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly claims: ClaimStreams,
  ) {}

  async execute({ claimId, atVersion, minPosition }: GetClaimQuery): Promise<ClaimFound> {
    if (atVersion !== null) return this.earlier(claimId, atVersion);
    const position = await this.rows.at(claimFile.name, minPosition);
    const file = await this.rows.of(claimFile).findOneBy({ id: claimId });
    if (!file) throw new Rejection('not-found');
    const incomplete = await this.rows.isIncomplete(claimFile.name, `claim-${claimId}`);
    return { file, position, incomplete };
  }

  private async earlier(claimId: string, version: number): Promise<ClaimFound> {
    const history = (await this.claims.history(claimId)).slice(0, version);
    const last = history.at(-1);
    if (!last || history.length < version) throw new Rejection('not-found');
    return { file: folded(claimFile, history), position: last.position, incomplete: false };
  }
}
