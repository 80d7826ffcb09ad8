import type { AnyEvent, JsonObject, Personal } from '../../../kernel/event';
import type { StoredEvent } from '../event-store';
import { UnknownEvent } from './codec-errors';

/** An event's content as some release wrote it. `personal` is absent where it is read sealed, whatever was stored. */
export type EventShape = {
  readonly data: JsonObject;
  readonly personal?: Personal<JsonObject>;
};

/** From one retired shape to the next. Pure, and it decides nothing: parts may be `'erased'` or absent. */
export type Upcaster = (old: EventShape) => EventShape;

export type EventTypeOptions = {
  /** Of the shape that is written now, from 1. */
  readonly schemaVersion: number;
  /** The streams it stands in: `claim` means claim-*. */
  readonly categories: readonly string[];
  /** By retired version: `1` lifts version 1 to 2. One for every version below `schemaVersion`. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
};

export type EventType = EventTypeOptions & { readonly type: string };

export type EventRegistry = {
  readonly types: readonly EventType[];
  /** `undefined` for a type that nobody registered. */
  readonly find: (type: string) => EventType | undefined;
  /** Throws `UnknownEvent` unless both type and version can be read by this release. */
  readonly readable: (
    event: Pick<StoredEvent, 'type' | 'schemaVersion' | 'stream' | 'position'>,
  ) => EventType;
};

const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/;
const CATEGORY_NAME = /^[a-z][A-Za-z0-9]*$/;

/** `eventType<AccidentReported>('AccidentReported', …)`: does not compile under any other name. */
export const eventType = <E extends AnyEvent>(
  type: E['type'],
  options: EventTypeOptions,
): EventType & { readonly type: E['type'] } => ({ ...options, type });

/** Throws where the list could not be read for ever, and names every fault at once. */
export const eventRegistry = (types: readonly EventType[]): EventRegistry => {
  const faults = [...duplicatesIn(types), ...types.flatMap(faultsOf)];
  if (faults.length > 0)
    throw new Error(
      `The event types are not sound:\n${faults.map((one) => `- ${one}`).join('\n')}`,
    );

  const byName = new Map(types.map((type) => [type.type, type]));
  return {
    types,
    find: (type) => byName.get(type),
    readable: (event) => {
      const type = byName.get(event.type);
      if (!type) throw new UnknownEvent(event, 'type');
      if (!isVersion(event.schemaVersion) || event.schemaVersion > type.schemaVersion)
        throw new UnknownEvent(event, 'schema_version');
      return type;
    },
  };
};

/** The shape that is written now, from one that was written then. */
export const upcast = (type: EventType, schemaVersion: number, stored: EventShape): EventShape =>
  type.schemaVersion === schemaVersion
    ? stored
    : upcast(type, schemaVersion + 1, upcasterOf(type, schemaVersion)(stored));

const upcasterOf = ({ type, upcasters }: EventType, version: number): Upcaster => {
  const found = upcasters?.[version];
  if (!found) throw new Error(`${type} has no upcaster from version ${version}.`);
  return found;
};

const isVersion = (version: number): boolean => Number.isSafeInteger(version) && version >= 1;

const duplicatesIn = (types: readonly EventType[]): readonly string[] => {
  const names = types.map(({ type }) => type);
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...repeated].map((name) => `${name} is registered more than once`);
};

const faultsOf = (type: EventType): readonly string[] => [
  ...(TYPE_NAME.test(type.type) ? [] : [`${type.type} is not a name in PascalCase`]),
  ...(type.categories.length > 0 ? [] : [`${type.type} stands in no category`]),
  ...type.categories
    .filter((category) => !CATEGORY_NAME.test(category))
    .map((category) => `${type.type}: category ${category} is not a name in camelCase`),
  ...(isVersion(type.schemaVersion)
    ? faultsOfUpcasters(type)
    : [`${type.type}: schema version ${type.schemaVersion} is not a whole number from 1`]),
];

const faultsOfUpcasters = ({
  type,
  schemaVersion,
  upcasters = {},
}: EventType): readonly string[] => {
  const retired = Array.from({ length: schemaVersion - 1 }, (_, at) => at + 1);
  const missing = retired.filter((version) => !upcasters[version]);
  const stray = Object.keys(upcasters).filter((version) => !retired.includes(Number(version)));
  return [
    ...missing.map((version) => `${type} has no upcaster from version ${version}`),
    ...stray.map(
      (version) => `${type} has an upcaster from ${version}, which is not a retired version`,
    ),
  ];
};
