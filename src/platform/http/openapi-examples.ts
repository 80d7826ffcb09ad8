import { benefitRef, type IdPrefix, ID_PREFIXES, payoutRef, publicId } from './public-ids';

/** What is used of a schema in the document. */
export type DocumentedSchema = {
  readonly $ref?: string;
  readonly allOf?: readonly DocumentedSchema[];
  readonly anyOf?: readonly DocumentedSchema[];
  readonly type?: string | readonly string[];
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: DocumentedSchema;
  readonly properties?: Readonly<Record<string, DocumentedSchema>>;
  readonly required?: readonly string[];
  readonly 'x-in-example'?: boolean;
};
export type Schemas = Readonly<Record<string, DocumentedSchema>>;

/** A request as its schema describes it: what must be told, or everything where nothing must be. */
export const exampleOf = (schema: DocumentedSchema, schemas: Schemas): unknown => {
  const { $ref, allOf, anyOf, example } = schema;
  if (example !== undefined) return example;
  if ($ref !== undefined) return exampleOf(schemas[$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  const [part] = allOf ?? anyOf ?? [];
  if (part) return exampleOf(part, schemas);
  if (schema.enum) return schema.enum[0];
  return exampleOfType(schema, schemas);
};

const exampleOfType = (schema: DocumentedSchema, schemas: Schemas): unknown => {
  switch ([schema.type].flat()[0]) {
    case 'string':
      return exampleId(schema.pattern) ?? 'contoh';
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return [exampleOf(schema.items ?? {}, schemas)];
    default:
      return exampleObject(schema, schemas);
  }
};

/** What only an earlier answer can say. */
const OF_AN_ANSWER: readonly string[] = ['cursor', 'minPosition'];

const exampleObject = ({ properties = {}, required = [] }: DocumentedSchema, schemas: Schemas) => {
  const names = Object.keys(properties).filter((name) => !OF_AN_ANSWER.includes(name));
  const isTold = (name: string) =>
    required.includes(name) || properties[name]?.['x-in-example'] === true;
  const told = required.length > 0 ? names.filter(isTold) : names;
  return Object.fromEntries(told.map((name) => [name, exampleOf(properties[name] ?? {}, schemas)]));
};

const ONE = '01890a5d-ac96-7000-8000-000000000001';
const OTHER = '01890a5d-ac96-7000-8000-000000000002';

/** An id in its one spelling, of nobody. */
export const exampleId = (pattern = ''): string | null => {
  const prefix = ID_PREFIXES.find((one) => pattern.startsWith(`^${one}_`));
  return prefix === undefined ? null : idOf(prefix);
};

const idOf = (prefix: IdPrefix): string => {
  const ref = { stream: 'claim', streamId: ONE } as const;
  if (prefix === 'ben') return benefitRef({ ...ref, benefitId: OTHER });
  if (prefix === 'pyt') return payoutRef({ ...ref, payoutId: OTHER });
  return publicId(prefix, ONE);
};
