import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import { agreement, newcomer, rupiah } from './support/case-file';
import { freshDatabase, type FreshDatabase } from './support/database';
import { type OfficeOn, officeOn } from './support/office-on';

// Somebody stands at the desk and says a name.

const PROGRAMME = 'pake-kelambu-2024';
const NAMES = [
  'Siti Nurhayati',
  'Siti Aminah',
  'Muhammad Yusuf',
  'Suparman',
  'Suparmin',
  'José Andrés',
  'Abdurrahman',
  'Kartika Saputra',
  'Dewi Saputra',
] as const;

let database: FreshDatabase;
let superuser: Client;
let folder: string;
let office: OfficeOn;
let enroller: ApiClient;
let adjuster: ApiClient;
const written: string[] = [];
const ids = new Map<string, string>();

type Row = Json & { readonly id: string; readonly person: { name: string; nik: string } };
type Found = {
  readonly data: readonly Row[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
};
type Problem = Json & { readonly errors: readonly { pointer: string; code: string }[] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-people-'));
  database = await freshDatabase();
  superuser = new Client({ connectionString: database.url });
  await superuser.connect();
  office = await officeOn({
    url: database.url,
    folder,
    logLevel: 'debug',
    logStream: { write: (line) => void written.push(line) },
  });
  enroller = await office.as('enroller-1', 'enroller');
  adjuster = await office.as('adjuster-1', 'adjuster');
  const administrator = await office.as('administrator-1', 'administrator');
  await administrator.post('/v1/programmes', agreement(PROGRAMME, { lastDay: '2099-12-31' }));
  for (const [serial, name] of NAMES.entries()) await enrol(name, serial + 1);
}, 60_000);
afterAll(async () => {
  await office.stop();
  await superuser.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const enrol = async (name: string, serial: number, changed: Json = {}) => {
  const { body } = await enroller.post<{ participant: { id: string } }>('/v1/participants', {
    ...newcomer(serial, { name, ...changed }),
    programme: PROGRAMME,
  });
  ids.set(name, body.participant.id);
  return body.participant.id;
};

const search = async <Body = Found>(parameters: Json): Promise<Answer<Body>> => {
  const minPosition = await office.kelambu.platform.store.head();
  const query = new URLSearchParams({ ...(parameters as Record<string, string>), minPosition });
  return adjuster.get<Body>(`/v1/participants?${query.toString()}`);
};
const names = async (parameters: Json) =>
  (await search(parameters)).body.data.map(({ person }) => person.name);

describe('A person is found', () => {
  it.each([
    ['suparman', 'Suparman'],
    ['SOEPARMAN', 'Suparman'],
    ['Sitti Noerhajati', 'Siti Nurhayati'],
    ['siti nur hayati', 'Siti Nurhayati'],
    ['Moh. Jusup', 'Muhammad Yusuf'],
    ['jose andres', 'José Andrés'],
    ['Abdul Rachman', 'Abdurrahman'],
  ])('first by the spelling %s', async (q, name) => expect((await names({ q }))[0]).toBe(name));

  it.each([
    ['suparmn', 'Suparman'],
    ['siti amnah', 'Siti Aminah'],
    ['muhamad yusip', 'Muhammad Yusuf'],
    ['nurhayti', 'Siti Nurhayati'],
  ])('though %s is mistyped', async (q, name) => expect(await names({ q })).toContain(name));

  it('by the beginning of the name, and by a word that stands further back', async () => {
    expect((await names({ q: 'supar' })).sort()).toEqual(['Suparman', 'Suparmin']);
    expect((await names({ q: 'saputra' })).sort()).toEqual(['Dewi Saputra', 'Kartika Saputra']);
  });

  it('with the words in another order', async () =>
    expect(await names({ q: 'Aminah Siti' })).toContain('Siti Aminah'));

  it('only where each word is alike', async () => {
    expect(await names({ q: 'Siti Saputra' })).toEqual([]);
    expect(await names({ q: 'Zzyzx' })).toEqual([]);
  });

  it('as the file shows a person: with the NIK masked', async () => {
    const { body } = await search({ q: 'José' });
    expect(body.data[0]?.person).toEqual({ name: 'José Andrés', nik: '9906••••••••0006' });
  });

  it('with the name in the body as well', async () => {
    const { status, body } = await adjuster.post<Found>(
      '/v1/participants/searches',
      { q: 'Soeparmin' },
      { key: null },
    );
    expect([status, body.data[0]?.person.name]).toEqual([200, 'Suparmin']);
  });

  it('by NIK in the body, and nobody by another', async () => {
    const asked = (nik: string) =>
      adjuster.post<Json & { participant?: Row }>(
        '/v1/participants/lookups',
        { nik },
        { key: null },
      );
    const known = await asked(newcomer(4).nik);
    expect(known.body.participant?.person.name).toBe('Suparman');
    const unknown = await asked(newcomer(4000).nik);
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'not-found']);
  });
});

