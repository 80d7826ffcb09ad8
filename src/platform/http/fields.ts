import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { FieldKind } from './field-kind';
import { Refused } from './field-kind';
import * as kinds from './field-kinds';
import { id } from './id-kinds';
import { type Constructor, listOf, type ListRules, nested, rememberField } from './instance-of';
import type { IdPrefix } from './public-ids';
import { LARGEST_SUM } from '../../kernel/rupiah';

/**
 * How a property of a body is read, validated and described: one decorator each, so that the document and the door
 * cannot differ. An optional field that is absent or null is null.
 */
export type FieldOptions = {
  readonly optional?: boolean;
  /** Stands in the OpenAPI document. */
  readonly description?: string;
  /** Of an optional field: the example of a request says it all the same. */
  readonly inExample?: boolean;
};

/** Whole rupiah, `{ amount, currency }`; `min: 0` where nothing is a sum too. */
export const Money = ({ min = 1, ...options }: FieldOptions & { min?: 0 | 1 } = {}) =>
  field(kinds.money(min), options, { type: () => MoneyBody });

/** A day that exists, `YYYY-MM-DD`: a `CalendarDay`. */
export const Day = (options: FieldOptions = {}) => field(kinds.day, options);

/** `YYYY-MM`: a `CalendarMonth`. */
export const Month = (options: FieldOptions = {}) => field(kinds.month, options);

/** RFC 3339 with an offset, read into UTC. */
export const Instant = (options: FieldOptions = {}) => field(kinds.instant, options);

/** Sixteen digits. Where one is invalid, the whole problem is `nik-invalid`. */
export const Nik = (options: FieldOptions = {}) => field(kinds.nik, options);

export const FamilyCardNumber = (options: FieldOptions = {}) =>
  field(kinds.familyCardNumber, options);

/** Read into E.164. */
export const Phone = (options: FieldOptions = {}) => field(kinds.phone, options);

/** Text of one form. */
export const Code = (form: RegExp, example: string, options: FieldOptions = {}) =>
  field(kinds.code(form, example), options);

export const OneOf = (allowed: readonly string[], options: FieldOptions = {}) =>
  field(kinds.oneOf(allowed), options);

export const Text = ({ max, min, lines, ...options }: FieldOptions & kinds.TextRules) =>
  field(kinds.text({ max, ...(min === undefined ? {} : { min }), lines: lines ?? false }), options);

/** For what is stored in the clear: references, citations, names of offices. */
export const ClearText = ({ max, optional, description }: FieldOptions & { max: number }) =>
  field(kinds.clearText({ max }), {
    ...(optional === undefined ? {} : { optional }),
    ...(description === undefined ? {} : { description }),
  });

/** A whole number, 0 to 1,000,000 where nothing else is said. */
export const Count = ({
  min = 0,
  max = 1_000_000,
  fromQuery = false,
  ...options
}: FieldOptions & kinds.CountRules = {}) => field(kinds.count({ min, max, fromQuery }), options);

export const Flag = ({
  fromQuery = false,
  ...options
}: FieldOptions & { fromQuery?: boolean } = {}) => field(kinds.flag(fromQuery), options);

/** A public id, read into the id inside. A number of a claim or scholarship is taken too. */
export const Id = (prefix: IdPrefix, options: FieldOptions = {}) => field(id(prefix), options);

// Swagger takes a function for a type that comes later only where it is written as `type: () => …`.
export const Nested = (typeOf: () => Constructor, options: FieldOptions = {}) =>
  applyDecorators(field(nested(typeOf), options, { type: () => typeOf() }), ...nestedRules());

export const ListOf = (
  typeOf: () => Constructor,
  { max, min = 0, ...options }: FieldOptions & ListRules,
) =>
  applyDecorators(
    field({ ...listOf(nested(typeOf), { max, min }), schema: {} }, options, {
      type: () => [typeOf()],
      ...limits(min, max),
    }),
    ...nestedRules(),
  );

/** Many rows that are read one by one, with `readRow`: the list itself only says how many there may be. */
export const RowsOf = (
  typeOf: () => Constructor,
  { max, min = 0, ...options }: FieldOptions & ListRules,
) =>
  field({ read: rowsOf({ max, min }), schema: {} }, options, {
    type: () => [typeOf()],
    ...limits(min, max),
  });

/** A row may be anything, nothing included: `readRow` says what is wrong with it. */
const rowsOf = (rules: ListRules): FieldKind['read'] => {
  const { read } = listOf({ schema: {}, read: (row: unknown) => row }, rules);
  return (value) => read(Array.isArray(value) ? value.map((row: unknown) => row ?? NO_ROW) : value);
};

const NO_ROW = 'no row';

export const ListOfCodes = (
  allowed: readonly string[],
  { max = allowed.length, min = 0, ...options }: FieldOptions & Partial<ListRules> = {},
) => field(listOf(kinds.oneOf(allowed), { max, min }), options);

export const ListOfIds = (
  prefix: IdPrefix,
  { max, min = 0, ...options }: FieldOptions & ListRules,
) => field(listOf(id(prefix), { max, min }), options);

export const ListOfTexts = (
  rules: kinds.TextRules,
  { max, min = 0, ...options }: FieldOptions & ListRules,
) => field(listOf(kinds.text(rules), { max, min }), options);

/** To class-validator, null would be no object. */
const nestedRules = (): readonly PropertyDecorator[] => [
  ValidateIf((_, value) => value !== null),
  ValidateNested(),
];

const limits = (minItems: number, maxItems: number) => ({ minItems, maxItems });

const NAME_OF_CONSTRAINT = 'field';

/** The way in for kinds of fields that only one feature has. */
export const field = (
  kind: FieldKind,
  { optional = false, description, inExample }: FieldOptions,
  described: object = {},
): PropertyDecorator =>
  applyDecorators(
    (target: object, name: string | symbol) =>
      rememberField(target, String(name), { kind, optional }),
    ValidateBy({
      name: NAME_OF_CONSTRAINT,
      validator: {
        validate: (value: unknown) => !(value instanceof Refused),
        // Carries what is wrong as data: the words are chosen where the caller's language is known.
        defaultMessage: (args) => JSON.stringify(args?.value),
      },
    }),
    ApiProperty({
      ...kind.schema,
      ...described,
      required: !optional,
      ...(optional ? { nullable: true } : {}),
      ...(inExample ? { 'x-in-example': true } : {}),
      ...(description === undefined ? {} : { description }),
    } as ApiPropertyOptions),
  );

/** What a `Refused` says, from what class-validator made of it. */
export const refusalIn = (
  constraints: Readonly<Record<string, string>> | undefined,
): Refused | undefined => {
  const text = constraints?.[NAME_OF_CONSTRAINT];
  if (text === undefined) return undefined;
  const { fault, facts, at } = JSON.parse(text) as Refused;
  return new Refused(fault, facts, at);
};

/** Described here and read by `@Money()`. */
export class MoneyBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: LARGEST_SUM, example: 42_000_000 })
  amount: number;

  @ApiProperty({ type: 'string', enum: ['IDR'] })
  currency: 'IDR';
}

/** The body of a command that needs no words: what it is about stands in its path. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a body's class is its description.
export class NoFields {}
