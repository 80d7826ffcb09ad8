import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts and times every answer. The route's pattern stands for its path, so that no id becomes a label, and no stranger
 * can make labels by asking for paths that there are not.
 */
export const observeHttp = (instance: FastifyInstance, registry: Registry): void => {
  const registers = [registry];
  const labelNames = ['method', 'route', 'status'] as const;
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'From the first byte of a request to the last of its answer.',
    labelNames,
    buckets: BUCKETS,
    registers,
  });
  const aborted = new Counter({
    name: 'http_server_requests_aborted_total',
    help: 'Requests whose caller hung up before the answer.',
    registers,
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const method = request.routeOptions.url === undefined ? 'other' : request.method;
    duration.observe(
      { method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
    done();
  });
  instance.addHook('onRequestAbort', (_request, done) => {
    aborted.inc();
    done();
  });
};
