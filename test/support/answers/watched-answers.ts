import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultsOf } from './answer-faults';

/** Fastify says on it that a server was made, before anything is registered there. */
const MADE = 'fastify.initialization';

/** Pages, and the document itself. */
const OUTSIDE = /^\/(docs|console)/;

export type WatchedAnswers = {
  /** @throws Error that names every answer which was not what the document says. */
  readonly mustBeTrue: () => void;
};

/** Starts something that serves, and holds each good answer that it gives to the document of the API. */
export const watchingAnswers = async <Served>(
  start: () => Promise<Served>,
): Promise<readonly [Served, WatchedAnswers]> => {
  const faults = new Set<string>();
  const watch = (message: unknown) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('onSend', (request, reply, payload, done) => {
      for (const fault of faultsIn(request, reply, payload)) faults.add(fault);
      done(null, payload);
    });
  };
  subscribe(MADE, watch);
  const served = await start().finally(() => unsubscribe(MADE, watch));
  const mustBeTrue = () => {
    if (faults.size > 0)
      throw new Error(`Not what the document says:\n${[...faults].sort().join('\n')}`);
  };
  return [served, { mustBeTrue }];
};

const faultsIn = (
  { method, routeOptions }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): readonly string[] => {
  const { url = '' } = routeOptions;
  const { statusCode: status } = reply;
  if (status < 200 || status >= 300 || url === '' || OUTSIDE.test(url)) return [];
  const path = url.replaceAll(/:(\w+)/g, '{$1}');
  const [mediaType = ''] = String(reply.getHeader('content-type')).split(';');
  const body = typeof payload === 'string' ? payload : '';
  return faultsOf({ method, path, status, mediaType, body }).map(
    (fault) => `${method} ${path}: ${fault}`,
  );
};
