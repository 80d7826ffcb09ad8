import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { faultsOf } from './support/answers/answer-faults';
import { watchingAnswers } from './support/answers/watched-answers';

// The office of the tests holds each answer to the document of the API: here it is seen that a wrong one is found.

/** What the process might say of its life. */
const live = (body: unknown, status = 200, mediaType = 'application/json') => ({
  method: 'GET',
  path: '/health/live',
  status,
  mediaType,
  body: JSON.stringify(body),
});

describe('An answer, held to the document', () => {
  it('is right where it is what the document says', () =>
    expect(faultsOf(live({ status: 'ok' }))).toEqual([]));

  it.each([
    ['a field is missing', live({}), 'required'],
    ['a value is another', live({ status: 'fine' }), 'allowed values'],
    ['there is a field of which nobody was told', live({ status: 'ok', more: 1 }), 'additional'],
    ['the status is not in the document', live({ status: 'ok' }, 202), '202'],
    ['it is no JSON', live('', 200, 'text/html'), 'text/html'],
  ])('is wrong where %s', (_, answered, why) =>
    expect(faultsOf(answered)).toEqual([expect.stringContaining(why)]),
  );

  it('is watched in whatever was started', async () => {
    const [server, answers] = await watchingAnswers(async () => {
      const started = Fastify();
      started.get('/health/live', () => ({ status: 'ok', more: 1 }));
      started.get('/v1/claims/:id', (_, reply) => reply.status(404).send({ code: 'not-found' }));
      await started.listen({ host: '127.0.0.1', port: 0 });
      return started;
    });
    const { port } = server.server.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}/v1/claims/clm_1`);
    expect(() => answers.mustBeTrue()).not.toThrow();
    await fetch(`http://127.0.0.1:${port}/health/live`);
    expect(() => answers.mustBeTrue()).toThrow('GET /health/live:');
    await server.close();
  });
});
