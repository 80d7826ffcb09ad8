import ts from 'typescript';
import { docOf, nameOf, wordsOf } from './names-of-types';

// JSON Schema (2020-12, as in OpenAPI 3.1) of what a TypeScript type is once it went out as JSON.

export type Schema = Readonly<Record<string, unknown>>;

export type SchemaWriter = {
  /** @param at where it stands in the answer: what JSON cannot say, or nobody has said, is refused */
  readonly schemaOf: (type: ts.Type, at: string) => Schema;
  /**
   * What was named on the way.
   * @throws Error with all that was refused.
   */
  readonly components: () => Readonly<Record<string, Schema>>;
};

/** A primitive with a promise about it (`CalendarDay`, `CalendarMonth`, `Rupiah`), by the unit that it is marked with. */
const BRANDED: Readonly<Record<string, Schema>> = {
  day: { type: 'string', format: 'date' },
  month: { type: 'string', pattern: String.raw`^\d{4}-(0[1-9]|1[0-2])$` },
  rupiah: { type: 'integer', minimum: 0 },
};

/** What differs from one thing to the next, and is said as it is. */
const FREE: Readonly<Record<string, Schema>> = {
  Json: { description: 'Any JSON.' },
  JsonObject: { type: 'object', additionalProperties: true },
};

type Named = { readonly type: ts.Type; schema?: Schema };
type Walk = {
  readonly checker: ts.TypeChecker;
  readonly named: Map<string, Named>;
  readonly faults: string[];
};

export const schemaWriter = (checker: ts.TypeChecker): SchemaWriter => {
  const walk: Walk = { checker, named: new Map(), faults: [] };
  return {
    schemaOf: (type, at) => schemaOf(walk, type, at),
    components: () => {
      if (walk.faults.length > 0) throw new Error(walk.faults.join('\n'));
      const named = Array.from(walk.named, ([name, { schema = {} }]) => [name, schema] as const);
      return Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1)));
    },
  };
};

const schemaOf = (walk: Walk, type: ts.Type, at: string): Schema => {
  const free = type.aliasSymbol && FREE[type.aliasSymbol.name];
  return free ?? primitiveOf(type) ?? brandedOf(walk, type) ?? compoundOf(walk, type, at);
};

/** The one kind of text with a form of its own: `clm_` and what follows. */
const idOf = ({ texts: [prefix] }: ts.TemplateLiteralType): Schema => ({
  type: 'string',
  pattern: `^${prefix ?? ''}[0-9a-z]+$`,
});

const brandedOf = ({ checker }: Walk, type: ts.Type): Schema | null => {
  if (!type.isIntersection() || !type.types.some((part) => primitiveOf(part))) return null;
  const marks = type.types
    .flatMap((part) => (primitiveOf(part) ? [] : checker.getPropertiesOfType(part)))
    .map((mark) => checker.getTypeOfSymbol(mark));
  const [unit] = marks.flatMap((mark) => (mark.isStringLiteral() ? [mark.value] : []));
  return BRANDED[unit ?? ''] ?? null;
};

const primitiveOf = (type: ts.Type): Schema | null => {
  if (type.isStringLiteral()) return { type: 'string', enum: [type.value] };
  if (type.isNumberLiteral()) return { type: 'number', enum: [type.value] };
  const { flags } = type;
  if (flags & ts.TypeFlags.TemplateLiteral) return idOf(type as ts.TemplateLiteralType);
  if (flags & ts.TypeFlags.BooleanLiteral)
    return { type: 'boolean', enum: ['intrinsicName' in type && type.intrinsicName === 'true'] };
  if (type.getSymbol()?.name === 'Date') return { type: 'string', format: 'date-time' };
  const plain = PLAIN.find(([flag]) => flags & flag);
  return plain ? { type: plain[1] } : null;
};

const PLAIN = [
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.Null, 'null'],
] as const;

const compoundOf = (walk: Walk, type: ts.Type, at: string): Schema => {
  if (type.isUnion()) return unionOf(walk, type.types, at);
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)))
    return refused(walk, type, at);
  const { checker } = walk;
  if (checker.isTupleType(type)) return tupleOf(walk, type as ts.TupleTypeReference, at);
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    if (!item) return refused(walk, type, at);
    return { type: 'array', items: schemaOf(walk, item, `${at}[]`) };
  }
  const name = nameOf(type);
  return name === null ? objectOf(walk, type, at) : referenceTo(walk, { name, type, at });
};

const refused = ({ checker, faults }: Walk, type: ts.Type, at: string): Schema => {
  faults.push(`${at} is ${checker.typeToString(type)}: an answer needs a type that JSON can say.`);
  return {};
};

