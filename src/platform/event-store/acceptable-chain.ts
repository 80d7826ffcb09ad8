import type { Append, EventToStore } from './event-store';
import { AppendRefused } from './append-errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** NUL has no place in a PostgreSQL text, and half a surrogate pair would come back as another character. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const LARGEST_INTEGER = 2 ** 31 - 1;

/** @throws AppendRefused before anything is sent, in words that name the field and never its value. */
export const refuseUnacceptable = (chain: readonly Append[]): void => {
  const reason = chain.map(flawOf).find((flaw) => flaw !== undefined);
  if (reason !== undefined) throw new AppendRefused(reason);
};

const flawOf = ({ stream, expectedRevision, part, events }: Append): string | undefined => {
  if (events.length === 0) return 'no events';
  if (!isInteger(expectedRevision, -1)) return 'expectedRevision';
  if (!UUID.test(part.partId) || !UUID.test(part.commandId)) return 'part';
  if (isUnstorable(stream)) return 'stream';
  if (isUnstorable(part.fingerprint)) return 'fingerprint';
  return events.map(flawOfEvent).find((flaw) => flaw !== undefined);
};

const flawOfEvent = ({
  id,
  type,
  schemaVersion,
  data,
  personal,
  metadata,
}: EventToStore): string | undefined => {
  if (!UUID.test(id)) return 'event id';
  if (!isInteger(schemaVersion, 1)) return 'schemaVersion';
  return [type, data, personal ?? '', metadata].some(isUnstorable) ? 'unstorable text' : undefined;
};

const isInteger = (value: number, least: number): boolean =>
  Number.isInteger(value) && value >= least && value <= LARGEST_INTEGER;

const isUnstorable = (text: string): boolean => UNSTORABLE.test(text);
