import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** What a route answered with. */
export type Answered = {
  readonly method: string;
  /** As the document writes it: `/v1/claims/{id}`. */
  readonly path: string;
  readonly status: number;
  readonly mediaType: string;
  /** Of JSON. */
  readonly body: string;
};

type Content = Readonly<Record<string, { readonly schema: object }>>;
type Responses = Readonly<Record<string, { readonly content?: Content }>>;
type Document = {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Responses }>>>
  >;
  readonly components: object;
};

const DOCUMENT = join(__dirname, '../../../docs/openapi.json');
const NAME = 'kelambu';
const JSON_TYPE = 'application/json';

/** What is wrong with an answer by the document of the API, where a field that it does not name is wrong too. */
export const faultsOf = (answered: Answered): readonly string[] => {
  const { status, mediaType, body } = answered;
  const content = contentOf(answered)[mediaType];
  if (!content) return [`${status} ${mediaType} is not in the document`];
  if (mediaType !== JSON_TYPE) return [];
  const isRight = compiled(content.schema);
  return isRight(JSON.parse(body)) ? [] : (isRight.errors ?? []).map(told);
};

const contentOf = ({ method, path, status }: Answered): Content => {
  const { paths } = (read ??= readDocument()).document;
  const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {};
  return responses[String(status)]?.content ?? {};
};

type Read = { readonly document: Document; readonly ajv: Ajv };

let read: Read | undefined;

/** Each component is compiled once, when an answer that has it comes: it is to be quick more than to run fast. */
const QUICK = { inlineRefs: false, code: { optimize: false } };

const readDocument = (): Read => {
  const text = readFileSync(DOCUMENT, 'utf8').replaceAll('"#/components/', `"${NAME}#/components/`);
  const document = JSON.parse(text) as Document;
  const ajv = new Ajv({ ...QUICK, strict: false, validateSchema: false });
  addFormats(ajv);
  ajv.addSchema({ components: closed(document.components) }, NAME);
  return { document, ajv };
};

const known = new Map<string, ValidateFunction>();

/** Many routes answer with the same. */
const compiled = (schema: object): ValidateFunction => {
  const { ajv } = (read ??= readDocument());
  const text = JSON.stringify(schema);
  const found = known.get(text) ?? ajv.compile(closed(schema) as object);
  known.set(text, found);
  return found;
};

/** The document leaves room for fields to come; an answer of today has none that it does not name. */
const closed = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const parts = Object.fromEntries(Object.entries(node).map(([name, one]) => [name, closed(one)]));
  const isOpen = 'properties' in parts && parts['type'] !== undefined;
  return isOpen && !('additionalProperties' in parts)
    ? { ...parts, additionalProperties: false }
    : parts;
};

/** Where and why, without the value: it may be somebody's. */
const told = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath.replaceAll(/\d+/g, '*')} ${message ?? ''} ${JSON.stringify(params)}`;
