import type { FastifyReply } from 'fastify';
import type { JsonObject } from '../../kernel/event';
import type { Rule } from '../../kernel/rejection';
import type { Position } from '../event-store/event-store';
import type { RecordedEvent } from '../event-store/recorded-event';
import type { ProblemCatalogue } from './problem-catalogue';
import { languageOf, say, type Words } from './words';

/** Something that the caller should look at, though the answer is yes. */
export type Warning = { readonly code: string; readonly facts?: JsonObject; readonly rule?: Rule };

/** What became of a command, as `decideAndAppend` says it. */
type Outcome = {
  readonly history: readonly unknown[];
  readonly added: readonly Pick<RecordedEvent, 'id' | 'type' | 'revision'>[];
  readonly position: Position;
  readonly replayed: boolean;
};

export type Answer = {
  readonly decided: Outcome;
  /** `{ claim: … }`: the name and the view of what the command was about. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Where it is found; goes out only where the command opened it. */
  readonly location?: string;
  readonly warnings?: readonly Warning[];
  /** Nothing was written, so nothing was opened. */
  readonly dryRun?: boolean;
};

/** What warnings say; put beside the server when it is made. */
export type WarningWords = Readonly<Record<string, Words>>;

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to.
  interface FastifyInstance {
    warningWords: WarningWords;
  }
}

/** Sets the headers and the status of a command's answer, and gives its body. */
export const answerOf = (
  reply: FastifyReply,
  { decided, body, location, warnings = [], dryRun = false }: Answer,
): Readonly<Record<string, unknown>> => {
  const { history, added, position, replayed } = decided;
  const opened = added[0]?.revision === 0 && !dryRun;
  setReadHeaders(reply, position, dryRun ? history.length - added.length : history.length);
  if (replayed) void reply.header('Idempotent-Replayed', 'true');
  if (opened && location !== undefined) void reply.header('Location', location);
  void reply.status(opened ? 201 : 200);
  return {
    ...body,
    events: added.map(({ id, type, revision }) => ({ id, type, version: revision + 1 })),
    warnings: warnings.map((warning) => spoken(reply, warning)),
    position,
  };
};

/** Headers of a GET of one resource: its version, where it has one, and how far the log was read. */
export const setReadHeaders = (reply: FastifyReply, position: Position, version?: number): void => {
  void reply.header('Position', position).header('Cache-Control', 'no-store');
  if (version !== undefined && version > 0) void reply.header('ETag', `"${version}"`);
};

const spoken = (reply: FastifyReply, { code, facts, rule }: Warning) => {
  const words = reply.server.warningWords[code];
  const language = languageOf(reply.request.headers['accept-language']);
  return {
    code,
    detail: words ? say(words, language, facts) : code,
    ...(facts ? { facts } : {}),
    ...(rule ? { rule } : {}),
  };
};

/** A code may be a problem at one time and a warning at another: it says the same. */
export const warningWordsFrom = (
  problems: ProblemCatalogue,
  warnings: WarningWords,
): WarningWords => ({
  ...Object.fromEntries(Object.entries(problems).map(([code, { detail }]) => [code, detail])),
  ...warnings,
});
