import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { person, type Person } from './person';

/** Names for ids, from the one table that has them. Whoever is not in it is erased, or was never named. */
@Injectable()
export class People {
  constructor(private readonly rows: RowsReader) {}

  async byIds(
    ids: readonly string[],
    minPosition: Position | null,
  ): Promise<ReadonlyMap<string, Person>> {
    await this.rows.at(person.name, minPosition);
    const found = await this.rows.of(person).findBy({ id: In([...ids]) });
    return new Map(found.map((one) => [one.id, one]));
  }
}
