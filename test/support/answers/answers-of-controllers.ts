import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { DocumentedAnswers, RouteAnswer } from '../../../src/platform/http/documented-answers';
import { type Schema, schemaWriter } from './schema-of-type';

const ROOT = join(__dirname, '../../..');
const ROUTES = ['Get', 'Post'];

/**
 * What all routes answer, by the return types of their methods.
 * @throws Error where such a type is loose (`any`, `unknown`), or nothing that goes out as JSON.
 */
export const answersOfControllers = (): DocumentedAnswers => {
  const program = programOf(controllerFiles());
  const checker = program.getTypeChecker();
  const writer = schemaWriter(checker);
  const operations = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith('.controller.ts'))
    .flatMap((file) => controllersIn(checker, file))
    .flatMap(({ name, instance }) =>
      routesOf(instance).map((method): [string, RouteAnswer] => {
        const id = `${name.replace(/Controller$/, '')}_${method.name}`;
        return [id, answerOf(checker, method, (type) => writer.schemaOf(type, id))];
      }),
    );
  return {
    operations: Object.fromEntries(operations.sort(([one], [other]) => (one < other ? -1 : 1))),
    components: writer.components(),
  };
};

const controllerFiles = (): readonly string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.controller.ts'))
    .sort()
    .map((name) => join(ROOT, 'src', name));

const programOf = (files: readonly string[]): ts.Program => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as {
    readonly config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return ts.createProgram(files, { ...options, noEmit: true, incremental: false });
};

type ControllerType = { readonly name: string; readonly instance: ts.Type };

const controllersIn = (checker: ts.TypeChecker, file: ts.SourceFile): readonly ControllerType[] => {
  const module = checker.getSymbolAtLocation(file);
  if (!module) return [];
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    if (!(symbol.flags & ts.SymbolFlags.Value)) return [];
    const [made] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    return made ? [{ name: symbol.name, instance: made.getReturnType() }] : [];
  });
};

const routesOf = (instance: ts.Type): readonly ts.Symbol[] =>
  instance.getProperties().filter(({ valueDeclaration: method }) => {
    const decorators = method && ts.canHaveDecorators(method) ? ts.getDecorators(method) : [];
    return decorators?.some(({ expression }) =>
      ROUTES.some((route) => expression.getText().startsWith(`${route}(`)),
    );
  });

const answerOf = (
  checker: ts.TypeChecker,
  method: ts.Symbol,
  schemaOf: (type: ts.Type) => Schema,
): RouteAnswer => {
  const [signature] = checker.getTypeOfSymbol(method).getCallSignatures();
  const returned = signature && checker.getAwaitedType(signature.getReturnType());
  if (!returned) throw new Error(`${method.name} returns nothing.`);
  const all = returned.isUnion() ? returned.types : [returned];
  const told = all.filter((type) => !isFile(type));
  const json = told.map((type) => schemaOf(type));
  const [only = {}] = json;
  return {
    ...(json.length > 0 ? { json: json.length === 1 ? only : { anyOf: json } } : {}),
    ...(told.length < all.length ? { file: true } : {}),
  };
};

const isFile = (type: ts.Type): boolean =>
  (type.flags & ts.TypeFlags.String) !== 0 || type.getSymbol()?.name === 'StreamableFile';