describe('Whoever is no participant', () => {
  it('is not found by name: those of the family are in the files', async () => {
    const id = ids.get('Suparman') ?? '';
    await adjuster.post(`/v1/participants/${id}/family-members`, {
      relation: 'spouse',
      name: 'Wulandari',
      birthDate: '1990-01-01',
      legalChild: false,
    });
    expect(await names({ q: 'Wulandari' })).toEqual([]);
  });
});

describe('A search goes together', () => {
  const cover = (id: string, from: string, lastCoveredOn: string) =>
    enroller.post(`/v1/participants/${id}/coverage-periods`, {
      programme: PROGRAMME,
      from,
      lastCoveredOn,
      declaredIncome: rupiah(1_000_000),
    });
  beforeAll(async () => {
    const place = { subDistrictCode: '16.06.09', villageCode: '16.06.09.2003' };
    await cover(await enrol('Hasanudin Covered', 101, place), '2024-10-01', '2098-12-31');
    await cover(await enrol('Hasanudin Past', 102, place), '2024-10-01', '2024-12-31');
    const dead = await enrol('Hasanudin Dead', 103);
    await cover(dead, '2024-10-01', '2098-12-31');
    await enroller.post(`/v1/participants/${dead}/deaths`, {
      diedOn: '2024-11-10',
      knownOn: '2024-11-12',
      source: 'village',
    });
  });

  it.each([
    [{ village: '16.06.09.2003' }, ['Hasanudin Covered', 'Hasanudin Past']],
    [{ subDistrict: '16.06.05' }, ['Hasanudin Dead']],
    [{ coveredOn: '2024-11-10' }, ['Hasanudin Covered', 'Hasanudin Dead', 'Hasanudin Past']],
    [{ coveredOn: '2024-11-11' }, ['Hasanudin Covered', 'Hasanudin Past']],
    [{ coveredOn: '2025-01-01' }, ['Hasanudin Covered']],
    [{ status: 'covered' }, ['Hasanudin Covered']],
    [{ status: 'not_covered' }, ['Hasanudin Past']],
    [{ status: 'deceased' }, ['Hasanudin Dead']],
    [{ status: 'requested' }, []],
    [{ programme: 'nobodys-2024' }, []],
  ])('with %j, also where the name is mistyped', async (filter, expected) => {
    expect((await names({ q: 'hasanudin', ...filter })).sort()).toEqual(expected);
    expect((await names({ q: 'hasanudn', ...filter })).sort()).toEqual(expected);
  });

  it('without a name too', async () =>
    expect(
      (await search({ village: '16.06.09.2003', status: 'covered' })).body.data.map(({ id }) => id),
    ).toEqual([ids.get('Hasanudin Covered')]));
});

