import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Body,
  Controller,
  Get,
  Global,
  Module,
  Param,
  Post,
  Query as Parameters,
  Res,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { caseNumber } from '../../kernel/case-number';
import { Rejection } from '../../kernel/rejection';
import { PROBLEMS, WARNINGS } from '../../problems';
import type { CommandContext } from '../command-context';
import { KeyedHasher } from '../privacy/keyed-hash';
import type { Role } from '../event-store/recorded-event';
import { VersionConflict } from '../event-store/version-conflict';
import { ProjectionBehind } from '../read-models/progress';
import { developmentToken } from '../security/development-keys';
import { securitySettingsFrom } from '../security/security-settings';
import { answerOf } from './answers';
import { CaseNumbers, PathId } from './case-numbers';
import { type Asker, Ctx, WhoAsks } from './command-context';
import {
  Count,
  Day,
  Flag,
  Id,
  ListOf,
  Money,
  Nested,
  Nik,
  NoFields,
  OneOf,
  Phone,
  Text,
} from './fields';
import type { Money as MoneyValue } from './field-kinds';
import { READINESS_CHECKS } from './health.controller';
import { closeGracefully, createHttpApplication, type HttpSettings } from './http-application';
import { BATCH_BODY_LIMIT } from './json-body';
import { PageQuery } from './paging';
import { publicId } from './public-ids';
import { AccessLog } from '../security/access-log';
import { Places } from '../security/places';
import { Command, Query } from './routes';

const PARTICIPANT = '3a1f0c5e-9b7d-5e21-8c44-0f1e2d3c4b5a';
const CLAIM = '00000000-0000-5000-8000-000000000001';
const CLAIM_NUMBER = caseNumber('KLM', 2026, CLAIM);

class RowBody {
  @Text({ max: 20 })
  name: string;

  @Count({ max: 10 })
  pages: number;
}

class ReportBody {
  @Money()
  total: MoneyValue;

  @Day()
  diedOn: string;

  @Nik({ optional: true })
  nik: string | null;

  @OneOf(['family', 'village'], { optional: true })
  source: string | null;

  @Phone({ optional: true })
  phone: string | null;

  @Id('clm', { optional: true })
  claimId: string | null;

  @Flag({ optional: true })
  urgent: boolean | null;

  @Nested(() => RowBody, { optional: true })
  row: RowBody | null;

  @ListOf(() => RowBody, { max: 3, optional: true })
  rows: readonly RowBody[] | null;
}

class ThingsQuery extends PageQuery {
  @OneOf(['open', 'closed'], { optional: true })
  status: string | null;
}

const decidedAt = (revision: number, replayed = false) => ({
  history: Array.from({ length: revision + 1 }),
  added: [{ id: 'e-1', type: 'ThingHappened', revision }],
  position: '41',
  replayed,
});

@Controller('things')
class ThingsController {
  @Post()
  @Command({ roles: ['adjuster'], summary: 'Report a thing', opensStream: true })
  report(
    @Body() body: ReportBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerOf(reply, {
      decided: decidedAt(0),
      body: { thing: body, context },
      location: '/v1/things/1',
      dryRun: context.dryRun,
      warnings: [{ code: 'nik-other-region' }, { code: 'facts-changed' }],
    });
  }

  @Post('batches')
  @Command({ roles: ['adjuster'], summary: 'Report many', bodyLimit: BATCH_BODY_LIMIT })
  batch(@Body() _body: NoFields) {
    return {};
  }

  @Get()
  @Query({ roles: ['adjuster', 'auditor'], opensPersonal: true, summary: 'List things' })
  list(@Parameters() query: ThingsQuery, @WhoAsks() asker: Asker) {
    return { query, asker };
  }

  @Post(':id/judgements')
  @Command({ roles: ['supervisor'], summary: 'Judge a thing', judgement: true })
  judge(
    @PathId('clm') id: string,
    @Body() _body: NoFields,
    @Ctx() { ifVersion }: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerOf(reply, { decided: decidedAt(7, true), body: { id, ifVersion } });
  }

  @Post(':what/failures')
  @Command({ roles: ['adjuster'], summary: 'Fail' })
  fail(@Param('what') what: string, @Body() _body: NoFields) {
    throw failures[what]?.() ?? new Error('unforeseen "9916051708900003" 9916051708900003');
  }
}

