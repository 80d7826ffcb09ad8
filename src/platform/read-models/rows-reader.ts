import type {
  DataSource,
  EntityManager,
  ObjectLiteral,
  Repository,
  SelectQueryBuilder,
} from 'typeorm';
import type { Clock } from '../clock';
import {
  type EventStore,
  isAfter,
  type Position,
  START,
  type StreamName,
} from '../event-store/event-store';
import type { Area } from '../security/area';
import { checkpointsOf, keyOf, quarantinedIn } from './checkpoints';
import type { AnyProjection, Projection } from './projection';
import type { ReadModels } from './read-models';
import { inTransaction, type Run } from './sql';

/** How far what was read had come, and for how long something newer had been waiting. */
export type ReadState = {
  readonly position: Position;
  readonly lagSeconds: number;
  /** Streams that are quarantined: what they have said since is not in the rows. */
  readonly excluded: readonly StreamName[];
};

/** Rows as they stand at one moment, and the streams that are not in them to the end. */
export type RowsAtOnce = Pick<RowsReader, 'of' | 'within' | 'query'> & Pick<ReadState, 'excluded'>;

/** The rows that queries are answered from, and how far the log had come when they were read. */
export class RowsReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readModels: ReadModels,
    private readonly store: Pick<EventStore, 'head' | 'readAll'>,
    private readonly clock: Clock,
  ) {}

  /** Rows of one read model. Read the position first: it is then never later than the rows. */
  of<Row extends ObjectLiteral>(projection: Projection<Row, never>): Repository<Row> {
    return rowsOf(this.dataSource.manager, projection);
  }

  /** The rows of an area, to be listed: `alias` is what conditions call a row. */
  within<Row extends ObjectLiteral & { readonly subDistrictCode: string }>(
    area: Area,
    projection: Projection<Row, never>,
    alias: string,
  ): SelectQueryBuilder<Row> {
    return rowsWithin(this.dataSource.manager, { area, projection, alias });
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
    return { position, lagSeconds, excluded: await this.unread(name) };
  }

  /**
   * What figures are computed from: rows, positions and what is left out, of several read models, in one snapshot. An
   * event that is taken in or left while it works is in none of them. Its position is that of the one that lags behind.
   * @throws ProjectionBehind after five seconds.
   */
  async atOnce<Result>(
    sources: readonly Pick<AnyProjection, 'name' | 'version'>[],
    minPosition: Position | null,
    work: (rows: RowsAtOnce) => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly read: ReadState }> {
    if (minPosition !== null)
      await Promise.all(sources.map(({ name }) => this.readModels.waitFor(name, minPosition)));
    const { result, ...seen } = await inTransaction(
      this.dataSource,
      async (run, { manager }) => {
        const place = await placeIn(run, sources.map(keyOf));
        const rows: RowsAtOnce = {
          excluded: place.excluded,
          of: (projection) => rowsOf(manager, projection),
          within: (area, projection, alias) => rowsWithin(manager, { area, projection, alias }),
          query: (sql, parameters) => manager.query(sql, [...parameters]),
        };
        return { ...place, result: await work(rows) };
      },
      'REPEATABLE READ',
    );
    return { result, read: { ...seen, lagSeconds: await this.lagSecondsAt(seen.position) } };
  }

  private async lagSecondsAt(position: Position): Promise<number> {
    if (!isAfter(await this.store.head(), position)) return 0;
    const [next] = await this.store.readAll(position, 1);
    const since = next ? this.clock.now().getTime() - Date.parse(next.recordedAt) : 0;
    return Math.max(0, Math.round(since / 1000));
  }

  /** True where the rows of a stream are not what it has said up to now, because one of its events cannot be read. */
  async isIncomplete(name: string, stream: StreamName): Promise<boolean> {
    return (await this.unread(name)).includes(stream);
  }

  /** Waits until everything that stands in the log now can be read. */
  async caughtUp(name: string): Promise<Position> {
    await this.readModels.caughtUp(name);
    return this.readModels.positionOf(name);
  }

  /**
   * Streams that a read model leaves out because it could not read one of their events. What a decision would miss with
   * them has to be read from themselves.
   */
  async unread(name: string): Promise<readonly StreamName[]> {
    const quarantined = await this.readModels.quarantinedStreams(name);
    return quarantined.map(({ stream }) => stream as StreamName);
  }
}

const rowsOf = <Row extends ObjectLiteral>(
  manager: EntityManager,
  { table }: Projection<Row, never>,
): Repository<Row> => manager.getRepository(table);

type Within<Row extends ObjectLiteral> = {
  readonly area: Area;
  readonly projection: Projection<Row, never>;
  readonly alias: string;
};
const rowsWithin = <Row extends ObjectLiteral>(
  manager: EntityManager,
  { area, projection, alias }: Within<Row>,
): SelectQueryBuilder<Row> => {
  const query = rowsOf(manager, projection).createQueryBuilder(alias);
  return area === 'all' ? query : query.where(`${alias}.subDistrictCode = ANY(:area)`, { area });
};

/** How far all of them have come, and what any of them leaves out. */
const placeIn = async (
  run: Run,
  keys: readonly string[],
): Promise<Pick<ReadState, 'position' | 'excluded'>> => {
  const checkpoints = await checkpointsOf(run, keys);
  const positions = keys.map((key) => checkpoints.get(key) ?? START);
  const excluded = new Set<StreamName>();
  for (const key of keys)
    for (const { stream } of await quarantinedIn(run, key)) excluded.add(stream as StreamName);
  const position = positions.reduce((one, other) => (isAfter(one, other) ? other : one));
  return { position, excluded: [...excluded] };
};
