import { randomUUID } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

export type Answer<Body = Json> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** The stream's version as the ETag says it, ready for `If-Match`. */
  readonly version: string | null;
  readonly position: string | null;
};

export type CommandOptions = {
  /** The ETag that was seen, quotes included. */
  readonly ifMatch?: string | null;
  /** Default: a new one for each command; null sends none. */
  readonly key?: string | null;
  readonly dryRun?: boolean;
  readonly language?: 'id' | 'en';
};

type Sent = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
};

/** One member of the office at the API: the token says who. Any language could do the same with plain HTTP. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @param body text goes out as it is, for what JavaScript would not write by itself */
  post<Body = Json>(path: string, body: object | string, options: CommandOptions = {}) {
    const { ifMatch, key = randomUUID(), dryRun = false, language } = options;
    return this.ask<Body>('POST', `${path}${dryRun ? '?dryRun=true' : ''}`, {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        'Content-Type': 'application/json',
        ...(key === null ? {} : { 'Idempotency-Key': key }),
        ...(ifMatch ? { 'If-Match': ifMatch } : {}),
        ...(language ? { 'Accept-Language': language } : {}),
      },
    });
  }

  /** A file as the part `file`, with short fields beside it. */
  send<Body = Json>(
    path: string,
    file: Uint8Array<ArrayBuffer>,
    fields: Readonly<Record<string, string>>,
    options: CommandOptions & { readonly name?: string } = {},
  ) {
    const { key = randomUUID(), dryRun = false, language, name = 'daftar.xlsx' } = options;
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    body.append('file', new Blob([file]), name);
    return this.ask<Body>('POST', `${path}${dryRun ? '?dryRun=true' : ''}`, {
      body,
      headers: {
        ...(key === null ? {} : { 'Idempotency-Key': key }),
        ...(language ? { 'Accept-Language': language } : {}),
      },
    });
  }

  get<Body = Json>(path: string, headers: Readonly<Record<string, string>> = {}) {
    return this.ask<Body>('GET', path, { headers });
  }

  /** The bytes of a file. */
  async download(path: string): Promise<ArrayBuffer> {
    const headers = { Authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.url}${path}`, { headers });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
    return response.arrayBuffer();
  }

  private async ask<Body>(method: string, path: string, init: Sent): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      method,
      headers: { ...init.headers, Authorization: `Bearer ${this.token}` },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as Body,
      version: response.headers.get('etag'),
      position: response.headers.get('position'),
    };
  }
}