const failures: Readonly<Record<string, () => Error>> = {
  behind: () => new ProjectionBehind('claims', '41', '99'),
  enrolled: () => new Rejection('already-enrolled', { existing: PARTICIPANT }),
  uncovered: () =>
    new Rejection(
      'not-covered-on-date',
      { decidingDay: '2026-08-17', claimId: CLAIM, inside: PARTICIPANT },
      { version: 'v1', citation: 'PP 44/2015' },
    ),
  stale: () =>
    new VersionConflict(8, [
      { type: 'ClaimAccepted', revision: 7, recordedAt: '2026-08-17T03:00:00.000Z' } as never,
    ]),
  unnamed: () => new Rejection('no-such-code'),
  database: () => Object.assign(new Error('no room'), { code: '53300' }),
};

@Controller('open-door')
class UnguardedController {
  @Get()
  anything() {
    return {};
  }
}

const hasher = {
  commandId: (actor: string, key: string) => `command of ${actor} with ${key}`,
  fingerprint: (target: string, body: unknown) => `${target} ${JSON.stringify(body)}`,
};
let ready = true;

@Global()
@Module({
  providers: [
    { provide: KeyedHasher, useValue: hasher },
    {
      provide: CaseNumbers,
      useValue: {
        find: (number: string) => Promise.resolve(number === CLAIM_NUMBER ? CLAIM : null),
      },
    },
    { provide: AccessLog, useValue: { opened: () => Promise.resolve() } },
    { provide: Places, useValue: { of: () => Promise.resolve('16.06.05') } },
    {
      provide: READINESS_CHECKS,
      useValue: [
        {
          name: 'database',
          check: () => (ready ? Promise.resolve() : Promise.reject(new Error('secret'))),
        },
      ],
    },
  ],
  exports: [KeyedHasher, CaseNumbers, AccessLog, Places, READINESS_CHECKS],
})
class InfrastructureModule {}

@Module({ imports: [InfrastructureModule], controllers: [ThingsController] })
class ThingsModule {}

@Module({ imports: [InfrastructureModule], controllers: [UnguardedController] })
class UnguardedModule {}

const folder = mkdtempSync(join(tmpdir(), 'kelambu-http-'));
const security = securitySettingsFrom({}, folder);
const logLines: string[] = [];
const settings: HttpSettings = {
  security,
  problems: PROBLEMS,
  warnings: WARNINGS,
  release: '0.1.0',
  logLevel: 'info',
  logStream: { write: (line: string) => void logLines.push(line) },
};

let app: NestFastifyApplication;
let base: string;
let port: number;

const tokenOf = (role: Role) =>
  developmentToken(
    security,
    { actor: `${role}-1`, roles: [role], subDistricts: ['16.06.05'], scopes: ['pii:read'] },
    1,
  );

const tokens: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  app = await createHttpApplication(ThingsModule, settings);
  await app.listen(0, '127.0.0.1');
  ({ port } = app.getHttpServer().address() as AddressInfo);
  base = `http://127.0.0.1:${port}`;
  for (const role of ['adjuster', 'supervisor', 'auditor'] as const)
    tokens[role] = await tokenOf(role);
});

afterAll(async () => {
  await closeGracefully(app);
  rmSync(folder, { recursive: true });
});

type Headers = Readonly<Record<string, string | undefined>>;
type Answered = {
  readonly status: number;
  readonly headers: globalThis.Headers;
  readonly body: Readonly<Record<string, unknown>>;
};

