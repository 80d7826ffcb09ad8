import type { OpenAPIObject } from '@nestjs/swagger';
import { documentedAnswers, type RouteAnswer } from './documented-answers';
import { type DocumentedSchema, exampleOf, type Schemas } from './openapi-examples';
import { PROBLEM_SCHEMA_NAME } from './openapi-parts';

type Content = Readonly<Record<string, { readonly schema?: DocumentedSchema }>>;
type Response = { readonly description?: string; readonly content?: Content };
type Operation = {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
};

const PROBLEM_RESPONSE = {
  description: 'A problem (RFC 9457).',
  content: {
    'application/problem+json': { schema: { $ref: `#/components/schemas/${PROBLEM_SCHEMA_NAME}` } },
  },
};

/** The document as clients are made from it: one problem for all routes, an example of each request, and the type of each answer. */
export const tidied = (document: OpenAPIObject): OpenAPIObject => {
  const requests = (document.components?.schemas ?? {}) as Schemas;
  const answers = documentedAnswers();
  const paths = mapped(document.paths, (methods) =>
    mapped(methods as Readonly<Record<string, Operation>>, (operation) => ({
      ...operation,
      ...(operation.requestBody ? { requestBody: shown(operation.requestBody, requests) } : {}),
      responses: mapped(operation.responses, (response) =>
        answered(response, answers.operations[operation.operationId ?? '']),
      ),
    })),
  );
  const schemas = apart(requests, answers.components);
  const responses = { Problem: PROBLEM_RESPONSE };
  const components = { ...document.components, schemas: schemas as never, responses };
  return { ...document, paths, components };
};

/** A name that a request and an answer both have would be the schema of one of them only. */
const apart = (requests: Schemas, answers: Schemas): Schemas => {
  const both = Object.keys(answers).filter((name) => name in requests);
  if (both.length > 0) throw new Error(`Two schemas have one name: ${both.join(', ')}.`);
  return { ...requests, ...answers };
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

/** A file is described by its route, JSON by what the method returns. */
const answered = (response: Response, answer: RouteAnswer | undefined): object => {
  if (response.content?.['application/problem+json'])
    return { $ref: '#/components/responses/Problem' };
  const json = answer?.json ? { 'application/json': { schema: answer.json } } : {};
  return { ...response, content: { ...json, ...response.content } };
};
