import type { AnyEvent, JsonObject } from '../../kernel/event';
import { idOfStream } from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import { prepareNameSearch } from './name-search-table';
import { searchableName, wordsOfName } from './searchable-name';

/** A bank account as it was given, by the keyed hash that other tables name it with. */
export type PersonAccount = { readonly accountRef: string } & JsonObject;

/**
 * The only table that holds personal values, a row for each person. Every other table holds ids and joins it when
 * asked. Of a person who was erased only the id is left: a row that were gone altogether would come back with an event
 * that another process sealed in that moment with a key it still held, and could not be told from one yet to come.
 * Whoever raises the version drops the table of the one before in a migration, and empties `name_word`: names must not
 * live on in them.
 */
export type Person = {
  readonly id: string;
  readonly erased: boolean;
  /** A participant, and not somebody of the family or who reported a case. */
  readonly enrolled: boolean;
  readonly name: string | null;
  /** The name as the search compares it, and the words of it. */
  readonly nameKey: string | null;
  readonly nameWords: readonly string[];
  readonly nik: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly kpj: string | null;
  readonly address: Address | null;
  readonly accounts: readonly PersonAccount[];
};

/** Where somebody lives, and what else is told of a person beside the name. */
export type Address = Readonly<Record<(typeof PLACES)[number], string | null>>;

const NAME = 'person';
const VERSION = 3;

export const person: Projection<Person, AnyEvent> = {
  name: NAME,
  version: VERSION,
  categories: ['participant', 'claim', 'scholarship', 'subject'],
  opensPersonal: true,
  table: readModelTable<Person>({
    name: NAME,
    version: VERSION,
    columns: {
      id: { type: 'text' },
      erased: { type: 'boolean' },
      enrolled: { type: 'boolean' },
      name: { type: 'text', nullable: true },
      nameKey: { type: 'text', nullable: true },
      nameWords: { type: 'text[]' },
      nik: { type: 'text', nullable: true },
      birthDate: { type: 'text', nullable: true },
      sex: { type: 'text', nullable: true },
      phone: { type: 'text', nullable: true },
      kpj: { type: 'text', nullable: true },
      address: { type: 'jsonb', nullable: true },
      accounts: { type: 'jsonb' },
    },
  }),
  prepare: prepareNameSearch,
  idsOf: ({ type, stream, personal }) =>
    type === 'PersonErased' || type === 'EnrolmentAnnulled'
      ? [idOfStream(stream)]
      : Object.keys(personal ?? {}),

  evolve: (row, { type, data, personal }, id) => {
    if (row?.erased) return row;
    if (type === 'PersonErased') return { ...unnamed(id), erased: true };
    const part = personal?.[id];
    if (!part || part === 'erased') return null;
    const before = row ?? unnamed(id);
    const told = toldIn(type, part);
    const enrolled = before.enrolled || type === 'ParticipantEnrolled';
    const accounts = accountsAfter(before, data, told);
    return { ...before, enrolled, ...known(before, told), accounts };
  },
};

const unnamed = (id: string): Person => ({
  id,
  erased: false,
  enrolled: false,
  name: null,
  nameKey: null,
  nameWords: [],
  nik: null,
  birthDate: null,
  sex: null,
  phone: null,
  kpj: null,
  address: null,
  accounts: [],
});

const TEXTS = ['name', 'nik', 'birthDate', 'sex', 'phone', 'kpj'] as const;
const PLACES = ['address', 'rt', 'rw', 'birthPlace', 'occupation'] as const;

/** A correction holds the old values beside the new, and says outright what is not known any more. */
const toldIn = (type: string, part: JsonObject): Told => {
  const { new: corrected } = part;
  const isPair = typeof corrected === 'object' && corrected !== null && !Array.isArray(corrected);
  return { part: isPair ? (corrected as JsonObject) : part, corrects: type.endsWith('Corrected') };
};

type Told = { readonly part: JsonObject; readonly corrects: boolean };

/** What an event says of a person replaces what was known; what it is silent on stays. */
const known = ({ address }: Person, { part, corrects }: Told): Partial<Person> => ({
  ...Object.fromEntries(
    TEXTS.filter((field) => part[field] || (corrects && field in part)).map((field) => [
      field,
      part[field],
    ]),
  ),
  ...(typeof part['name'] === 'string' && part['name'] !== '' ? searchedBy(part['name']) : {}),
  ...(PLACES.some((field) => field in part)
    ? {
        address: Object.fromEntries(
          PLACES.map((field) => [field, (field in part ? part[field] : address?.[field]) ?? null]),
        ) as Address,
      }
    : {}),
});

const searchedBy = (name: string): Pick<Person, 'nameKey' | 'nameWords'> => {
  const nameKey = searchableName(name);
  return { nameKey, nameWords: wordsOfName(nameKey) };
};

const accountsAfter = (
  { accounts }: Person,
  data: JsonObject,
  { part }: Told,
): readonly PersonAccount[] => {
  const { accountRef } = data;
  if (typeof accountRef !== 'string' || !('bank' in part)) return accounts;
  return [
    ...accounts.filter((account) => account.accountRef !== accountRef),
    { ...part, accountRef },
  ];
};
