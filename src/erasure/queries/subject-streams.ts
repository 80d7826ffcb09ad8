import type { AnyEvent, Json } from '../../kernel/event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';

/** In which streams a person is named, family included. It decides nothing: those streams do. */
export type SubjectStreams = {
  /** The subject's id. */
  readonly id: string;
  readonly streams: readonly string[];
};

const NAME = 'subject-streams';
const VERSION = 1;

export const subjectStreams: Projection<SubjectStreams, AnyEvent> = {
  name: NAME,
  version: VERSION,
  categories: ['participant', 'claim', 'scholarship'],
  opensPersonal: false,
  table: readModelTable<SubjectStreams>({
    name: NAME,
    version: VERSION,
    columns: { id: { type: 'text' }, streams: { type: 'text[]' } },
  }),
  idsOf: ({ data }) => peopleIn(data),

  evolve: (row, { stream }, id) => {
    const streams = row?.streams ?? [];
    return row && streams.includes(stream) ? row : { id, streams: [...streams, stream] };
  },
};

/** Fields of `data`, wherever they stand, that hold the id of a person, or ids. */
const PERSON_FIELDS: ReadonlySet<string> = new Set([
  'participantId',
  'survivor',
  'memberId',
  'reporterId',
  'heirId',
  'guardianId',
  'representedBy',
  'funeralArrangerId',
  'childId',
  'childIds',
  'payeeId',
  'onBehalfOf',
  'concerns',
]);

/** A hospital is a payee too, under a code: thousands of claims name it, and it is nobody. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The ids of everyone whom an event's clear part names. A payee's own `id` is one: it stands beside `onBehalfOf`. */
export const peopleIn = (data: Json): readonly string[] => {
  if (typeof data !== 'object' || data === null) return [];
  if (isList(data)) return data.flatMap(peopleIn);
  const isPayee = 'onBehalfOf' in data && 'share' in data;
  return Object.entries(data).flatMap(([field, value]) =>
    PERSON_FIELDS.has(field) || (isPayee && field === 'id')
      ? [value].flat().filter(isPersonId)
      : peopleIn(value),
  );
};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isPersonId = (value: unknown): value is string =>
  typeof value === 'string' && UUID.test(value);
