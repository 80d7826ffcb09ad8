import type { Position, StreamName } from '../event-store/event-store';
import { categoryOf, idOfStream } from '../event-store/recorded-event';
import type { ReadState } from '../read-models/rows-reader';
import { type PlainPrefix, publicId } from './public-ids';

/** What an answer says of the read model that it comes from. */
export type ReadView = {
  readonly position: Position;
  readonly lagSeconds: number;
  readonly excluded: ExcludedView;
};

/** Cases that the read model could not read to the end: their rows stand still, and no sum counts them. */
export type ExcludedView = {
  readonly count: number;
  /** At most 100. */
  readonly ids: readonly string[];
};

const PREFIXES: Readonly<Record<string, PlainPrefix>> = {
  claim: 'clm',
  scholarship: 'sch',
  participant: 'par',
  contributionPayment: 'cpy',
};
/** The rest is counted; `projections status` names all. */
const NAMED = 100;

export const readView = ({ position, lagSeconds, excluded }: ReadState): ReadView => ({
  position,
  lagSeconds,
  excluded: { count: excluded.length, ids: excluded.slice(0, NAMED).map(publicIdOfStream) },
});

/** The id by which the outside knows what a stream is about; the stream's own name where it knows none. */
export const publicIdOfStream = (stream: StreamName): string => {
  const prefix = PREFIXES[categoryOf(stream)];
  return prefix ? publicId(prefix, idOfStream(stream)) : stream;
};
