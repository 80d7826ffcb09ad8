import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ANSWERS_FILE, type DocumentedAnswers } from '../src/platform/http/documented-answers';
import { answersOfControllers } from './support/answers/answers-of-controllers';
import { type Office, openOffice } from './support/office';

// The document that clients are generated from: true to OpenAPI 3.1, and telling who may do what.

const CHECKED_IN = join(__dirname, '../docs/openapi.json');

type Content = Readonly<Record<string, { readonly schema?: object }>>;
type Operation = {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: unknown;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

let office: Office;
let document: Document;
/** What the methods return now. */
let answers: DocumentedAnswers;

/** TypeScript reads all sources, beside other tests on a small machine. */
const TYPES_TAKE = 120_000;

beforeAll(async () => {
  answers = answersOfControllers();
  if (process.env['WRITE_OPENAPI'])
    writeFileSync(ANSWERS_FILE, `${JSON.stringify(answers, null, 2)}\n`);
  office = await openOffice();
  document = (await (await fetch(`${office.kelambu.url}/docs/openapi.json`)).json()) as Document;
}, TYPES_TAKE);
afterAll(() => office.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

it('is a valid OpenAPI 3.1 document', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});

it('is known to be judged: a reference to nothing is found', async () => {
  const broken = JSON.parse(
    JSON.stringify(document).replaceAll('#/components/schemas/MoneyBody', '#/components/schemas/X'),
  ) as Document;
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
});

it('names the roles of every route under /v1', () => {
  const routes = operations().filter(({ path }) => path.startsWith('/v1'));
  expect(routes.length).toBeGreaterThan(50);
  expect(routes.filter(({ operation }) => !operation['x-roles']?.length)).toEqual([]);
});

/** They only ask; what they ask with is to stay out of addresses. */
const QUERIES_BY_POST = [
  '/v1/participants/searches',
  '/v1/participants/lookups',
  '/v1/eligibility-checks',
];

it('asks for an Idempotency-Key on every command, and for one flat body', () => {
  const commands = operations().filter(
    ({ path, method }) =>
      path.startsWith('/v1') && method === 'post' && !QUERIES_BY_POST.includes(path),
  );
  const without = commands.filter(
    ({ operation }) => !operation.parameters?.some(({ name }) => name === 'Idempotency-Key'),
  );
  expect(without).toEqual([]);
  expect(JSON.stringify(commands.map(({ operation }) => operation.requestBody))).not.toContain(
    'oneOf',
  );
});

it('types each answer as the method returns it (WRITE_OPENAPI=1 renews it)', () => {
  expect(JSON.parse(readFileSync(ANSWERS_FILE, 'utf8'))).toEqual(answers);
});

it('leaves no answer without a type', () => {
  const untyped = operations().flatMap(({ path, method, operation: { operationId, responses } }) =>
    Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .filter(([, { content = {} }]) => {
        const { json, file } = answers.operations[operationId] ?? {};
        const { 'application/json': typed, ...files } = content;
        const isTyped = JSON.stringify(typed?.schema) === JSON.stringify(json);
        return !isTyped || Object.keys(files).length > 0 !== (file === true) || !(json ?? file);
      })
      .map(([status]) => `${method} ${path} ${status}`),
  );
  expect(untyped).toEqual([]);
});

it('is served with its pages from our own files', async () => {
  const page = await (await fetch(`${office.kelambu.url}/docs`)).text();
  expect(page).toContain('swagger-ui');
  expect(page).not.toMatch(/(src|href)="https?:/);
  const script = await fetch(`${office.kelambu.url}/docs/swagger-ui-bundle.js`);
  expect([script.status, (await script.text()).length > 100_000]).toEqual([200, true]);
});

it('is the one that is checked in, so that each change of the API is seen (WRITE_OPENAPI=1 renews it)', () => {
  const now = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env['WRITE_OPENAPI']) writeFileSync(CHECKED_IN, now);
  expect(JSON.parse(readFileSync(CHECKED_IN, 'utf8'))).toEqual(JSON.parse(now));
});
