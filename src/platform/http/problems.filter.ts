import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Inject,
  Injectable,
  Logger,
  Optional,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessLog } from '../security/access-log';
import { askedIn } from './access-log.interceptor';
import { faultToLog } from './logging';
import { otherMethodsOf } from './method-not-allowed';
import { type Problem, PROBLEM_TYPE, problemFor, problemOfStatus } from './problem';
import { PROBLEM_CATALOGUE, type ProblemCatalogue } from './problem-catalogue';
import { languageOf } from './words';

const INTERNAL = 500;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const METHOD_NOT_ALLOWED = 405;

/** Whoever asks again at once would only make it worse. */
const RETRY_AFTER_SECONDS = 1;

/** A problem, and the methods that its path has: they go out in a header. */
type Sent = Problem & { readonly allow?: readonly string[] };

/** Every error leaves the house through here. */
@Catch()
@Injectable()
export class ProblemsFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(
    @Inject(PROBLEM_CATALOGUE) private readonly catalogue: ProblemCatalogue,
    @Optional() @Inject(AccessLog) private readonly accessLog?: AccessLog,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;

    const problem = this.problemOf(error, request);
    if (problem.status >= INTERNAL) this.report(problem, error);
    if (problem.status === FORBIDDEN) await this.remember(request, problem);
    sendProblem(reply, problem);
  }

  /** Where a caller asks for what the log has not come to yet, nothing is broken: no stack, and nobody is woken. */
  private report({ code, requestId }: Problem, error: unknown): void {
    if (code === 'projection-behind') this.logger.warn({ code, requestId });
    else this.logger.error({ code, requestId, ...faultToLog(error) });
  }

  /** What somebody tried and may not. A log that cannot be written makes a refusal no less of one. */
  private async remember(request: FastifyRequest, { code, requestId }: Problem): Promise<void> {
    const { caller } = request;
    if (!caller || !this.accessLog) return;
    try {
      await this.accessLog.refused(askedIn(request, caller), code);
    } catch (error) {
      this.logger.error({ code: 'access-log', requestId, ...faultToLog(error) });
    }
  }

  private problemOf(error: unknown, request: FastifyRequest): Sent {
    const found = problemFor(error, this.catalogue, contextOf(request));
    const isUnknownRoute = found.status === NOT_FOUND && request.is404;
    return isUnknownRoute ? this.unlessOtherMethod(found, request) : found;
  }

  /** A path that exists for another method is not unknown. */
  private unlessOtherMethod(found: Problem, request: FastifyRequest): Sent {
    const allow = otherMethodsOf(request);
    if (allow.length === 0) return found;
    const problem = problemOfStatus(METHOD_NOT_ALLOWED, this.catalogue, contextOf(request));
    return { ...problem, allow };
  }
}

const contextOf = (request: FastifyRequest) => ({
  language: languageOf(request.headers['accept-language']),
  path: request.url.split('?')[0] ?? '/',
  requestId: request.id,
});

const sendProblem = (reply: FastifyReply, problem: Sent): void => {
  const { status, code, retryable } = problem;
  const { allow, ...body } = problem;
  if (allow) void reply.header('Allow', allow.join(', '));
  if (code === 'unauthenticated') void reply.header('WWW-Authenticate', 'Bearer');
  if (retryable && !reply.hasHeader('Retry-After'))
    void reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
  void reply
    .status(status)
    .header('Content-Type', PROBLEM_TYPE)
    .header('Cache-Control', 'no-store')
    .header('Vary', 'Accept-Language')
    .send(JSON.stringify(body));
};
