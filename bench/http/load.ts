import { Agent, request } from 'node:http';
import { rateOf } from '../support/rounds';

export const CONNECTIONS = 64;

type Asked = {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the n-th request, so that none is a repeat. */
  readonly bodyOf: (n: number) => object;
};

/** Of all bodies of a run of the benchmark. */
let next = 1;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** The status, once the whole answer has come. */
export const post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const text = Buffer.from(JSON.stringify(body));
    const sent = request(url, {
      ...{ agent, method: 'POST' },
      headers: {
        ...headers,
        ...{ 'Content-Type': 'application/json', 'Content-Length': text.length },
        'Idempotency-Key': crypto.randomUUID(),
      },
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      answer.on('end', () => resolve(answer.statusCode ?? 0)).resume();
    });
    sent.end(text);
  });

/** Good answers a second over so many connections; any other answer ends the benchmark. */
export const postsPerSecond = ({ url, path, headers, bodyOf }: Asked) =>
  rateOf(CONNECTIONS, async () => {
    const status = await post(`${url}${path}`, headers, bodyOf(next++));
    if (status !== 201) throw new Error(`${path} was answered with ${status}.`);
  });