const send = async (
  method: string,
  path: string,
  {
    headers = {},
    body,
    role = 'adjuster',
  }: { headers?: Headers; body?: BodyInit; role?: Role } = {},
): Promise<Answered> => {
  const all: Headers = {
    authorization: `Bearer ${tokens[role] ?? ''}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const response = await fetch(base + path, {
    method,
    headers: given as [string, string][],
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as Answered['body']) : { text },
  };
};

const KEY = { 'idempotency-key': 'key-1' };
const report = (body: string | Uint8Array<ArrayBuffer>, headers: Headers = KEY, query = '') =>
  send('POST', `/v1/things${query}`, { headers, body });
const RIGHT = '"total":{"amount":42000000,"currency":"IDR"},"diedOn":"2026-08-17"';
const withField = (field: string) => report(`{${RIGHT},${field}}`);
const withTotal = (amount: string) =>
  report(`{"total":{"amount":${amount},"currency":"IDR"},"diedOn":"2026-08-17"}`);
const judge = (headers: Headers, id: string = publicId('clm', CLAIM), query = '') =>
  send('POST', `/v1/things/${id}/judgements${query}`, { headers, body: '{}', role: 'supervisor' });
const fail = (what: string, headers: Headers = KEY) =>
  send('POST', `/v1/things/${what}/failures`, { headers, body: '{}' });

const errorsOf = ({ body }: Answered) =>
  (body['errors'] as { pointer: string; code: string; in: string }[]).map((error) => [
    error.pointer,
    error.code,
  ]);

describe('A command', () => {
  it('is answered with its events, its position and the version of its stream', async () => {
    const { status, headers, body } = await report(`{${RIGHT}}`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      thing: { total: { amount: 42_000_000, currency: 'IDR' }, diedOn: '2026-08-17', nik: null },
      events: [{ id: 'e-1', type: 'ThingHappened', version: 1 }],
      position: '41',
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      etag: '"1"',
      position: '41',
      location: '/v1/things/1',
      'cache-control': 'no-store',
    });
    expect(headers.get('idempotent-replayed')).toBeNull();
  });

  it('has its context from token, headers, path and body', async () => {
    const { body } = await report(`{${RIGHT}}`, { ...KEY, 'request-id': 'request-77' });
    expect(body['context']).toEqual({
      commandId: 'command of adjuster-1 with key-1',
      fingerprint: `POST /v1/things {${RIGHT}}`,
      ifVersion: null,
      dryRun: false,
      area: ['16.06.05'],
      actor: 'adjuster-1',
      roles: ['adjuster'],
      source: 'http',
      correlationId: 'command of adjuster-1 with key-1',
      causationId: null,
      requestId: 'request-77',
    });
  });

  it('is answered with warnings in the language of the caller', async () => {
    const { body } = await report(`{${RIGHT}}`, { ...KEY, 'accept-language': 'en' });
    expect(body['warnings']).toEqual([
      { code: 'nik-other-region', detail: expect.stringContaining('another region') as unknown },
      { code: 'facts-changed', detail: expect.stringContaining('Assess it again') as unknown },
    ]);
  });

  it('says when it is the first answer again', async () => {
    const { status, headers } = await judge({ ...KEY, 'if-match': '"7"' });
    expect(status).toBe(200);
    expect(headers.get('idempotent-replayed')).toBe('true');
    expect(headers.get('etag')).toBe('"8"');
  });

  it('may be tried without a key', async () => {
    const { status, headers, body } = await report(`{${RIGHT}}`, {}, '?dryRun=true');
    expect(status).toBe(200);
    expect(body['context']).toMatchObject({ dryRun: true });
    expect(headers.get('location')).toBeNull();
    expect(headers.get('etag')).toBeNull();
  });

  it.each(['?dryrun=true', '?dryRun=yes', '?dryRun=true&dryRun=false', '?minPosition=1'])(
    'is not carried out in earnest for a misspelt %s',
    async (query) => {
      const answer = await report(`{${RIGHT}}`, KEY, query);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'validation', errors: [{ in: 'query' }] });
    },
  );
});

describe('An Idempotency-Key', () => {
  it('is required', async () => {
    const { status, body } = await report(`{${RIGHT}}`, {});
    expect([status, body['code']]).toEqual([400, 'idempotency-key-missing']);
  });

  it.each([
    ['with a space', 'a b'],
    ['of 256 characters', 'k'.repeat(256)],
    ['beyond ASCII', 'kunci-é'],
  ])('is not taken %s', async (_, key) => {
    const answer = await report(`{${RIGHT}}`, { 'idempotency-key': key });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual([['/Idempotency-Key', 'idempotency-key-form']]);
  });

  it('may have 255 characters', async () =>
    expect(await report(`{${RIGHT}}`, { 'idempotency-key': 'k'.repeat(255) })).toMatchObject({
      status: 201,
    }));
});

describe('If-Match', () => {
  it('is required for a judgement', async () => {
    const { status, body } = await judge(KEY);
    expect([status, body['code']]).toEqual([428, 'precondition-required']);
  });

  it('is required for trying a judgement too', async () =>
    expect(await judge({}, publicId('clm', CLAIM), '?dryRun=true')).toMatchObject({ status: 428 }));

  it('is handed on', async () =>
    expect((await judge({ ...KEY, 'if-match': '"7"' })).body).toMatchObject({ ifVersion: 7 }));

  it.each(['W/"7"', '"7", "8"', '*', '7', '"07"', '"-1"', '""'])(
    'is not taken as %s',
    async (etag) => {
      const answer = await judge({ ...KEY, 'if-match': etag });
      expect(answer.status).toBe(400);
      expect(errorsOf(answer)).toEqual([['/If-Match', 'if-match-form']]);
    },
  );

  it('has no meaning where something new is opened', async () => {
    const answer = await report(`{${RIGHT}}`, { ...KEY, 'if-match': '"1"' });
    expect(errorsOf(answer)).toEqual([['/If-Match', 'if-match-not-here']]);
  });
});

describe('An amount', () => {
  it.each([
    ['42000000.5', 'money-not-whole-rupiah'],
    ['42000000.0', 'money-not-whole-rupiah'],
    ['"42000000"', 'money-not-whole-rupiah'],
    ['"42.000.000"', 'money-not-whole-rupiah'],
    ['-1', 'money-out-of-range'],
    ['-0', 'money-not-whole-rupiah'],
    ['0', 'money-out-of-range'],
    ['1e400', 'money-not-whole-rupiah'],
    ['4.2e7', 'money-not-whole-rupiah'],
    ['1000000000000001', 'money-out-of-range'],
    ['9007199254740993', 'money-not-whole-rupiah'],
    ['null', 'required'],
    ['[42000000]', 'money-not-whole-rupiah'],
  ])('is not %s', async (amount, code) => {
    const answer = await withTotal(amount);
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual([['/total/amount', code]]);
  });

  it('that is wrong is answered with the right form, and never repeated', async () => {
    const { body } = await withTotal('42000000.5');
    expect(JSON.stringify(body)).toContain(
      String.raw`{\"amount\": 42000000, \"currency\": \"IDR\"}`,
    );
    expect(JSON.stringify(body)).not.toContain('42000000.5');
  });

  it('may be as much as 10^15', async () =>
    expect((await withTotal('1000000000000000')).status).toBe(201));

  it.each([
    ['42000000', [['/total', 'money-form']]],
    ['"42000000"', [['/total', 'money-form']]],
    ['{"amount":1}', [['/total/currency', 'money-currency']]],
    ['{"amount":1,"currency":"USD"}', [['/total/currency', 'money-currency']]],
    ['{"amount":1,"currency":"IDR","cents":0}', [['/total/cents', 'unknown-field']]],
  ])('is not %s', async (total, errors) =>
    expect(errorsOf(await report(`{"total":${total},"diedOn":"2026-08-17"}`))).toEqual(errors),
  );
});

