import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema';

export type KelambuClient = Client<paths>;

/**
 * The API as the checked-in document describes it, every path and body typed. Each command gets a key of its own; give
 * one in the header `Idempotency-Key` to be able to send the same command again.
 * @param token asked for each request, so that a new one is taken as soon as there is one
 */
export const kelambuClient = ({
  url,
  token,
}: {
  readonly url: string;
  readonly token: () => string | Promise<string>;
}): KelambuClient => {
  const client = createClient<paths>({ baseUrl: url });
  client.use({
    onRequest: async ({ request }) => {
      request.headers.set('Authorization', `Bearer ${await token()}`);
      if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
        request.headers.set('Idempotency-Key', crypto.randomUUID());
      return request;
    },
  });
  return client;
};
