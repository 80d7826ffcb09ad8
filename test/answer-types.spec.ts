import ts from 'typescript';
import { schemaWriter } from './support/answers/schema-of-type';

// What clients are told of an answer is made of the type that a method returns.

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  types: [],
};
const FILE = 'answer.ts';

/** The library is parsed once; the lines of a test are a file that stands nowhere. */
const host = ts.createCompilerHost(OPTIONS);
const parsed = new Map<string, ts.SourceFile | undefined>();

const programOf = (lines: string): ts.Program =>
  ts.createProgram([FILE], OPTIONS, {
    ...host,
    getSourceFile: (name, target) => {
      if (name === FILE) return ts.createSourceFile(FILE, `export {};\n${lines}`, target, true);
      if (!parsed.has(name)) parsed.set(name, host.getSourceFile(name, target));
      return parsed.get(name);
    },
  });

/** What goes out for the type `Answer` of these lines. */
const schemaOf = (lines: string) => {
  const program = programOf(lines);
  const written = program
    .getSourceFile(FILE)
    ?.statements.filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'Answer');
  if (!written) throw new Error('There is no Answer.');
  const checker = program.getTypeChecker();
  const writer = schemaWriter(checker);
  const schema = writer.schemaOf(checker.getTypeAtLocation(written.type), 'answer');
  return { schema, components: writer.components() };
};

describe('A type, as JSON Schema', () => {
  it('says what is there, what may be left out and what may be null', () =>
    expect(
      schemaOf('type Answer = { a: string; b?: number; c: boolean | null; d: 1 | undefined };'),
    ).toEqual({
      schema: { $ref: '#/components/schemas/Answer' },
      components: {
        Answer: {
          type: 'object',
          required: ['a', 'c'],
          properties: {
            a: { type: 'string' },
            b: { type: 'number' },
            c: { type: ['boolean', 'null'] },
            d: { type: 'number', enum: [1] },
          },
        },
      },
    }));

  it('names literals, lists, days, instants and whole rupiah', () =>
    expect(
      schemaOf(`
        declare const unit: unique symbol;
        type CalendarDay = string & { readonly [unit]: 'day' };
        type Rupiah = number & { readonly [unit]: 'rupiah' };
        type Answer = readonly [('b' | 'a' | null)[], CalendarDay | null, Date, Record<string, Rupiah>];
      `).schema,
    ).toEqual({
      type: 'array',
      prefixItems: [
        { type: 'array', items: { type: ['string', 'null'], enum: ['a', 'b', null] } },
        { type: ['string', 'null'], format: 'date' },
        { type: 'string', format: 'date-time' },
        { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
      ],
      minItems: 4,
      items: false,
      maxItems: 4,
    }));

  it('calls what claimView makes a ClaimView, with its words, wherever it stands', () => {
    const { schema, components } = schemaOf(`
      /** A claim. */
      const claimView = (id: string, sum: number) => ({
        id,
        /** In figures. */
        sum,
      });
      type Answer = { one: ReturnType<typeof claimView>; all: ReturnType<typeof claimView>[] };
    `);
    expect(JSON.stringify(components['Answer']).match(/schemas\/ClaimView/g)).toHaveLength(2);
    expect([schema['$ref'], components['ClaimView']]).toEqual([
      '#/components/schemas/Answer',
      {
        description: 'A claim.',
        type: 'object',
        required: ['id', 'sum'],
        properties: {
          id: { type: 'string' },
          sum: { type: 'number', description: 'In figures.' },
        },
      },
    ]);
  });

  it.each(['any', 'unknown', 'bigint', '() => void', 'object', '{}', 'Map<string, number>'])(
    'is refused where it is %s',
    (type) =>
      expect(() => schemaOf(`type Answer = { fine: string; loose: ${type} };`)).toThrow(
        'a type that JSON can say',
      ),
  );

  it('knows an id by its prefix', () =>
    expect(schemaOf('type Answer = (`clm_${string}` | null)[];').schema).toEqual({
      type: 'array',
      items: { type: ['string', 'null'], pattern: '^clm_[0-9a-z]+$' },
    }));

  it('may be a number that is told to be whole', () =>
    expect(
      schemaOf(`
        type Answer = {
          /** @integer */
          readonly amount: number;
        };
      `).components['Answer'],
    ).toMatchObject({ properties: { amount: { type: 'integer' } } }));

  it('is refused where two types have one name', () =>
    expect(() =>
      schemaOf(`
        namespace one { export type View = { a: string } }
        namespace other { export type View = { b: string } }
        type Answer = { one: one.View; other: other.View };
      `),
    ).toThrow('another View'));
});
