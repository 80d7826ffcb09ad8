import { DataSource } from 'typeorm';
import type { Answer, ApiClient, Json } from '../src/demo/api-client';
import { openDatabase } from '../src/platform/database/database';
import { idFromPublic } from '../src/platform/http/public-ids';
import { agreement, newcomer } from './support/case-file';
import { type Office, openOffice } from './support/office';
import { typed } from './support/typed';

// Who opened what of whom and why, who tried what he may not, and who is not let in any more.

const PAKE = 'pake-kelambu-2024';

type Access = {
  readonly outcome: string;
  readonly actor: string;
  readonly route: string;
  readonly thing: string | null;
  readonly subject: string | null;
  readonly fields: readonly string[];
  readonly purpose: string | null;
  readonly code: string | null;
};
type Accesses = { data: readonly Access[]; nextCursor: string | null };

let office: Office;
let enroller: ApiClient;
let auditor: ApiClient;
let reader: ApiClient;
let person: string;

beforeAll(async () => {
  office = await openOffice();
  const administrator = await office.as('administrator-1', 'administrator');
  enroller = await office.as('enroller-1', 'enroller');
  auditor = await office.as('auditor-1', 'auditor');
  reader = await office.asAuditorWhoMayOpen('auditor-2');
  await administrator.post('/v1/programmes', agreement(PAKE));
  person = await enrolled(1);
});
afterAll(() => office.close());

const enrolled = async (serial: number): Promise<string> => {
  const newPerson = { ...newcomer(serial), programme: PAKE };
  const { body, position } = await enroller.post<{ participant: { id: string } }>(
    '/v1/participants',
    newPerson,
  );
  await enroller.get(`/v1/participants/${body.participant.id}?minPosition=${position ?? ''}`);
  return body.participant.id;
};

const accesses = async (query = ''): Promise<readonly Access[]> =>
  (await auditor.get<Accesses>(`/v1/audit/accesses${query}`)).body.data;

describe('Who opens what is masked', () => {
  it('stands in the log before the answer leaves: who, whom, which fields and why', async () => {
    await reader.get(`/v1/participants/${person}`, { 'Access-Purpose': 'complaint of Siti' });

    expect(await accesses(`?subject=${person}`)).toEqual([
      expect.objectContaining({
        outcome: 'opened',
        actor: 'auditor-2',
        route: 'GET /v1/participants/:id',
        thing: person,
        subject: person,
        fields: ['nik', 'birthDate', 'phone', 'kpj', 'address'],
        purpose: 'complaint of Siti',
        code: null,
      }),
    ]);
  });

  it('is written for a history too, with what was told of each person', async () => {
    await reader.get(`/v1/participants/${person}/history`, { 'Access-Purpose': 'audit' });
    const [latest] = await accesses();
    expect(latest).toMatchObject({ route: 'GET /v1/participants/:id/history', subject: person });
    expect(latest?.fields).toEqual(expect.arrayContaining(['name', 'nik', 'motherName']));
  });

  it('and who reads it masked does not', async () => {
    const before = await accesses();
    await reader.get(`/v1/participants/${person}`);
    await auditor.get(`/v1/participants/${person}`, { 'Access-Purpose': 'audit' });
    expect(await accesses()).toEqual(before);
  });

  it('gets no answer where it cannot be written', async () => {
    await onDatabase((database) => database.query('ALTER TABLE access.entry RENAME TO away'));
    const answer = await reader
      .get(`/v1/participants/${person}`, { 'Access-Purpose': 'audit' })
      .finally(() =>
        onDatabase((database) => database.query('ALTER TABLE access.away RENAME TO entry')),
      );
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('9906051708900001');
  });

  it('leaves no purpose in the clear, and none at all once the person is forgotten', async () => {
    const other = await enrolled(2);
    await reader.get(`/v1/participants/${other}`, { 'Access-Purpose': 'letter of Siti' });
    const stored = await onDatabase((database) =>
      database.query<Json[]>(`SELECT to_jsonb(entry)::text AS entry FROM access.entry`),
    );
    expect(JSON.stringify(stored)).not.toContain('Siti');

    const subject = (await accesses(`?subject=${other}`))[0];
    expect(subject?.purpose).toBe('letter of Siti');
    await eraseKeyOf(other);
    expect((await accesses(`?subject=${other}`))[0]?.purpose).toBe('erased');
  });
});

describe('Who tries what he may not', () => {
  it('stands in the log with the code of the refusal, and without what he sent', async () => {
    const nik = '9906051708900001';
    await enroller.post(`/v1/claims/${nik}/refusals`, { ground: nik });
    expect((await accesses('?outcome=refused'))[0]).toMatchObject({
      actor: 'enroller-1',
      route: 'POST /v1/claims/:id/refusals',
      thing: null,
      code: 'forbidden',
    });
    expect(JSON.stringify(await accesses())).not.toContain(nik);
  });
});