describe('A NIK', () => {
  it.each([
    ['a number', '9171011708900003'],
    ['15 digits', '"991605170890000"'],
    ['month 13', '"9916051713900003"'],
    ['serial 0000', '"9916051708900000"'],
    ['letters', '"99160517O8900003"'],
  ])('is not %s', async (_, nik) => {
    const answer = await withField(`"nik":${nik}`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'nik-invalid']);
    expect(errorsOf(answer)).toEqual([['/nik', 'nik-invalid']]);
    expect(JSON.stringify(answer.body)).not.toContain(nik.replaceAll('"', ''));
  });

  it('that comes as a number is answered with what to do', async () => {
    const { body } = await withField('"nik":9171011708900003');
    expect(JSON.stringify(body)).toMatch(/sebagai teks.*Excel merusak/);
  });

  it('is brought to one form', async () =>
    expect((await withField('"nik":"9916 0517.0890-0003"')).body).toMatchObject({
      thing: { nik: '9916051708900003' },
    }));
});

describe('A body', () => {
  it('is told everything that is wrong with it at once', async () => {
    const answer = await report(
      '{"diedOn":"2026-02-30","source":"bank","phone":"12","claimId":"clm_1","urgent":"yes","surprise":1}',
    );
    expect(answer.body['code']).toBe('validation');
    expect(errorsOf(answer).sort()).toEqual([
      ['/claimId', 'id-form'],
      ['/diedOn', 'day-unknown'],
      ['/phone', 'phone'],
      ['/source', 'one-of'],
      ['/surprise', 'unknown-field'],
      ['/total', 'required'],
      ['/urgent', 'flag'],
    ]);
  });

  it('is told where in a list or an object inside it', async () => {
    const answer = await withField(
      '"row":{"name":"a","pages":1,"more":2},"rows":[{"name":"a","pages":1},{"name":"","pages":1.5}]',
    );
    expect(errorsOf(answer).sort()).toEqual([
      ['/row/more', 'unknown-field'],
      ['/rows/1/name', 'text-empty'],
      ['/rows/1/pages', 'whole-number'],
    ]);
  });

  it.each([
    ['"rows":[{"name":"a","pages":1},7]', [['/rows/1', 'object-expected']]],
    ['"rows":{}', [['/rows', 'list-expected']]],
    ['"rows":[{},{},{},{}]', [['/rows', 'list-too-long']]],
    ['"row":[]', [['/row', 'object-expected']]],
    ['"row":9.5', [['/row', 'object-expected']]],
    [String.raw`"row":{"name":"a\u202eb","pages":1}`, [['/row/name', 'text-characters']]],
  ])('is not %s', async (field, errors) =>
    expect(errorsOf(await withField(field))).toEqual(errors),
  );

  it('does not say the name of an unknown field that may be the number of somebody', async () => {
    const answer = await withField('"9916051708900003":1');
    expect(errorsOf(answer)).toEqual([['/…', 'unknown-field']]);
  });

  it('may name a claim by its number', async () => {
    const { body } = await withField(`"claimId":"${CLAIM_NUMBER}"`);
    expect(body).toMatchObject({ thing: { claimId: CLAIM } });
  });

  it.each([
    ['nothing', '', 'body-empty'],
    ['no JSON', '{"total":', 'json-malformed'],
    ['NaN', '{"total":NaN}', 'json-malformed'],
    ['a field twice', '{"diedOn":"2026-08-17","diedOn":"2026-08-18"}', 'json-duplicate-key'],
    ['the same field twice', '{"urgent":true,"urgent":true}', 'json-duplicate-key'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'json-forbidden-key'],
    ['constructor', '{"row":{"constructor":{"prototype":{}}}}', 'json-forbidden-key'],
    ['hasOwnProperty', '{"hasOwnProperty":1}', 'json-forbidden-key'],
    ['a deep list', '['.repeat(60_000), 'json-too-deep'],
    ['a NUL', String.raw`{"source":"a\u0000"}`, 'text-characters'],
    ['half a character', String.raw`{"source":"\ud800"}`, 'text-characters'],
    ['a list', '[]', 'object-expected'],
    ['a text', '"abc"', 'object-expected'],
    ['a number', '7', 'object-expected'],
    ['null', 'null', 'required'],
  ])('is not %s', async (_, body, code) => {
    const answer = await report(body);
    expect(answer.status).toBe(400);
    expect(answer.body['code']).toBe('validation');
    expect(errorsOf(answer).map(([, found]) => found)).toContain(code);
  });

  it('is UTF-8', async () => {
    const answer = await report(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]));
    expect(errorsOf(answer)).toEqual([['', 'json-not-utf8']]);
  });

  it('is of 64 KiB at most, or of 2 MiB where there may be many rows', async () => {
    const large = JSON.stringify({ x: 'x'.repeat(70_000) });
    const larger = JSON.stringify({ x: 'x'.repeat(BATCH_BODY_LIMIT) });
    const batch = (body: string) => send('POST', '/v1/things/batches', { headers: KEY, body });
    const answers = [await report(large), await batch(large), await batch(larger)];
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
      [413, 'body-too-large'],
      [400, 'validation'],
      [413, 'body-too-large'],
    ]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/html'])(
    'is not %s',
    async (type) => {
      const { status, body } = await report('{}', { ...KEY, 'content-type': type });
      expect([status, body['code']]).toEqual([415, 'unsupported-media-type']);
    },
  );

  it('may be missing where there is nothing to say', async () => {
    const answer = await send('POST', `/v1/things/${publicId('clm', CLAIM)}/judgements`, {
      headers: { ...KEY, 'if-match': '"7"' },
      role: 'supervisor',
    });
    expect(answer.status).toBe(200);
  });
});

