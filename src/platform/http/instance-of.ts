import { type FieldKind, isPlainObject, Refused } from './field-kind';

export type Constructor<T extends object = object> = new () => T;

type Field = { readonly kind: FieldKind; readonly optional: boolean };
type Fields = Readonly<Record<string, Field>>;

const FIELDS = Symbol('fields');

/** Remembers how a property of a body is read. */
export const rememberField = (target: object, name: string, field: Field): void =>
  Reflect.defineMetadata(FIELDS, { ...fieldsOf(target), [name]: field }, target);

/** Inherited ones included. */
const fieldsOf = (prototype: object): Fields =>
  (Reflect.getMetadata(FIELDS, prototype) as Fields | undefined) ?? {};

/**
 * An instance of a class of bodies from what was sent. Each field is read as its decorator says, or holds a `Refused`;
 * what the class does not know stays, for validation to refuse.
 */
export const instanceOf = <T extends object>(type: Constructor<T>, sent: object): T => {
  const instance = new type();
  const fields = fieldsOf(type.prototype as object);
  const values = sent as Readonly<Record<string, unknown>>;
  const read = Object.entries(fields).map(([name, field]) => [
    name,
    readField(field, values[name]),
  ]);
  return Object.assign(instance, sent, Object.fromEntries(read) as object);
};

const readField = ({ kind, optional }: Field, value: unknown): unknown => {
  if (value !== undefined && value !== null) return kind.read(value);
  return optional ? null : new Refused('required');
};

/** A body inside a body. */
export const nested = <T extends object>(typeOf: () => Constructor<T>): FieldKind<T> => ({
  schema: {},
  read: (value) =>
    isPlainObject(value) ? instanceOf(typeOf(), value) : new Refused('object-expected'),
});

export type ListRules = { readonly max: number; readonly min?: number };

export const listOf = <T>(
  item: FieldKind<T>,
  { max, min = 0 }: ListRules,
): FieldKind<readonly T[]> => ({
  schema: { type: 'array', items: item.schema, minItems: min, maxItems: max },
  read: (value) => {
    if (!Array.isArray(value)) return new Refused('list-expected');
    if (value.length < min) return new Refused('list-too-short', { min });
    if (value.length > max) return new Refused('list-too-long', { max });
    return allOrRefused(value.map((one: unknown) => readItem(item, one)));
  },
});

const readItem = <T>(item: FieldKind<T>, value: unknown): T | Refused =>
  value === null || value === undefined ? new Refused('required') : item.read(value);

const allOrRefused = <T>(items: readonly (T | Refused)[]): readonly T[] | Refused => {
  const index = items.findIndex((item) => item instanceof Refused);
  const refused = items[index];
  return refused instanceof Refused
    ? new Refused(refused.fault, refused.facts, [index, ...refused.at])
    : (items as readonly T[]);
};
