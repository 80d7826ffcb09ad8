import fastify from 'fastify';
import { Registry } from 'prom-client';
import { observeHttp } from './http-metrics';

const observed = async (...paths: readonly string[]): Promise<string> => {
  const server = fastify();
  const registry = new Registry();
  observeHttp(server, registry);
  server.get('/v1/claims/:id', () => ({}));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  for (const path of paths) await (await fetch(`${url}${path}`)).text();
  await server.close();
  return registry.metrics();
};

describe('An answer', () => {
  it('is counted by its route and status, and never by an id', async () => {
    const metrics = await observed('/v1/claims/clm_1', '/v1/claims/9916051708900003');
    expect(metrics).toContain(
      'http_server_request_duration_seconds_count{method="GET",route="/v1/claims/:id",status="200"} 2',
    );
    expect(metrics).not.toMatch(/clm_1|9916051708900003/);
  });

  it('about a path that there is not makes no label of it', async () => {
    const metrics = await observed('/wp-admin', '/9916051708900003');
    expect(metrics).toContain('_count{method="other",route="unknown",status="404"} 2');
  });
});
