import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import * as ts from 'typescript';

// --- what is looked at --------------------------------------------------------------------------------------------

/** One import, export-from, require or import(): a path below `src` or a package, and which names (`*` for all of it). */
type Import = {
  readonly from: string;
  readonly isOurs: boolean;
  readonly names: readonly string[];
};
type Source = { readonly file: string; readonly imports: readonly Import[] };

const SRC = join(__dirname, '../src');
/** Rooms of `src` that are no part of the trade. */
const NO_FEATURES = ['kernel', 'platform'];

/** `file` is a path below `src`. */
const sourceOf = (file: string, text: string): Source => ({
  file,
  imports: importsIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), file),
});

const importsIn = (node: ts.Node, file: string): readonly Import[] => {
  const said = specifierOf(node);
  const isOurs = said?.startsWith('.') ?? false;
  const from = said !== null && isOurs ? join(dirname(file), said) : said;
  const here = from === null ? [] : [{ from, isOurs, names: namesIn(node) }];
  return [...here, ...node.getChildren().flatMap((child) => importsIn(child, file))];
};

const specifierOf = (node: ts.Node): string | null => {
  const specifier = expressionOf(node);
  return specifier && ts.isStringLiteralLike(specifier) ? specifier.text : null;
};

const expressionOf = (node: ts.Node): ts.Node | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const isCall = ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText());
  return isCall ? node.arguments[0] : undefined;
};

const namesIn = (node: ts.Node): readonly string[] => {
  if (ts.isImportDeclaration(node)) {
    const { name, namedBindings } = node.importClause ?? {};
    return [...(name ? ['*'] : []), ...(namedBindings ? namesOf(namedBindings) : [])];
  }
  return ts.isExportDeclaration(node) && node.exportClause ? namesOf(node.exportClause) : ['*'];
};

const namesOf = (named: ts.NamedImportBindings | ts.NamedExportBindings): readonly string[] =>
  ts.isNamedImports(named) || ts.isNamedExports(named)
    ? named.elements.map((one) => (one.propertyName ?? one.name).text)
    : ['*'];

const isForSpecs = (path: string): boolean => /(^|\/)testing\/|spec(\.ts)?$/.test(path);

/** What runs. Specs, and what is written for them, may look where they like. */
const SOURCES: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !isForSpecs(file))
  .sort()
  .map((file) => sourceOf(file, readFileSync(join(SRC, file), 'utf8')));

const partsOf = (path: string): readonly string[] => path.split('/');
const roomOf = (path: string): string => partsOf(path)[0] ?? '';
const isFeature = (path: string): boolean =>
  partsOf(path).length > 1 && !NO_FEATURES.includes(roomOf(path));
const isDomain = (path: string): boolean => isFeature(path) && partsOf(path)[1] === 'domain';

// --- the rules ----------------------------------------------------------------------------------------------------

type Rule = {
  readonly says: string;
  readonly appliesTo: (file: string) => boolean;
  readonly forbids: (one: Import, file: string) => boolean;
  /** A file with an import that breaks the rule, for each way of breaking it. */
  readonly broken: readonly (readonly [file: string, text: string])[];
  /** The same, not breaking it. */
  readonly kept: readonly (readonly [file: string, text: string])[];
};

/** What TypeORM offers to describe rows and to ask for some of them; none of it holds a connection or takes SQL. */
const ROWS_AND_CONDITIONS =
  /^(EntitySchema\w*|FindOptions\w*|In|Not|IsNull|Between|(Less|More)Than(OrEqual)?|I?Like)$/;

