import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

const { FST_ERR_HANDLER_TIMEOUT: TooSlow } = errorCodes;

/**
 * Answers a request that has not been answered in time; what it has begun ends by itself. Fastify's own
 * `handlerTimeout` stops counting once the body is read, so that a command would have had no limit at all.
 * @param usualMs where the route does not say `seconds` by itself
 */
export const limitTime = (instance: FastifyInstance, usualMs: number): void => {
  instance.addHook('onRequest', (request, reply, done) => {
    const { seconds } = request.routeOptions.config as { readonly seconds?: number };
    const ms = seconds === undefined ? usualMs : seconds * 1_000;
    const timer = setTimeout(() => endInTime(request, reply, ms), ms);
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
};

const endInTime = (request: FastifyRequest, reply: FastifyReply, ms: number): void => {
  if (reply.sent) return;
  const tooSlow = new TooSlow(String(ms), request.routeOptions.url ?? 'unknown');
  // The head of an answer has left already: the caller sees only by a cut connection that this is not all of it.
  if (reply.raw.headersSent) reply.raw.destroy(tooSlow);
  else void reply.send(tooSlow);
};
