import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentedSchema } from './openapi-examples';

/** What one route answers when all is well. */
export type RouteAnswer = {
  /** Of its JSON, where it may answer with JSON. */
  readonly json?: DocumentedSchema;
  /** It may answer with a file or a text. */
  readonly file?: true;
};

/** What all routes answer, as their methods say it: made from their types (`WRITE_OPENAPI=1`), and held to them by a test. */
export type DocumentedAnswers = {
  /** By the id of the operation in the document of the API. */
  readonly operations: Readonly<Record<string, RouteAnswer>>;
  readonly components: Readonly<Record<string, DocumentedSchema>>;
};

/** Beside this file, in `src` as in `dist`. */
export const ANSWERS_FILE = join(__dirname, 'answer-schemas.json');

export const documentedAnswers = (): DocumentedAnswers =>
  JSON.parse(readFileSync(ANSWERS_FILE, 'utf8')) as DocumentedAnswers;
