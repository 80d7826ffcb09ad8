import { Injectable } from '@nestjs/common';
import type { StreamName } from '../../platform/event-store/event-store';
import { categoryOf, idOfStream } from '../../platform/event-store/recorded-event';
import type { ReadState } from '../../platform/read-models/rows-reader';
import { type Area, isWithin } from '../../platform/security/area';
import { type Placed, Places } from '../../platform/security/places';

/** What a report leaves out, as far as it is the business of whoever asks. */
@Injectable()
export class Exclusions {
  constructor(private readonly places: Places) {}

  async within(area: Area, read: ReadState): Promise<ReadState> {
    if (area === 'all') return read;
    const places = await Promise.all(
      read.excluded.map((stream) => this.places.of(placedBy(stream))),
    );
    const excluded = read.excluded.filter((_, index) => isWithin(area, places[index] ?? null));
    return { ...read, excluded };
  }
}

const placedBy = (stream: StreamName): Placed => ({
  kind: categoryOf(stream) === 'claim' ? 'claim' : 'scholarship',
  id: idOfStream(stream),
});
