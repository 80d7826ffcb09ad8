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

export type Answer<Body extends object> = {
  readonly decided: Outcome;
  /** `{ claim: … }`: the name and the view of what the command was about. */
  readonly body: Body;
  /** Where it is found; goes out only where the command opened it. */
  readonly location?: string;
  readonly warnings?: readonly Warning[];
  /** Nothing was written, so nothing was opened. */
  readonly dryRun?: boolean;
};

/** A fact that the command added, or would add: its id in the log, its type, and the version of the stream with it. */
export type AnsweredEvent = {
  readonly id: string;
  readonly type: string;
  readonly version: number;
};

/** A warning in the language that was asked for. */
export type SpokenWarning = Warning & { readonly detail: string };

/** What stands in the answer of every command beside what it was about. */
export type CommandAnswer = {
  /** Empty where the same facts were recorded before. */
  readonly events: readonly AnsweredEvent[];
  readonly warnings: readonly SpokenWarning[];
  readonly position: Position;
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
export const answerOf = <Body extends object>(
  reply: FastifyReply,
  { decided, body, location, warnings = [], dryRun = false }: Answer<Body>,
): Body & CommandAnswer => {
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

const spoken = (reply: FastifyReply, { code, facts, rule }: Warning): SpokenWarning => {
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
