import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv/dist/2020';
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

const DOCUMENT = join(__dirname, '../../../docs/openapi.json');
const NAME = 'kelambu';
const JSON_TYPE = 'application/json';

let ajv: Ajv | undefined;

/** What is wrong with an answer by the document of the API, where a field that it does not name is wrong too. */
export const faultsOf = ({
  method,
  path,
  status,
  mediaType,
  body,
}: Answered): readonly string[] => {
  const steps = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content'];
  const content = schemaAt([...steps, mediaType, 'schema']);
  if (!content) return [`${status} ${mediaType} is not in the document`];
  if (mediaType !== JSON_TYPE || content(JSON.parse(body))) return [];
  return (content.errors ?? []).map(told);
};

const schemaAt = (steps: readonly string[]) => {
  ajv ??= compilerOf(closed(JSON.parse(readFileSync(DOCUMENT, 'utf8'))) as object);
  return ajv.getSchema(`${NAME}#/${steps.map(escaped).join('/')}`);
};

/** Each schema is compiled when the first answer of its route comes. */
const compilerOf = (document: object): Ajv => {
  const made = new Ajv({ strict: false, validateSchema: false, validateFormats: true });
  addFormats(made);
  return made.addSchema(document, NAME);
};

/** As in a JSON pointer within a URI. */
const escaped = (step: string): string =>
  encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The document leaves room for fields to come; an answer of today has none that it does not name. */
export const closed = (node: unknown): unknown => {
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