describe('Somebody', () => {
  it.each([
    ['without a token', undefined],
    ['with another scheme', 'Basic YTpi'],
    ['with a token of nobody', 'Bearer abc.def.ghi'],
  ])('%s is asked to sign in', async (_, authorization) => {
    const { status, headers, body } = await report(`{${RIGHT}}`, { ...KEY, authorization });
    expect([status, body['code']]).toEqual([401, 'unauthenticated']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('in another role may not', async () => {
    const { status, body } = await send('POST', '/v1/things', {
      headers: KEY,
      body: `{${RIGHT}}`,
      role: 'auditor',
    });
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'forbidden', facts: { roles: ['adjuster'] } });
  });

  it('who may not learns that before what else is wrong', async () =>
    expect(await send('POST', '/v1/things', { body: '{}', role: 'auditor' })).toMatchObject({
      status: 403,
    }));
});

describe('An application', () => {
  it('with a route that does not say who may call it does not start', () =>
    expect(createHttpApplication(UnguardedModule, settings)).rejects.toThrow(
      'UnguardedController.anything',
    ));
});

describe('A problem', () => {
  it('has its form, in Indonesian', async () => {
    const { headers, body } = await report(`{${RIGHT}}`, { 'request-id': 'request-78' });
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('request-id')).toBe('request-78');
    expect(body).toEqual({
      type: '/docs/problems#idempotency-key-missing',
      title: 'Idempotency-Key belum ada',
      status: 400,
      detail: expect.stringContaining('UUID baru') as unknown,
      instance: '/v1/things',
      code: 'idempotency-key-missing',
      requestId: 'request-78',
      retryable: false,
    });
  });

  it('is said in English to whoever prefers that', async () => {
    const { body } = await withFieldIn('en-GB,en;q=0.9,id;q=0.5', '"surprise":1');
    expect(body).toMatchObject({
      title: 'Some of this is not right yet',
      errors: [{ detail: 'There is no such field. Check its spelling, or leave it out.' }],
    });
  });

  const withFieldIn = (language: string, field: string) =>
    report(`{${RIGHT},${field}}`, { ...KEY, 'accept-language': language });

  it('names what is recorded', async () => {
    const { status, body } = await fail('enrolled');
    expect([status, body['code']]).toEqual([409, 'already-enrolled']);
    const id = publicId('par', PARTICIPANT);
    expect(body['existing']).toEqual({ id, href: `/v1/participants/${id}` });
  });

  it('says which rule looked at which facts, and no id from inside', async () => {
    const { status, body } = await fail('uncovered');
    expect(status).toBe(422);
    expect(body).toMatchObject({
      rule: { version: 'v1', citation: 'PP 44/2015' },
      facts: { decidingDay: '2026-08-17', claimId: publicId('clm', CLAIM) },
      detail: expect.stringContaining('2026-08-17') as unknown,
    });
    expect(JSON.stringify(body)).not.toContain(PARTICIPANT);
  });

  it('of a stale version says what happened since', async () => {
    const { status, body } = await fail('stale');
    expect(status).toBe(412);
    expect(body).toMatchObject({
      code: 'version-conflict',
      currentVersion: 8,
      since: [{ type: 'ClaimAccepted', version: 8, recordedAt: '2026-08-17T03:00:00.000Z' }],
    });
  });

  it.each(['unforeseen', 'unnamed'])('tells nothing where it is %s', async (what) => {
    const { status, body } = await fail(what);
    expect([status, body['code']]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toMatch(/unforeseen "|9916|no-such-code/);
  });

  it('of a database without room may be tried again', async () => {
    const { status, headers, body } = await fail('database');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toMatchObject({ code: 'store-unavailable', retryable: true });
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'not-found'],
    ['GET', '/nothing', 404, 'not-found'],
    ['DELETE', '/v1/things', 405, 'method-not-allowed'],
    ['GET', '/v1/things/1/judgements', 405, 'method-not-allowed'],
    ['GET', '/v1/%ZZ', 400, 'validation'],
  ])('answers %s %s', async (method, path, status, code) => {
    const answer = await send(method, path);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('of a wrong method names the right ones', async () =>
    expect((await send('DELETE', '/v1/things')).headers.get('allow')).toBe('GET, HEAD, POST'));

  it.each(['clm_1', '1', 'KLM-2026-7H3K9Q2M-0', publicId('par', PARTICIPANT)])(
    'is a 404 for the id %s',
    async (id) =>
      expect(await judge({ ...KEY, 'if-match': '"7"' }, id)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      }),
  );
});

describe('A path', () => {
  it('may name a claim by its number', async () => {
    const { body } = await judge({ ...KEY, 'if-match': '"7"' }, CLAIM_NUMBER.toLowerCase());
    expect(body).toMatchObject({ id: CLAIM });
  });
});

describe('A query', () => {
  it('has its parameters read by their kinds', async () => {
    const { body } = await send('GET', '/v1/things?limit=7&status=open&minPosition=41', {
      headers: { 'access-purpose': 'Audit 2026' },
    });
    expect(body['query']).toEqual({ limit: 7, status: 'open', minPosition: '41', cursor: null });
    expect(body['asker']).toEqual({
      actor: 'adjuster-1',
      roles: ['adjuster'],
      subDistricts: ['16.06.05'],
      scopes: ['pii:read'],
      area: ['16.06.05'],
      accessPurpose: 'Audit 2026',
      mayOpenPersonal: true,
    });
  });

  it('opens nothing without a purpose', async () =>
    expect((await send('GET', '/v1/things')).body).toMatchObject({
      asker: { accessPurpose: null, mayOpenPersonal: false },
    }));

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=7&limit=8', '/limit'],
    ['status=any', '/status'],
    ['minPosition=-1', '/minPosition'],
    ['cursor=%00', '/cursor'],
    ['offset=10', '/offset'],
  ])('does not take %s', async (query, pointer) => {
    const answer = await send('GET', `/v1/things?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toMatchObject([{ in: 'query', pointer }]);
  });
});

describe('A request', () => {
  it('is given an id where it brings none that may stand in a log', async () => {
    const ids = await Promise.all(
      [undefined, '9916051708900003', 'a b', 'x'].map(async (id) =>
        (await send('GET', '/v1/things', { headers: { 'request-id': id } })).headers.get(
          'request-id',
        ),
      ),
    );
    expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(id ?? ''))).toBe(true);
  });

  it('leaves no token, no body, no path and no query in the log', async () => {
    logLines.length = 0;
    await withField('"nik":"9916051708900003"');
    await send('GET', '/v1/things?status=9916051708900003');
    await send('GET', '/v1/9916051708900003');
    await fail('unforeseen');
    const log = logLines.join('');
    expect(log).toContain('"route":"/v1/things"');
    expect(log).toContain('"code":"internal"');
    expect(log).not.toMatch(/9916051708900003|Bearer|eyJ|42000000/);
  });

  it('for what the log has not come to is a warning without a stack, unlike a fault', async () => {
    logLines.length = 0;
    expect((await fail('behind')).status).toBe(503);
    const warned = logLines.filter((line) => line.includes('"code":"projection-behind"'));
    expect(warned).toEqual([expect.stringContaining('"level":40')]);
    expect(warned.join('')).not.toMatch(/"at":|"message"/);

    await fail('unforeseen');
    const faults = logLines.filter((line) => line.includes('"code":"internal"'));
    expect(faults).toEqual([expect.stringMatching(/"level":50.*"at":/)]);
  });

  it('with headers too large is a problem, and the next one is answered', async () => {
    const answer = await new Promise<{ status?: number; text: string }>((resolve, reject) => {
      const headers = { 'x-large': 'x'.repeat(20_000) };
      httpRequest({ port, path: '/v1/things', headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      })
        .on('error', reject)
        .end();
    });
    expect(answer.status).toBe(431);
    expect(JSON.parse(answer.text)).toMatchObject({ status: 431, code: 'headers-too-large' });
    expect((await send('GET', '/v1/things')).status).toBe(200);
  });

  it('that is no HTTP is a problem', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('hello 9916051708900003\r\n\r\n'),
      );
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received)).on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"validation"');
    expect(text).not.toContain('9916');
  });
});

describe('A shutdown', () => {
  it('refuses what comes, in the form of a problem, and ends', async () => {
    const answers: Answered[] = [];
    let address = '';

    @Module({ imports: [ThingsModule] })
    class SlowToEndModule {
      async beforeApplicationShutdown() {
        const response = await fetch(`${address}/health/live`);
        const body = (await response.json()) as Answered['body'];
        answers.push({ status: response.status, headers: response.headers, body });
      }
    }

    const other = await createHttpApplication(SlowToEndModule, settings);
    await other.listen(0, '127.0.0.1');
    address = `http://127.0.0.1:${(other.getHttpServer().address() as AddressInfo).port}`;
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    await closeGracefully(other);

    expect(answers).toMatchObject([
      { status: 503, body: { code: 'shutting-down', retryable: true } },
    ]);
    expect(answers[0]?.headers.get('connection')).toBe('close');
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
  });
});

describe('Outside of /v1', () => {
  it('says that it lives', async () =>
    expect(
      await send('GET', '/health/live', { headers: { authorization: undefined } }),
    ).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    }));

  it('says whether it is ready, and not why', async () => {
    const fine = await send('GET', '/health/ready');
    ready = false;
    const broken = await send('GET', '/health/ready');
    ready = true;
    expect([fine.status, broken.status]).toEqual([200, 503]);
    expect(broken.body).toEqual({ status: 'not ready', checks: [{ name: 'database', ok: false }] });
  });

  it('explains each problem code in both languages', async () => {
    const { status, body } = await send('GET', '/docs/problems');
    expect(status).toBe(200);
    for (const code of Object.keys(PROBLEMS)) expect(body['text']).toContain(`id="${code}"`);
    expect(body['text']).toContain('Klaim tidak terbuka');
    expect(body['text']).toContain('The claim is not open');
  });

  it('serves Swagger UI from this installation', async () => {
    const page = await send('GET', '/docs');
    const script = await send('GET', '/docs/swagger-ui-bundle.js');
    expect([page.status, script.status]).toEqual([200, 200]);
    expect(page.body['text']).not.toMatch(/(src|href)="https?:/);
  });
});