const RULES: readonly Rule[] = [
  {
    says: 'the kernel imports nothing but itself and uuid',
    appliesTo: (file) => roomOf(file) === 'kernel',
    forbids: ({ from, isOurs }) => (isOurs ? roomOf(from) !== 'kernel' : from !== 'uuid'),
    broken: [
      ['kernel/event.ts', "import { createHash } from 'node:crypto';"],
      ['kernel/event.ts', "import type { Claim } from '../claim/domain/claim';"],
      ['kernel/deep/a.ts', "export * from '../../platform/clock';"],
      ['kernel/event.ts', "import { Command } from 'kernel/command';"],
      ['kernel/event.ts', "type A = import('../event-types').Stored;"],
    ],
    kept: [
      ['kernel/name-based-id.ts', "import { v5 } from 'uuid';"],
      ['kernel/deep/a.ts', "import { Rejection } from '../rejection';"],
    ],
  },
  {
    says: 'the domain imports nothing but the kernel and the domain',
    appliesTo: isDomain,
    forbids: ({ from, isOurs }) => !isOurs || (roomOf(from) !== 'kernel' && !isDomain(from)),
    broken: [
      ['claim/domain/claim.ts', "import { v4 } from 'uuid';"],
      ['claim/domain/claim.ts', "import { Injectable } from '@nestjs/common';"],
      ['claim/domain/claim.ts', "import { readFileSync } from 'node:fs';"],
      ['claim/domain/claim.ts', "import type { Clock } from '../../platform/clock';"],
      ['claim/domain/claim.ts', "import { ClaimStreams } from '../claim.streams';"],
      ['claim/domain/claim.ts', "import { Row } from '../../payout/queries/payouts/row';"],
      ['claim/domain/claim.ts', "const row = await import('../queries/claim-file/row');"],
      ['claim/domain/deep/claim.ts', "import { EVENT_TYPES } from '../../../event-types';"],
    ],
    kept: [
      ['claim/domain/claim.ts', "import { rupiah } from '../../kernel/rupiah';"],
      ['claim/domain/claim.ts', "import { evolve } from '../../payout/domain/benefits';"],
      ['claim/domain/claim.ts', "import type { ClaimEvent } from './claim.events';"],
    ],
  },
  {
    says: "no feature imports another feature's commands or http",
    appliesTo: isFeature,
    forbids: ({ from, isOurs }, file) =>
      isOurs &&
      isFeature(from) &&
      roomOf(from) !== roomOf(file) &&
      ['commands', 'http'].includes(partsOf(from)[1] ?? ''),
    broken: [
      ['claim/http/a.ts', "import { EnrolCommand } from '../../participant/commands/enrol';"],
      ['claim/claim.module.ts', "import { Body } from '../participant/http/body';"],
      ['claim/queries/a/a.ts', "export { Body } from '../../../participant/http/body';"],
      ['claim/commands/a.ts', "import x = require('../../payout/commands/send');"],
    ],
    kept: [
      ['claim/http/a.ts', "import { SettleClaim } from '../commands/settle-claim';"],
      ['claim/claim.module.ts', "import { ClaimController } from './http/claim.controller';"],
      ['payout/http/a.ts', "import type { ClaimAnswer } from '../../claim/claim.answer';"],
      ['app.module.ts', "import { ClaimController } from './claim/http/claim.controller';"],
      ['claim/commands/a.ts', "import { Streams } from '../../participant/participant.streams';"],
      ['claim/commands/a.ts', "import { Module } from '@nestjs/http/commands';"],
    ],
  },
  {
    says: 'the platform imports no feature, and nothing that knows them',
    appliesTo: (file) => roomOf(file) === 'platform',
    forbids: ({ from, isOurs }) => isOurs && !NO_FEATURES.includes(roomOf(from)),
    broken: [
      ['platform/read-models/a.ts', "import type { Claim } from '../../claim/domain/claim';"],
      ['platform/clock.ts', "import { EVENT_TYPES } from '../event-types';"],
      ['platform/http/a.ts', "import type { ClaimView } from '../../claim/claim.view';"],
      ['platform/http/a.ts', "import { RELATIONS } from '../../participant/domain/events';"],
    ],
    kept: [
      ['platform/clock.ts', "import { officeDayAt } from '../kernel/calendar-day';"],
      [
        'platform/read-models/a.ts',
        "import type { EventStore } from '../event-store/event-store';",
      ],
      ['platform/read-models/a.ts', "import { DataSource } from 'typeorm';"],
      ['platform/read-models/a.ts', "import { Pool } from 'pg';"],
    ],
  },
  {
    says: 'nothing that runs imports what is written for specs',
    appliesTo: () => true,
    forbids: ({ from, isOurs }) => isOurs && isForSpecs(from),
    broken: [
      ['claim/domain/a.ts', "import { claim } from './testing/claims';"],
      ['kernel/a.ts', "import { specificationOf } from './testing/decider-specification';"],
      ['claim/domain/a.ts', "import { claim } from './claim.decider.spec';"],
    ],
    kept: [
      ['main.ts', "import { NestFactory } from '@nestjs/core';"],
      ['app.module.ts', "import { Test } from '@nestjs/core/testing/a';"],
    ],
  },
  {
    says: 'nothing but the platform speaks to a database; rows are described in queries',
    appliesTo: (file) => roomOf(file) !== 'platform',
    forbids: ({ from, names }, file) => {
      if (/^(pg|pg-[^/]+|@nestjs\/typeorm)(\/|$)/.test(from)) return true;
      if (!/^typeorm(\/|$)/.test(from)) return false;
      const described = partsOf(file)[1] === 'queries' && from === 'typeorm';
      return !described || names.some((name) => !ROWS_AND_CONDITIONS.test(name));
    },
    broken: [
      ['claim/commands/a.ts', "import { Pool } from 'pg';"],
      ['claim/commands/a.ts', "import type { PoolClient } from 'pg';"],
      ['claim/queries/a/a.ts', "import { from } from 'pg-copy-streams';"],
      ['claim/queries/a/a.ts', "import { DataSource } from 'typeorm';"],
      ['claim/queries/a/a.ts', "import { EntitySchema, type DataSource as Base } from 'typeorm';"],
      ['claim/queries/a/a.ts', "import type { EntityManager } from 'typeorm';"],
      ['claim/queries/a/a.ts', "import { Raw } from 'typeorm';"],
      ['claim/queries/a/a.ts', "import * as orm from 'typeorm';"],
      ['claim/queries/a/a.ts', "import orm from 'typeorm';"],
      ['claim/queries/a/a.ts', "const orm = require('typeorm');"],
      ['claim/queries/a/a.ts', "import { PostgresDriver } from 'typeorm/driver/postgres';"],
      ['claim/commands/a.ts', "import { EntitySchema } from 'typeorm';"],
      ['main.ts', "import { DataSource } from 'typeorm';"],
    ],
    kept: [
      ['claim/queries/a/a.ts', "import { EntitySchema, type EntitySchemaOptions } from 'typeorm';"],
      ['claim/queries/a/a.ts', "import { In, LessThanOrEqual } from 'typeorm';"],
      ['claim/commands/a.ts', "import { Streams } from '../../platform/event-store/streams';"],
    ],
  },
];

