import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { Rejection } from '../../kernel/rejection';
import type { Limits } from '../limits';
import { type WarningWords, warningWordsFrom } from './answers';
import { errorCode } from './error-code';
import { COMMAND_BODY_LIMIT, parseJsonBody } from './json-body';
import { FILE_LIMITS } from './uploaded-file';
import { logAnswers } from './logging';
import { rememberRoutes } from './method-not-allowed';
import { type Problem, PROBLEM_TYPE, problemFor, problemOfStatus } from './problem';
import type { ProblemCatalogue } from './problem-catalogue';
import { requestIdOf } from './request-id';
import { limitTime } from './time-limit';
import { languageOf } from './words';

const MOST_HEADER_BYTES = 16 * 1024;
const LOOK_EVERY_MS = 2_000;

export type DoorSettings = {
  readonly problems: ProblemCatalogue;
  readonly warnings: WarningWords;
  readonly limits: Limits;
};

/** Knows from the first moment of a shutdown that no more requests are taken. */
class ClosingAdapter extends FastifyAdapter {
  isClosingDown = false;

  override beforeClose(): void {
    super.beforeClose();
    this.isClosingDown = true;
  }
}

/** Fastify with limits, with the one body parser there is, and with problems for whatever it refuses by itself. */
export const fastifyAdapter = (
  { problems, warnings, limits }: DoorSettings,
  log: Logger,
): FastifyAdapter => {
  const adapter = new ClosingAdapter({
    // Only for what Fastify itself has to say: `logAnswers` writes the line of each request.
    loggerInstance: log,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    bodyLimit: COMMAND_BODY_LIMIT,
    requestTimeout: limits.receiveMs,
    return503OnClosing: false,
    http: {
      headersTimeout: limits.headersMs,
      maxHeaderSize: MOST_HEADER_BYTES,
      // Node looks every 30 s by itself: a limit of ten would be one of forty.
      connectionsCheckingInterval: Math.min(limits.headersMs / 2, LOOK_EVERY_MS),
    },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuseUnrouted(problems, error, request, reply),
    clientErrorHandler: (error: Error, socket: Socket) => refuseUnread(problems, error, socket),
  });
  const instance = adapter.getInstance<FastifyInstance>();
  instance.decorateRequest('caller', null);
  instance.decorateRequest('area', null);
  instance.decorateRequest('commandContext', null);
  instance.decorateRequest('accessPurpose', null);
  instance.decorateRequest('openedParts', null);
  instance.decorate('warningWords', warningWordsFrom(problems, warnings));
  takeJsonOnly(instance);
  takeFilesWhereAsked(instance);
  setLimits(instance);
  limitTime(instance, limits.requestMs);
  refuseWhenClosing(instance, adapter);
  refuseWhenFull(instance, limits.requestsAtOnce);
  rememberRoutes(instance);
  logAnswers(instance, log);
  return adapter;
};

/** The router could not read the path, so no filter sees this request. */
const refuseUnrouted = (
  problems: ProblemCatalogue,
  error: Error,
  { id, headers }: FastifyRequest,
  reply: FastifyReply,
): void => {
  const language = languageOf(headers['accept-language']);
  const problem = problemFor(error, problems, { language, path: '/', requestId: id });
  void reply.status(problem.status).header('Content-Type', PROBLEM_TYPE);
  void reply.send(JSON.stringify(problem));
};

const STATUS_OF_CLIENT_ERROR: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What came in was no HTTP, or too slow, or its headers were too large: there is no request to answer, only a socket. */
const refuseUnread = (problems: ProblemCatalogue, error: Error, socket: Socket): void => {
  if (errorCode(error) === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_CLIENT_ERROR[errorCode(error) ?? ''] ?? 400;
  const requestId = requestIdOf({ headers: {} });
  socket.end(
    rawAnswer(problemOfStatus(status, problems, { language: 'id', path: '/', requestId })),
  );
};

const rawAnswer = (problem: Problem): string => {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${problem.code}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Request-Id: ${problem.requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
};

const takeJsonOnly = (instance: FastifyInstance): void => {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, parseJsonBody(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
};

/** Read by the route itself, after its guards: nobody's file is taken before it is known who sends it. */
const takeFilesWhereAsked = (instance: FastifyInstance): void => {
  void instance.register(multipart, { limits: FILE_LIMITS });
  instance.addHook('onRequest', (request, _reply, done) => {
    const { multipart: takesFiles } = request.routeOptions.config as { multipart?: boolean };
    const isFile = /^multipart\//i.test(request.headers['content-type'] ?? '');
    done(isFile && !takesFiles ? new Rejection('unsupported-media-type') : undefined);
  });
};

const setLimits = (instance: FastifyInstance): void => {
  instance.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { readonly bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  instance.addHook('onRequest', (request, reply, done) => {
    void reply.header('Request-Id', request.id).header('X-Content-Type-Options', 'nosniff');
    done();
  });
};

/** Whoever comes when too many are inside is told so at once: to let him wait would only keep his body in memory. */
const refuseWhenFull = (instance: FastifyInstance, most: number): void => {
  let inside = 0;
  instance.addHook('onRequest', (request, reply, done) => {
    inside++;
    reply.raw.once('close', () => inside--);
    const full = inside > most && !request.url.startsWith('/health/');
    done(full ? new Rejection('overloaded') : undefined);
  });
};

const refuseWhenClosing = (instance: FastifyInstance, adapter: ClosingAdapter): void => {
  instance.addHook('onRequest', (_request, reply, done) => {
    if (adapter.isClosingDown) void reply.header('Connection', 'close');
    done(adapter.isClosingDown ? new Rejection('shutting-down') : undefined);
  });
};