describe('The log', () => {
  it('is read page by page, the latest first, each line once', async () => {
    for (let n = 0; n < 5; n++) await enroller.get('/v1/audit/accesses');
    const all = await accesses('?outcome=refused&limit=200');
    const pages: Access[] = [];
    let next: string | null = null;
    do {
      const cursor: string = next === null ? '' : `&cursor=${next}`;
      const page: Answer<Accesses> = await auditor.get<Accesses>(
        `/v1/audit/accesses?outcome=refused&limit=2${cursor}`,
      );
      pages.push(...page.body.data);
      next = page.body.nextCursor;
    } while (next !== null);
    expect(pages).toEqual(all);
    expect(all.length).toBeGreaterThan(5);
  });

  it.each(['actor=enroller-1', `from=2020-01-01T00:00:00Z`, 'until=2099-01-01T00:00:00%2B07:00'])(
    'is asked by %s',
    async (filter) => expect((await accesses(`?${filter}`)).length).toBeGreaterThan(0),
  );

  it('is empty for whom nothing was opened', async () =>
    expect(await accesses('?actor=nobody-1')).toEqual([]));

  it.each([
    "UPDATE access.entry SET actor = 'somebody-else'",
    'DELETE FROM access.entry',
    'TRUNCATE access.entry',
    'DELETE FROM access.user_change',
  ])('stays as it is, also for the owner of the database: %s', (sql) =>
    expect(onDatabase((database) => database.query(sql))).rejects.toThrow('stays as it is'),
  );

  it('cannot be given another time by the application', async () => {
    const database = await openDatabase({ url: url(), migrations: [], entities: [] });
    const dated = database.dataSource.query(
      `INSERT INTO access.entry (id, outcome, actor, roles, request_id, route, fields, at)
       VALUES (gen_random_uuid(), 'opened', 'a', '{}', 'r', 'r', '{}', now())`,
    );
    await expect(dated).rejects.toThrow('permission denied');
    await database.close();
  });
});

describe('A user who is disabled', () => {
  it('gives no command any more from that moment on, and is let in again by name', async () => {
    const mallory = await office.as('mallory-1', 'enroller');
    const enrol = (serial: number) =>
      mallory.post('/v1/participants', { ...newcomer(serial), programme: PAKE });
    expect((await enrol(31)).status).toBe(201);

    expect(await said('users disable mallory-1')).toEqual(['mallory-1 is disabled.']);
    const refused = await enrol(32);
    expect([refused.status, refused.body['code']]).toEqual([403, 'user-disabled']);
    expect((await said('users list')).join()).toContain('mallory-1');
    expect(await said('users disable mallory-1')).toEqual(['mallory-1 was disabled before.']);

    expect(await said('users enable mallory-1')).toEqual(['mallory-1 is enabled.']);
    expect((await enrol(32)).status).toBe(201);
    expect(await said('users enable mallory-1')).toEqual(['mallory-1 was not disabled.']);
    expect(await said('users list')).toEqual(['Nobody is disabled.']);
  });

  it('is doubted where nobody of that name has done anything here', async () => {
    const answer = await typed(office, 'users disable no-such-user');
    expect(answer.exitCode).toBe(2);
    expect(answer.lines.join()).toContain('No user no-such-user');
    await said('users enable no-such-user');
  });

  it('leaves a trace of each change', async () => {
    const changes = await onDatabase((database) =>
      database.query<Json[]>('SELECT actor, change FROM access.user_change ORDER BY number'),
    );
    expect(changes).toEqual([
      { actor: 'mallory-1', change: 'disabled' },
      { actor: 'mallory-1', change: 'enabled' },
      { actor: 'no-such-user', change: 'disabled' },
      { actor: 'no-such-user', change: 'enabled' },
    ]);
  });

  it('is called by what a token calls him', async () => {
    await expect(said('users disable 9916051708900003')).rejects.toThrow('no user');
    await expect(said('users disable')).rejects.toThrow('users disable <user>');
  });
});

const url = (): string => office.url;

const said = async (line: string) => (await typed(office, line)).lines;

const onDatabase = async <Result>(
  work: (database: DataSource) => Promise<Result>,
): Promise<Result> => {
  const database = await new DataSource({ type: 'postgres', url: url() }).initialize();
  return work(database).finally(() => database.destroy());
};

const eraseKeyOf = async (publicName: string): Promise<void> => {
  await office.kelambu.platform.eraser.erase(idFromPublic('par', publicName));
};