describe('Pages of a search', () => {
  it('hold everybody once, the most alike first, and their cursor holds no name', async () => {
    for (let serial = 201; serial <= 207; serial++) await enrol(`Wirasena ${serial}`, serial);
    const all = await names({ q: 'wirasena' });
    expect(all).toHaveLength(7);

    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Answer<Found> = await search({
        q: 'wirasena',
        limit: '3',
        ...(cursor === null ? {} : { cursor }),
      });
      paged.push(...body.data.map(({ person }) => person.name));
      cursor = body.nextCursor;
      const told = Buffer.from(cursor ?? '', 'base64url').toString('utf8');
      expect(told.toLowerCase()).not.toContain('wirasena');
    } while (cursor !== null);
    expect(paged).toEqual(all);
  });

  it('go on only where they came from', async () => {
    const { body } = await search({ q: 'wirasena', limit: '3' });
    const other = await search<Problem>({ q: 'siti', limit: '3', cursor: body.nextCursor });
    expect([other.status, other.body.errors[0]?.pointer]).toEqual([400, '/cursor']);
  });
});

describe('What is no name', () => {
  it.each([
    ['a', 'name-too-short'],
    ['', 'name-too-short'],
    ['.,!?', 'name-too-short'],
    ['%%', 'name-too-short'],
    ['12', 'name-too-short'],
    ['x'.repeat(101), 'text-too-long'],
    ['9906051708900001', 'nik-is-no-name'],
    ['9906 0517 0890 0001', 'nik-is-no-name'],
  ])('is refused: %s', async (q, code) => {
    const { status, body } = await search<Problem>({ q });
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/q', code })],
    ]);
    if (q.length > 2) expect(JSON.stringify(body)).not.toContain(q);
  });

  it.each(["x' OR 1=1 --", 'siti%', 'si_ti', ':key', '$1 siti', '\\siti'])(
    'is only compared: %s',
    async (q) => expect((await search({ q })).status).toBe(200),
  );
});

describe('A name that was looked for or forgotten', () => {
  const CANARY = 'Kanariwulan Xaverius';
  let id: string;

  const wordsLeft = async () => {
    const { rows } = await superuser.query<{ word: string }>(
      `SELECT word FROM read_models.name_word WHERE word LIKE 'kanariwul%' OR word LIKE 'ksap%'`,
    );
    return rows.map(({ word }) => word).sort();
  };

  it('is found while it is there, and its words are known', async () => {
    id = await enrol(CANARY, 301);
    expect(await names({ q: 'Kanariwulan' })).toEqual([CANARY]);
    expect(await wordsLeft()).toEqual(['kanariwulan', 'ksaperius']);
  });

  it('is in no log', () => {
    expect(written.length).toBeGreaterThan(20);
    expect(written.join('')).not.toMatch(/kanari|suparm|wirasena/i);
  });

  it('stands in no statistics', async () => {
    await superuser.query('ANALYZE');
    const { rows } = await superuser.query<{ tablename: string }>(
      `SELECT tablename FROM pg_stats WHERE pg_stats::text ~* 'kanariwul|suparm'`,
    );
    expect(rows).toEqual([]);
  });

  it('is not found by name once the person is erased, and no word of it is left', async () => {
    const [administrator, supervisor] = [
      await office.as('administrator-1', 'administrator'),
      await office.as('supervisor-1', 'supervisor'),
    ];
    const asked = await administrator.post<{ erasure: { requestId: string } }>(
      `/v1/subjects/${id}/erasures`,
      { reasonCode: 'asked_by_the_person' },
    );
    const { status } = await supervisor.post(
      `/v1/subjects/${id}/erasures/${asked.body.erasure.requestId}/approvals`,
      {},
      { ifMatch: '"1"' },
    );
    expect(status).toBe(200);
    for (const q of ['Kanariwulan', 'kanariwuln', 'Xaverius', CANARY])
      expect(await names({ q })).toEqual([]);
    expect(await wordsLeft()).toEqual([]);
  });

  it('leaves the words that others bear', async () => {
    expect(await names({ q: 'siti' })).toEqual(
      expect.arrayContaining(['Siti Aminah', 'Siti Nurhayati']),
    );
  });
});
