import * as fc from 'fast-check';

// Requests as a document describes them, and as it forbids them: each part is now and then right and now and then not.

type Schema = {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};
type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
};
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
};
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

export type AnyRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** @param ids of things that there are, by the segment of a path that they stand behind */
export const anyRequest = (
  document: ApiDocument,
  ids: Readonly<Record<string, string>>,
): fc.Arbitrary<AnyRequest> => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return fc.constantFrom(...operations).chain((route) => requestOf(document, ids, route));
};

const requestOf = (
  document: ApiDocument,
  ids: Readonly<Record<string, string>>,
  {
    path,
    method,
    operation: { parameters = [], requestBody },
  }: { readonly path: string; readonly method: string; readonly operation: Operation },
): fc.Arbitrary<AnyRequest> => {
  const schema = requestBody?.content['application/json']?.schema;
  const query = parameters.filter((one) => one.in === 'query');
  const headers = parameters.filter((one) => one.in === 'header');
  return fc.record({
    method: fc.constant(method.toUpperCase()),
    path: fc
      .tuple(pathOf(path, ids), fc.record(optional(query, document), { requiredKeys: [] }))
      .map(([filled, values]) => `${filled}${queryOf(values)}`),
    headers: fc
      .record(optional(headers, document), { requiredKeys: [] })
      .map((values) => headersOf(values)),
    body: schema ? bodyOf(document, schema) : fc.constant(null),
  });
};

const optional = (parameters: readonly Parameter[], document: ApiDocument) =>
  Object.fromEntries(
    parameters.map(({ name, schema = {} }) => [
      name,
      // A position that the log never comes to is waited for, five seconds each.
      name === 'minPosition'
        ? mostly(fc.constantFrom('0', '1'), fc.constantFrom('-1', 'x', '1e3', ''))
        : mostly(valueOf(document, schema), hostile),
    ]),
  );

const pathOf = (path: string, ids: Readonly<Record<string, string>>): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...path.split('/').map((segment, at, all) =>
        segment.startsWith('{')
          ? mostly(fc.constant(ids[all[at - 1] ?? ''] ?? 'clm_0'), hostileText).map((text) =>
              // A dot segment is resolved by whoever sends it, so it never arrives as one.
              encodeURIComponent(wellFormed(text)).replaceAll('.', '%2E'),
            )
          : fc.constant(segment),
      ),
    )
    .map((segments) => segments.join('/'));

/** Half of a surrogate pair cannot be written into a URL. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

const queryOf = (values: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(values).map(([name, value]) => [name, textOf(value)] as const);
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, wellFormed(value)]));
  return pairs.length === 0 ? '' : `?${query.toString()}`;
};

/** What can be sent in a header at all. */
const headersOf = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      textOf(value)
        .replaceAll(/[^\x20-\x7e]/g, '?')
        .slice(0, 2_000),
    ]),
  );

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

const bodyOf = (document: ApiDocument, schema: Schema): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: valueOf(document, schema).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_BODIES) },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  );

const mostly = <T, Other>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<Other>) =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: wrong });

const valueOf = (document: ApiDocument, schema: Schema, depth = 0): fc.Arbitrary<unknown> => {
  const { $ref, allOf, enum: allowed, example } = schema;
  if ($ref !== undefined) {
    const found = document.components.schemas[$ref.split('/').at(-1) ?? ''];
    return valueOf(document, found ?? {}, depth + 1);
  }
  if (allOf) return valueOf(document, allOf[0] ?? {}, depth);
  const right = allowed
    ? fc.constantFrom(...allowed)
    : example !== undefined
      ? fc.constant(example)
      : ofType(document, schema, depth);
  return depth === 0 ? right : mostly(right, hostile);
};

const ofType = (document: ApiDocument, schema: Schema, depth: number): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [], items = {}, maxItems = 3 } = schema;
  switch ([schema.type].flat()[0]) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(properties).map(([name, one]) => [
            name,
            valueOf(document, one, depth + 1),
          ]),
        ),
        { requiredKeys: required.filter((name) => name in properties) },
      );
    case 'array':
      return fc.array(valueOf(document, items, depth + 1), { maxLength: Math.min(maxItems, 4) });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 });
    case 'boolean':
      return fc.boolean();
    default:
      return textFor(schema);
  }
};

const textFor = ({ format, pattern, maxLength = 40 }: Schema): fc.Arbitrary<string> => {
  if (format === 'date') return fc.constantFrom('2024-10-14', '2024-12-31', '2024-02-30');
  if (format === 'date-time') return fc.constant('2024-10-14T10:00:00+07:00');
  if (pattern !== undefined)
    return fc.oneof(
      fc.constantFrom('7', '2024-10', '16.06.05'),
      fc.stringMatching(/^[\w.]{1,20}$/),
    );
  return fc.string({ maxLength: Math.min(maxLength, 60) });
};

const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    '..',
    '../../etc/passwd',
    '%00',
    "' OR 1=1 --",
    '"; DROP TABLE log.event; --',
    '=HYPERLINK("http://x")',
    '<script>alert(1)</script>',
    '__proto__',
    'constructor',
    '9916051708900003',
    'KLM-2024-RM7TXZDF-P',
    'clm_0000000000000000000000000z',
    'x'.repeat(5_000),
    '\u0000',
    '\ud800',
    '\u202e',
    '🦟'.repeat(50),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e308, 2 ** 53, [], {}, [[]], { amount: '1' }),
  fc.constantFrom<unknown>({ amount: -1, currency: 'IDR' }, { amount: 1e15 + 1, currency: 'USD' }),
);

/** What JavaScript would not write by itself. */
export const HOSTILE_BODIES: readonly string[] = [
  '',
  ' ',
  'null',
  '[]',
  '"text"',
  '{',
  '{"a":1,}',
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":1}',
  '{"__proto__":{"roles":["administrator"]}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a":NaN}',
  '{"a":1e400}',
  '{"a":-0}',
  `{"a":${'9'.repeat(400)}}`,
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '\ufeff{}',
  '['.repeat(10_000),
  `${'['.repeat(500)}${']'.repeat(500)}`,
  `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
  `{"a":"${'x'.repeat(70_000)}"}`,
  `[${'0,'.repeat(20_000)}0]`,
  `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":1`).join(',')}}`,
];