describe('The OpenAPI document', () => {
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: {
      schemas: Record<string, { properties: Record<string, unknown>; required?: string[] }>;
    };
  };
  type Operation = {
    'x-roles': string[];
    parameters: { name: string; in: string; required?: boolean }[];
    responses: Record<string, unknown>;
    security: unknown[];
  };
  const judgement = () => document.paths['/v1/things/{id}/judgements']?.['post'];

  beforeAll(async () => {
    document = (await send('GET', '/docs/openapi.json')).body as never;
  });

  it('is of version 3.1.0', () => expect(document.openapi).toBe('3.1.0'));

  it('says the roles, the headers and the answers of a command', () => {
    expect(judgement()).toMatchObject({ 'x-roles': ['supervisor'], security: [{ bearer: [] }] });
    expect(judgement()?.parameters.filter(({ in: place }) => place === 'header')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Idempotency-Key', required: false }),
        expect.objectContaining({ name: 'If-Match', required: true }),
      ]),
    );
    expect(Object.keys(judgement()?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '409', '412', '422', '428', '503']),
    );
  });

  it('describes a body as it is validated', () => {
    const { properties, required } = document.components.schemas['ReportBody'] ?? {};
    expect(required).toEqual(['total', 'diedOn']);
    expect(properties).toMatchObject({
      total: { $ref: '#/components/schemas/MoneyBody' },
      diedOn: { type: 'string', format: 'date' },
      nik: { type: ['string', 'null'] },
      source: { type: ['string', 'null'], enum: ['family', 'village', null] },
      rows: {
        type: ['array', 'null'],
        maxItems: 3,
        items: { $ref: '#/components/schemas/RowBody' },
      },
    });
  });

  it('has no type of 3.0 in it', () =>
    expect(JSON.stringify(document)).not.toContain('"nullable"'));

  it('describes what a problem holds', () =>
    expect(document.components.schemas['Problem']).toHaveProperty('properties.errors'));
});
