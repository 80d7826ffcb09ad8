import type { DataSource, ObjectLiteral, Repository } from 'typeorm';
import type { Position } from '../event-store/event-store';
import type { Projection } from './projection';
import type { ReadModels } from './read-models';

/** The rows that queries are answered from, and how far the log had come when they were read. */
export class RowsReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readModels: ReadModels,
  ) {}

  /** Rows of one read model. Read the position first: it is then never later than the rows. */
  of<Row extends ObjectLiteral>({ table }: Projection<Row, never>): Repository<Row> {
    return this.dataSource.getRepository(table);
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
