import { type Position, START, type StoredEvent } from '../event-store/event-store';
import { categoryOf } from '../event-store/recorded-event';
import { type Decode, type Decoded, openingDecoding, sharedDecoding } from './decoding';
import type { AnyProjection } from './projection';

type Reader = Pick<AnyProjection, 'categories' | 'opensPersonal'>;

/** A page of the log, decoded once for all of its readers. */
export type ReadPage = {
  /** The position of its last event. */
  readonly end: Position;
  /** The events of a reader's streams, in the order of the log. */
  readonly of: (reader: Reader) => readonly Decoded[];
};

/** Decodes what anybody of `readers` listens to, once each, and opens what somebody opens. */
export const pageReading = (decode: Decode) => {
  const sealed = sharedDecoding(decode);
  const opened = openingDecoding(decode, sealed);
  return async (page: readonly StoredEvent[], readers: readonly Reader[]): Promise<ReadPage> => {
    const events = onceEach(page);
    const byCategory = async (each: typeof sealed, some: readonly Reader[]) => {
      const wanted = new Set(some.flatMap(({ categories }) => categories));
      return each(events.filter(({ stream }) => wanted.has(categoryOf(stream))));
    };
    const open = await byCategory(
      opened,
      readers.filter(({ opensPersonal }) => opensPersonal),
    );
    const shut = await byCategory(
      sealed,
      readers.filter(({ opensPersonal }) => !opensPersonal),
    );
    const [inOpen, inShut] = [placed(open), placed(shut)];
    return {
      end: page.at(-1)?.position ?? START,
      of: ({ categories, opensPersonal }) =>
        (opensPersonal ? inOpen : inShut).flatMap(({ category, decoded }) =>
          categories.includes(category) ? decoded : [],
        ),
    };
  };
};

const placed = (all: readonly Decoded[]) =>
  all.map((decoded) => ({ category: categoryOf(decoded.stored.stream), decoded }));

/** A reader of the log may be handed some again. */
const onceEach = (page: readonly StoredEvent[]): readonly StoredEvent[] => {
  const ids = new Set<string>();
  return page.filter(({ id }) => !ids.has(id) && ids.add(id));
};