const unionOf = (walk: Walk, types: readonly ts.Type[], at: string): Schema => {
  const schemas = types.map((type) => schemaOf(walk, type, at));
  const literals = schemas.filter((schema) => 'enum' in schema);
  const others = schemas.filter((schema) => !('enum' in schema) && schema['type'] !== 'null');
  const members = [...enumsOf(literals), ...inOneOrder(others)];
  const isNullable = schemas.some(({ type }) => type === 'null');
  const [only] = members;
  if (members.length === 1 && only) return isNullable ? nullable(only) : only;
  return { anyOf: [...members, ...(isNullable ? [{ type: 'null' }] : [])] };
};

/** TypeScript orders a union by what it happened to see first; the document must not change with that. */
const inOneOrder = (schemas: readonly Schema[]): readonly Schema[] =>
  Array.from(new Map(schemas.map((schema) => [JSON.stringify(schema), schema])))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, schema]) => schema);

const enumsOf = (literals: readonly Schema[]): readonly Schema[] =>
  ['boolean', 'number', 'string'].flatMap((type): readonly Schema[] => {
    const values = literals.filter((one) => one['type'] === type).flatMap((one) => one['enum']);
    if (values.length === 0) return [];
    return type === 'boolean' && values.length === 2 ? [{ type }] : [{ type, enum: values.sort() }];
  });

const nullable = (schema: Schema): Schema => {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const orNull = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
  return { ...schema, ...orNull, type: [type, 'null'] };
};

const tupleOf = (walk: Walk, type: ts.TupleTypeReference, at: string): Schema => {
  const { fixedLength, minLength, combinedFlags } = type.target;
  const items = walk.checker
    .getTypeArguments(type)
    .map((item, index) => schemaOf(walk, item, `${at}[${index}]`));
  const isOpen = (combinedFlags & ts.ElementFlags.Variable) !== 0;
  const prefixItems = items.slice(0, fixedLength);
  const rest = isOpen ? { items: items[fixedLength] } : { items: false, maxItems: fixedLength };
  return { type: 'array', prefixItems, minItems: minLength, ...rest };
};

type Found = { readonly name: string; readonly type: ts.Type; readonly at: string };

const referenceTo = (walk: Walk, { name, type, at }: Found): Schema => {
  const reference = { $ref: `#/components/schemas/${name}` };
  const before = walk.named.get(name);
  if (before?.type === type) return reference;
  const named: Named = before ?? { type };
  if (!before) walk.named.set(name, named);
  const schema = { ...wordsOf(walk.checker, docOf(type)), ...objectOf(walk, type, name) };
  if (before?.schema && JSON.stringify(before.schema) !== JSON.stringify(schema))
    walk.faults.push(
      `${at} is another ${name} than one before: ${JSON.stringify([before.schema, schema])}`,
    );
  named.schema = schema;
  return reference;
};

const objectOf = (walk: Walk, type: ts.Type, at: string): Schema => {
  const { checker } = walk;
  if (type.getCallSignatures().length > 0) return refused(walk, type, at);
  const fields = propertiesOf(checker, type)
    .filter((property) => !isUndefined(checker.getTypeOfSymbol(property)))
    .map((property) => ({
      name: property.name,
      ...fieldOf(walk, property, `${at}.${property.name}`),
    }));
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (fields.length === 0 && !index) return refused(walk, type, at);
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const properties = Object.fromEntries(fields.map(({ name, schema }) => [name, schema]));
  return {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    ...(fields.length > 0 ? { properties } : {}),
    ...(index ? { additionalProperties: schemaOf(walk, index.type, `${at}[…]`) } : {}),
  };
};

/** As they are written; those made of a union by name, as a union has no order of its own. */
const propertiesOf = (checker: ts.TypeChecker, type: ts.Type): readonly ts.Symbol[] => {
  const properties = checker.getPropertiesOfType(type);
  const isMapped = 'objectFlags' in type && (Number(type.objectFlags) & MAPPED) !== 0;
  return isMapped
    ? [...properties].sort((one, other) => (one.name < other.name ? -1 : 1))
    : properties;
};
const MAPPED = ts.ObjectFlags.Mapped;

const isUndefined = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Undefined) !== 0;

/** What is undefined does not go out: to a reader it is the same as a field that is left out. */
const fieldOf = (walk: Walk, property: ts.Symbol, at: string) => {
  const type = walk.checker.getTypeOfSymbol(property);
  const parts = type.isUnion() ? type.types : [type];
  const told = parts.filter((part) => !isUndefined(part));
  const isRequired = told.length === parts.length && !(property.flags & ts.SymbolFlags.Optional);
  const schema = told.length === parts.length ? schemaOf(walk, type, at) : unionOf(walk, told, at);
  const whole = property.getJsDocTags().some(({ name }) => name === 'integer');
  const description = wordsOf(walk.checker, property);
  return {
    isRequired,
    schema: { ...schema, ...(whole ? { type: 'integer' } : {}), ...description },
  };
};