const breaches = ({ appliesTo, forbids }: Rule, sources: readonly Source[]): readonly string[] =>
  sources
    .filter(({ file }) => appliesTo(file))
    .flatMap(({ file, imports }) =>
      imports.filter((one) => forbids(one, file)).map(({ from }) => `${file} -> ${from}`),
    );

describe.each(RULES)('It is a rule that $says, and so', (rule) => {
  it('no file breaks it', () => expect(breaches(rule, SOURCES)).toEqual([]));

  it('there are files that it looks at', () =>
    expect(SOURCES.filter(({ file }) => rule.appliesTo(file)).length).toBeGreaterThan(5));

  it.each(rule.broken)('it would see a breach in %s: %s', (file, text) =>
    expect(breaches(rule, [sourceOf(file, text)])).toHaveLength(1),
  );

  it.each(rule.kept)('it sees none in %s: %s', (file, text) =>
    expect(breaches(rule, [sourceOf(file, text)])).toEqual([]),
  );
});

// --- domains stand in one order -----------------------------------------------------------------------------------

/** Features whose domains may import one another, as `a <-> b` in the order of the alphabet, each with the reason. */
const CYCLES_ALLOWED: Readonly<Record<string, string>> = {};

/** Which other features' domains the domain of each feature imports. */
const domainGraph = (sources: readonly Source[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const graph = new Map<string, Set<string>>();
  for (const { file, imports } of sources.filter((one) => isDomain(one.file)))
    for (const { from } of imports.filter((one) => one.isOurs && isDomain(one.from)))
      if (roomOf(from) !== roomOf(file))
        graph.set(roomOf(file), (graph.get(roomOf(file)) ?? new Set()).add(roomOf(from)));
  return graph;
};

/** Every pair of features that reach each other, directly or through others. */
const cyclesIn = (graph: ReturnType<typeof domainGraph>): readonly string[] => {
  const reachable = (from: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> =>
    [...(graph.get(from) ?? [])].reduce(
      (all, next) => (all.has(next) ? all : reachable(next, new Set([...all, next]))),
      seen,
    );
  const pairs = [...graph.keys()].flatMap((one) =>
    [...reachable(one)]
      .filter((other) => one < other && reachable(other).has(one))
      .map((other) => `${one} <-> ${other}`),
  );
  return pairs.sort();
};

describe('The domains of the features', () => {
  it('stand in one order: none imports another that imports it, but for those with a reason', () =>
    expect(cyclesIn(domainGraph(SOURCES))).toEqual(Object.keys(CYCLES_ALLOWED).sort()));

  it('do import one another, so that there is something to look at', () =>
    expect([...(domainGraph(SOURCES).get('claim') ?? [])]).toContain('payout'));

  it.each([
    ['two that import each other', { claim: 'payout', payout: 'claim' }, ['claim <-> payout']],
    [
      'a circle of three',
      { claim: 'payout', payout: 'programme', programme: 'claim' },
      ['claim <-> payout', 'claim <-> programme', 'payout <-> programme'],
    ],
    ['no circle', { scholarship: 'claim', claim: 'payout', payout: 'programme' }, []],
  ])('would show %s', (_what, imports, expected) => {
    const sources = Object.entries(imports).map(([one, other]) =>
      sourceOf(`${one}/domain/a.ts`, `import type { A } from '../../${other}/domain/a';`),
    );
    expect(cyclesIn(domainGraph(sources))).toEqual(expected);
  });
});

describe('This check', () => {
  it('reads every way of importing', () => {
    const text = `
      import 'a';
      import b, { type b1 as x } from 'b';
      import * as c from 'c';
      export * from 'd';
      export { e1 as y } from 'e';
      import f = require('f');
      type G = import('g').G;
      const h = () => import('h');
      // import { i } from 'i';
      const j = "import { j } from 'j'";
    `;
    const read = sourceOf('main.ts', text).imports.map(({ from, names }) => ({ from, names }));
    expect(read).toEqual([
      { from: 'a', names: [] },
      { from: 'b', names: ['*', 'b1'] },
      { from: 'c', names: ['*'] },
      { from: 'd', names: ['*'] },
      { from: 'e', names: ['e1'] },
      { from: 'f', names: ['*'] },
      { from: 'g', names: ['*'] },
      { from: 'h', names: ['*'] },
    ]);
  });

  it('knows what is meant by a relative path', () =>
    expect(
      sourceOf('claim/domain/a.ts', "import { A } from '../../kernel/event';").imports,
    ).toEqual([{ from: 'kernel/event', isOurs: true, names: ['A'] }]));

  it('finds every relative import of ours in src: what it cannot find, it cannot judge', () => {
    const files = new Set(SOURCES.map(({ file }) => file.replace(/\.ts$/, '')));
    const lost = SOURCES.flatMap(({ file, imports }) =>
      imports
        .filter(({ isOurs }) => isOurs)
        .filter(({ from }) => !files.has(from) && !files.has(`${from}/index`))
        .map(({ from }) => `${file} -> ${from}`),
    );
    expect(lost).toEqual([]);
  });
});
