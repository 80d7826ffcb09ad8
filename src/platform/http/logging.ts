import type { FastifyInstance } from 'fastify';
import { errorCode } from './error-code';
import pino, { type DestinationStream, type LogFn, type Logger } from 'pino';

/** Never in a log, wherever it stands: who is allowed in, and who somebody is. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'token',
  'password',
  'nik',
  'birthDate',
  'phone',
  'address',
  'account',
  'familyCardNumber',
  'personal',
  'body',
  'query',
  'parameters',
];

const REDACTED = SECRET_NAMES.flatMap((name) => [`*.${name}`, `*.*.${name}`]);

export const logger = (level: string, destination?: DestinationStream): Logger => {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[hidden]' },
    hooks: { logMethod: writeTidied },
    serializers: { err: faultToLog, error: faultToLog, req: methodOf, res: statusOf },
  };
  return destination ? pino(options, destination) : pino(options);
};

/** pino takes an error's own message for the line's, whatever a serializer made of the error. */
function writeTidied(this: Logger, [first, ...others]: Parameters<LogFn>, write: LogFn): void {
  const { err } = Object(first) as { readonly err?: unknown };
  if (isError(first)) write.call(this, faultToLog(first), 'failed');
  else if (isError(err)) write.call(this, { ...(first as object), err: faultToLog(err) }, 'failed');
  else write.call(this, typeof first === 'string' ? withoutValues(first) : first, ...others);
}

const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

const methodOf = ({ method }: { readonly method?: string }) => ({ method });
const statusOf = ({ statusCode }: { readonly statusCode?: number }) => ({ statusCode });

/**
 * One line per answer. The route's pattern stands for its path, so that no id, number or query value is written, and
 * neither are headers or bodies.
 */
export const logAnswers = (instance: FastifyInstance, log: Logger): void => {
  instance.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        actor: request.caller?.actor,
      },
      'answered',
    );
    done();
  });
};

const QUOTED_OR_LONG = /"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)=\([^)]*\)|\d{6,}/g;
const LONGEST_MESSAGE = 300;

const LONG_NUMBER = /\d{13,}/g;
const withoutValues = (text: string): string => text.replaceAll(LONG_NUMBER, '…');

/**
 * What may be written of an error: its name, its code and where it happened. Databases quote values in their messages,
 * so whatever stands in quotes or looks like a number of somebody is left out, and details are not looked at.
 */
export const faultToLog = (error: unknown): Readonly<Record<string, unknown>> => {
  if (!isError(error)) return { fault: typeof error };
  const code = errorCode(error);
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    fault: error.name,
    ...(code === undefined ? {} : { faultCode: code }),
    message: error.message.replaceAll(QUOTED_OR_LONG, '…').slice(0, LONGEST_MESSAGE),
    at: at.slice(0, 12).map((line) => line.trim()),
  };
};
