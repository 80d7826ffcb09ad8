import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PROBLEMS, WARNINGS } from '../../problems';
import { type Limits, USUAL_LIMITS } from '../limits';
import { KeyedHasher } from '../privacy/keyed-hash';
import { developmentToken } from '../security/development-keys';
import { securitySettingsFrom } from '../security/security-settings';
import { NoFields } from './fields';
import { closeGracefully, createHttpApplication } from './http-application';
import { Command, Query } from './routes';

// What happens when it is too much: too often, too many at once, too long, too late.

let letGo: () => void = () => undefined;
let held: Promise<void> = Promise.resolve();
let inside = 0;
const hold = (): void => {
  inside = 0;
  held = new Promise((resolve) => (letGo = resolve));
};
const waitInside = (): Promise<void> => {
  inside++;
  return held;
};
/** Until so many requests have come as far as their handler. */
const arrived = async (requests: number): Promise<void> => {
  while (inside < requests) await aMoment();
};

@Controller('things')
class ThingsController {
  @Get()
  @Query({ roles: ['auditor'], summary: 'Waits' })
  async wait() {
    await waitInside();
    return { waited: true };
  }

  @Post()
  @Command({ roles: ['auditor'], summary: 'Takes its time', seconds: 30 })
  async slowly(@Body() _body: NoFields) {
    await waitInside();
    return { done: true };
  }

  @Post('usual')
  @Command({ roles: ['auditor'], summary: 'Has the usual time' })
  async asUsual(@Body() _body: NoFields) {
    await waitInside();
    return { done: true };
  }
}

@Module({
  controllers: [ThingsController],
  providers: [
    {
      provide: KeyedHasher,
      useValue: { commandId: () => 'c', fingerprint: () => 'f' },
    },
  ],
  exports: [KeyedHasher],
})
class ThingsModule {}

const folder = mkdtempSync(join(tmpdir(), 'kelambu-limits-'));
const security = securitySettingsFrom({}, folder);
const open: NestFastifyApplication[] = [];

afterEach(async () => {
  letGo();
  held = Promise.resolve();
  for (const app of open.splice(0)) await closeGracefully(app);
});
afterAll(() => rmSync(folder, { recursive: true }));

const served = async (limits: Partial<Limits>) => {
  const app = await createHttpApplication(
    { module: ThingsModule, global: true },
    {
      security,
      problems: PROBLEMS,
      warnings: WARNINGS,
      release: '0.1.0',
      logLevel: 'silent',
      limits: { ...USUAL_LIMITS, ...limits },
    },
  );
  open.push(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, base: `http://127.0.0.1:${port}` };
};

const tokenOf = (actor: string) =>
  developmentToken(security, { actor, roles: ['auditor'], subDistricts: 'all', scopes: [] }, 1);

const asked = async (base: string, actor: string | null, method = 'GET', path = '') => {
  const authorization = actor === null ? 'Bearer none' : `Bearer ${await tokenOf(actor)}`;
  const answer = await fetch(`${base}/v1/things${path}`, {
    method,
    headers: { authorization, 'idempotency-key': 'k', 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
  const body = (await answer.json()) as { code?: string };
  return { status: answer.status, headers: answer.headers, code: body.code };
};

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('A caller who calls too often', () => {
  it('is told what is left, and then when to come again', async () => {
    const { base } = await served({ requestsPerMinute: 2 });
    const first = await asked(base, 'a');
    expect([first.status, first.headers.get('ratelimit-remaining')]).toEqual([200, '1']);
    await asked(base, 'a');

    const third = await asked(base, 'a');
    expect([third.status, third.code]).toEqual([429, 'rate-limited']);
    expect(third.headers.get('ratelimit-limit')).toBe('2');
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(1);
    expect(third.headers.get('retry-after')).toBe(third.headers.get('ratelimit-reset'));
  });

  it('takes nothing from others', async () => {
    const { base } = await served({ requestsPerMinute: 1 });
    await asked(base, 'a');
    expect((await asked(base, 'a')).status).toBe(429);
    expect((await asked(base, 'b')).status).toBe(200);
  });

  it('is counted by his address while nobody knows who he is', async () => {
    const { base } = await served({ requestsPerMinute: 1 });
    expect((await asked(base, null)).status).toBe(401);
    expect((await asked(base, null)).status).toBe(429);
    expect((await asked(base, 'a')).status).toBe(200);
  });

  it('is not counted where no limit is set', async () => {
    const { base } = await served({ requestsPerMinute: 0 });
    const answer = await asked(base, 'a');
    expect([answer.status, answer.headers.get('ratelimit-limit')]).toEqual([200, null]);
  });
});

describe('More requests at once than are taken', () => {
  it('are refused at once, health is still told, and the others go on', async () => {
    const { base } = await served({ requestsAtOnce: 2 });
    hold();
    const both = [asked(base, 'a'), asked(base, 'b')];
    await arrived(2);
    const third = await asked(base, 'c');
    expect([third.status, third.code]).toEqual([503, 'overloaded']);
    expect((await fetch(`${base}/health/live`)).status).toBe(200);

    letGo();
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await asked(base, 'c')).status).toBe(200);
  });

  it('make room again when they hang up', async () => {
    const { base } = await served({ requestsAtOnce: 1 });
    hold();
    const token = await tokenOf('a');
    const caller = new AbortController();
    const gone = fetch(`${base}/v1/things`, {
      headers: { authorization: `Bearer ${token}` },
      signal: caller.signal,
    });
    await arrived(1);
    caller.abort();
    await expect(gone).rejects.toThrow();
    await aMoment();
    letGo();
    expect((await asked(base, 'b')).status).toBe(200);
  });
});

describe('A request that is not done in time', () => {
  it('is answered all the same, and may be sent again', async () => {
    const { base } = await served({ requestMs: 100 });
    hold();
    const answer = await asked(base, 'a');
    expect([answer.status, answer.code]).toEqual([503, 'too-slow']);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('is answered though its body was read long ago', async () => {
    const { base } = await served({ requestMs: 100 });
    hold();
    const answer = await asked(base, 'a', 'POST', '/usual');
    expect([answer.status, answer.code]).toEqual([503, 'too-slow']);
  });

  it('has longer where its route says so', async () => {
    const { base } = await served({ requestMs: 100 });
    hold();
    const answer = asked(base, 'a', 'POST');
    setTimeout(() => letGo(), 300);
    expect((await answer).status).toBe(200);
  });
});

describe('A stop', () => {
  it('lets a command that is under way end with its answer', async () => {
    const { app, base } = await served({});
    hold();
    const answer = asked(base, 'a', 'POST');
    await arrived(1);
    const stopped = closeGracefully(app);
    await aMoment();
    letGo();
    expect((await answer).status).toBe(200);
    await stopped;
    open.splice(0);
  });

  it('does not wait for one that never ends', async () => {
    const { app, base } = await served({});
    hold();
    const answer = asked(base, 'a', 'POST').catch(() => 'cut');
    await arrived(1);
    await closeGracefully(app, 200);
    expect(await answer).toBe('cut');
    open.splice(0);
  });
});
