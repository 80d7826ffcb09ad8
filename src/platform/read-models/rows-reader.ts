import type { DataSource, ObjectLiteral, Repository, SelectQueryBuilder } from 'typeorm';
import type { Clock } from '../clock';
import {
  type EventStore,
  isAfter,
  type Position,
  type StreamName,
} from '../event-store/event-store';
import type { Area } from '../security/area';
import type { Projection } from './projection';
import type { ReadModels } from './read-models';

/** How far what was read had come, and for how long something newer had been waiting. */
export type ReadState = {
  readonly position: Position;
  readonly lagSeconds: number;
  /** Streams that are quarantined: what they have said since is not in the rows. */
  readonly excluded: readonly StreamName[];
};

/** The rows that queries are answered from, and how far the log had come when they were read. */
export class RowsReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readModels: ReadModels,
    private readonly store: Pick<EventStore, 'head' | 'readAll'>,
    private readonly clock: Clock,
  ) {}

  /** Rows of one read model. Read the position first: it is then never later than the rows. */
  of<Row extends ObjectLiteral>({ table }: Projection<Row, never>): Repository<Row> {
    return this.dataSource.getRepository(table);
  }

  /** The rows of an area, to be listed: `alias` is what conditions call a row. */
  within<Row extends ObjectLiteral & { readonly subDistrictCode: string }>(
    area: Area,
    projection: Projection<Row, never>,
    alias: string,
  ): SelectQueryBuilder<Row> {
    const query = this.of(projection).createQueryBuilder(alias);
    return area === 'all' ? query : query.where(`${alias}.subDistrictCode = ANY(:area)`, { area });
  }

  /** SQL over read models, for what a repository cannot say. Values go in as parameters only. */
  query<Row extends ObjectLiteral>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.dataSource.query(sql, [...parameters]);
  }

  /**
   * Waits until a read model has come to `minPosition` where the caller named one, and says where it is.
   * @throws ProjectionBehind after five seconds.
   */
  async at(name: string, minPosition: Position | null): Promise<Position> {
    if (minPosition !== null) await this.readModels.waitFor(name, minPosition);
    return this.readModels.positionOf(name);
  }

  /** As `at`, with the age of the oldest event that is not in the rows yet. */
  async stateAt(name: string, minPosition: Position | null): Promise<ReadState> {
    const position = await this.at(name, minPosition);
    const lagSeconds = await this.lagSecondsAt(position);
    const quarantined = await this.quarantined(name);
    return {
      position,
      lagSeconds,
      excluded: quarantined.map(({ stream }) => stream as StreamName),
    };
  }

  private async lagSecondsAt(position: Position): Promise<number> {
    if (!isAfter(await this.store.head(), position)) return 0;
    const [next] = await this.store.readAll(position, 1);
    const since = next ? this.clock.now().getTime() - Date.parse(next.recordedAt) : 0;
    return Math.max(0, Math.round(since / 1000));
  }

  /** True where the rows of a stream are not what it has said up to now, because one of its events cannot be read. */
  async isIncomplete(name: string, stream: StreamName): Promise<boolean> {
    return (await this.quarantined(name)).some((one) => one.stream === stream);
  }

  /** Waits until everything that stands in the log now can be read. */
  async caughtUp(name: string): Promise<Position> {
    await this.readModels.caughtUp(name);
    return this.readModels.positionOf(name);
  }

  /** Streams that a read model leaves out because it could not read one of their events. */
  quarantined(name: string): ReturnType<ReadModels['quarantinedStreams']> {
    return this.readModels.quarantinedStreams(name);
  }
}
