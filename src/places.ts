import { subjectStreams } from './erasure/queries/subject-streams';
import type { EventStore, StoredEvent, StreamName } from './platform/event-store/event-store';
import { categoryOf, idOfStream } from './platform/event-store/recorded-event';
import type { RowsReader } from './platform/read-models/rows-reader';
import type { Places } from './platform/security/places';

/** Asks the streams themselves: a case that was opened a moment ago is in no read model yet. */
export const placesIn = (store: EventStore, rows: RowsReader): Places => {
  const ofStream = async (stream: StreamName): Promise<string | null> => {
    if (categoryOf(stream) !== 'participant')
      return placeIn(await store.readStream(stream, { limit: 1 }));
    return placeIn(await store.readStream(stream));
  };
  const ofPerson = async (id: string): Promise<string | null> => {
    const row = await rows.of(subjectStreams).findOneBy({ id });
    const streams = (row?.streams ?? []) as readonly StreamName[];
    const family = streams.find((stream) => categoryOf(stream) === 'participant');
    const named = family ?? streams.find((stream) => idOfStream(stream) !== id);
    return named === undefined ? null : ofStream(named);
  };
  return {
    of: ({ kind, id }) => (kind === 'person' ? ofPerson(id) : ofStream(`${kind}-${id}`)),
  };
};

/** The last place that a history names: a case names one when it is opened and never again, a person who moves each time. */
const placeIn = (history: readonly StoredEvent[]): string | null => {
  const [last] = history.flatMap(({ data }) => (JSON.parse(data) as Named).place ?? []).slice(-1);
  return last?.subDistrictCode ?? null;
};

type Named = { readonly place?: { readonly subDistrictCode: string } };
