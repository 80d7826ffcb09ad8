import type { OpenAPIObject } from '@nestjs/swagger';
import { type DocumentedSchema, exampleOf, type Schemas } from './openapi-examples';
import { PROBLEM_SCHEMA_NAME } from './openapi-parts';

type Content = Readonly<Record<string, { readonly schema?: DocumentedSchema }>>;
type Response = { readonly description?: string; readonly content?: Content };
type Operation = {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
};

const PROBLEM_RESPONSE = {
  description: 'A problem (RFC 9457).',
  content: {
    'application/problem+json': { schema: { $ref: `#/components/schemas/${PROBLEM_SCHEMA_NAME}` } },
  },
};

/** Of an answer whose fields the document does not name (yet): to a client it is an object, not nothing. */
const ANY_OBJECT = { schema: { type: 'object', additionalProperties: true } };

/** The document as clients are made from it: one problem for all routes, an example of each request, no answer without a type. */
export const tidied = (document: OpenAPIObject): OpenAPIObject => {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const paths = mapped(document.paths, (methods) =>
    mapped(methods as Readonly<Record<string, Operation>>, (operation) => ({
      ...operation,
      ...(operation.requestBody ? { requestBody: shown(operation.requestBody, schemas) } : {}),
      responses: mapped(operation.responses, answered),
    })),
  );
  const components = { ...document.components, responses: { Problem: PROBLEM_RESPONSE } };
  return { ...document, paths, components };
};

const mapped = <From, To>(
  all: Readonly<Record<string, From>>,
  change: (one: From, name: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one, name)]));

const shown = (body: NonNullable<Operation['requestBody']>, schemas: Schemas) => ({
  ...body,
  content: mapped(body.content, (media, type) =>
    type === 'application/json'
      ? { ...media, example: exampleOf(media.schema ?? {}, schemas) }
      : media,
  ),
});

const answered = (response: Response, status: string): object => {
  if (response.content?.['application/problem+json'])
    return { $ref: '#/components/responses/Problem' };
  return response.content === undefined && status.startsWith('2')
    ? { ...response, content: { 'application/json': ANY_OBJECT } }
    : response;
};
