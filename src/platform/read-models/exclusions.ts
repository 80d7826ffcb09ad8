import { Injectable } from '@nestjs/common';
import type { StreamName } from '../event-store/event-store';
import { categoryOf, idOfStream } from '../event-store/recorded-event';
import { type Area, isWithin } from '../security/area';
import { type Placed, Places } from '../security/places';
import type { ReadState } from './rows-reader';

/** Streams that are asked for their place at the same time. */
const AT_ONCE = 16;

/** What an answer leaves out, as far as it is the business of whoever asks. */
@Injectable()
export class Exclusions {
  constructor(private readonly places: Places) {}

  async within(area: Area, read: ReadState): Promise<ReadState> {
    if (area === 'all') return read;
    const excluded: StreamName[] = [];
    for (let first = 0; first < read.excluded.length; first += AT_ONCE) {
      const some = read.excluded.slice(first, first + AT_ONCE);
      const places = await Promise.all(some.map((stream) => this.placeOf(stream)));
      excluded.push(...some.filter((_, index) => isWithin(area, places[index] ?? null)));
    }
    return { ...read, excluded };
  }

  /** Null for what is the business of the whole district, such as an invoice. */
  private async placeOf(stream: StreamName): Promise<string | null> {
    const kind = PLACED.find((one) => one === categoryOf(stream));
    return kind ? this.places.of({ kind, id: idOfStream(stream) }) : null;
  }
}

const PLACED: readonly Exclude<Placed['kind'], 'person'>[] = [
  'claim',
  'scholarship',
  'participant',
];
