import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Answer, Json } from '../src/demo/api-client';
import {
  type RunningPostgres,
  startEmbeddedPostgres,
} from '../src/platform/database/embedded-postgres';
import { leaves } from '../src/platform/event-store/leaf/leaves';
import { readPublicId } from '../src/platform/http/public-ids';
import { agreement, type CaseAnswer, CaseFile, rupiah } from './support/case-file';
import { type OfficeOn, officeOn } from './support/office-on';

// Words that nobody else uses are told as somebody's name, NIK, phone, account, diagnosis. Then every store, log, error,
// id and address is searched for them: they stand in the table of names alone, and after the erasure nowhere.

/** Of the participant, of his wife and of who reported his accident: three people, three keys. */
const CANARIES = {
  participant: {
    name: 'Kanarinama Wirasetya',
    nik: '9906051708901234',
    familyCardNumber: '9906051708125678',
    birthPlace: 'Kanaritempat',
    address: 'Kanarijalan Tujuh',
    phone: '+628123456789012',
    occupation: 'kanaripekerjaan',
    motherName: 'Kanariibu',
    kpj: '24017654321',
    chronology: 'kanarikronologi jatuh dari pohon',
    diagnosis: 'kanaridiagnosis',
    bodyPart: 'kanaribahu',
    paper: 'KANARI-SURAT-77',
    issuer: 'Kanaripenerbit',
    keptAt: 'kanarilemari tiga',
    accountNumber: '7788990011223',
    accountHolder: 'Kanarirekening Wirasetya',
  },
  wife: { name: 'Kanariistri Puspa', nik: '9906055708904321' },
  reporter: { name: 'Kanaripelapor Kades', phone: '+628129999888777' },
} as const;
type Who = keyof typeof CANARIES;
const wordsOf = (...people: readonly Who[]) =>
  people.flatMap((who) => Object.values<string>(CANARIES[who]));
const ALL = wordsOf('participant', 'wife', 'reporter');

const PROGRAMME = 'pake-kanari-2024';

let folder: string;
let postgres: RunningPostgres;
let superuser: Client;
let office: OfficeOn;
/** Whatever the process wrote: its log at the level of debugging, its progress, its standard output. */
const written: string[] = [];
/** What commands were answered, and questions that were refused: not the files that are there to show a name. */
const answers: Answer<unknown>[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-canaries-'));
  const onProgress = (line: string) => void written.push(line);
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(text.toString());
      return true;
    });
  postgres = await startEmbeddedPostgres({ folder, onProgress });
  superuser = new Client({ connectionString: postgres.url });
  await superuser.connect();
  office = await officeOn({
    url: postgres.url,
    folder,
    logLevel: 'debug',
    logStream: { write: (line) => void written.push(line) },
    onProgress,
    onAnswer: (answer) => answers.push(answer),
  });
}, 120_000);
afterAll(async () => {
  await office.stop();
  await superuser.end();
  await postgres.stop();
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

// --- searching ----------------------------------------------------------------------------------------------------

/** A word as it is, as a database prints bytes, and as base64 has it wherever it begins. */
const formsOf = (word: string): readonly string[] => {
  const bytes = Buffer.from(word, 'utf8');
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last characters depend on what stands before and after.
    return text.slice(shift === 0 ? 0 : 4, Math.floor(((shift + bytes.length) * 4) / 3 / 4) * 4);
  });
  const escaped = encodeURIComponent(word);
  return [word, escaped, bytes.toString('hex'), ...inBase64].map((form) => form.toLowerCase());
};

const foundIn = (text: string, words: readonly string[] = ALL): readonly string[] => {
  const searched = text.toLowerCase();
  return words.filter((word) => formsOf(word).some((form) => searched.includes(form)));
};

/** Every table of every schema, the server's own too, whose rows hold one of the words in some form. */
const tablesHolding = async (words: readonly string[]): Promise<readonly string[]> => {
  const { rows: tables } = await superuser.query<{ path: string }>(
    `SELECT format('%I.%I', nspname, relname) AS path
       FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'm') AND nspname !~ '^pg_toast' ORDER BY path`,
  );
  const holding: string[] = [];
  for (const { path } of tables) {
    const { rows } = await superuser.query<{ row: string }>(
      `SELECT held::text AS row FROM ${path} AS held`,
    );
    if (some(foundIn(rows.map(({ row }) => row).join('\n'), words))) holding.push(path);
  }
  return holding;
};

/** As an idle server does by itself: samples of columns would be kept in its own tables. */
const analyse = () => superuser.query('ANALYZE');
const settled = async (): Promise<void> => {
  const { readModels, store } = office.kelambu.platform;
  await store.head();
  for (const { name } of await readModels.status()) await readModels.caughtUp(name);
};

const serverLog = () => readFileSync(join(folder, 'postgres.log'), 'utf8');

// --- the story ----------------------------------------------------------------------------------------------------

const textOf = ({ headers, body }: Answer<unknown>) =>
  JSON.stringify([[...headers.entries()], body]);

const clients = async () => ({
  administrator: await office.as('administrator-1', 'administrator'),
  enroller: await office.as('enroller-1', 'enroller'),
  adjuster: await office.as('adjuster-1', 'adjuster'),
  supervisor: await office.as('supervisor-1', 'supervisor'),
  finance: await office.as('finance-1', 'finance'),
  auditor: await office.asWhoMayOpen('auditor-1', 'auditor'),
});

const { participant, wife, reporter } = CANARIES;
const newcomer = {
  subDistrictCode: '16.06.05',
  villageCode: '16.06.05.2001',
  name: participant.name,
  nik: participant.nik,
  familyCardNumber: participant.familyCardNumber,
  birthPlace: participant.birthPlace,
  birthDate: '1990-08-17',
  sex: 'male',
  address: participant.address,
  rt: '004',
  rw: '002',
  phone: participant.phone,
  occupation: participant.occupation,
  motherName: participant.motherName,
};

type Office = Awaited<ReturnType<typeof clients>>;
type Enrolled = {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string }[];
  };
};

const told = async (who: Office) => {
  const { administrator, enroller, adjuster, supervisor, finance } = who;
  await administrator.post('/v1/programmes', agreement(PROGRAMME));
  const { body } = await enroller.post<Enrolled>('/v1/participants', {
    ...newcomer,
    programme: PROGRAMME,
  });
  const { id } = body.participant;
  await enroller.post(`/v1/participants/${id}/coverage-periods`, {
    programme: PROGRAMME,
    from: '2024-10-01',
    lastCoveredOn: '2024-12-31',
    declaredIncome: rupiah(1_000_000),
    kpj: participant.kpj,
  });
  const family = await adjuster.post<Enrolled>(`/v1/participants/${id}/family-members`, {
    relation: 'spouse',
    name: wife.name,
    nik: wife.nik,
    birthDate: '1990-08-17',
    legalChild: false,
  });

  const claim = new CaseFile('/v1/claims');
  await claim.open(adjuster, '/v1/accident-claims', {
    participantId: id,
    accidentKind: 'accident',
    occurredOn: '2024-10-14',
    reportedOn: '2024-10-15',
    reporterRelation: 'village',
    reporterName: reporter.name,
    reporterPhone: reporter.phone,
    chronology: participant.chronology,
  });
  await claim.tell(adjuster, '/acceptances', {});
  await claim.tell(adjuster, '/doctor-statements', {
    outcome: 'disabled',
    percentTenths: 50,
    statedOn: '2024-11-11',
    receivedOn: '2024-11-12',
    diagnosis: participant.diagnosis,
    bodyPart: participant.bodyPart,
    side: 'left',
  });
  await claim.tell(adjuster, '/documents', {
    kind: 'other',
    receivedOn: '2024-10-20',
    number: participant.paper,
    issuer: participant.issuer,
    keptAt: participant.keptAt,
  });
  await claim.tell(adjuster, '/treatment-bills', {
    facilityId: 'rsud-sekayu',
    invoiceNumber: 'INV-1',
    from: '2024-10-14',
    to: '2024-10-20',
    items: [{ code: 'inpatient', claimed: rupiah(8_250_000) }],
    paidTo: 'participant',
  });
  await claim.tell(adjuster, '/payee-accounts', {
    payeeKind: 'participant',
    payeeId: id,
    bank: 'BRI',
    number: participant.accountNumber,
    holder: participant.accountHolder,
  });
  await claim.verifyPapers(adjuster, ['kk1', 'participant_card', 'ktp']);
  const { id: benefitId } = claim.benefit();
  await claim.tell(supervisor, `/v1/benefits/${benefitId}/approvals`, {});
  await claim.tell(adjuster, '/presentations', {
    benefits: [{ benefitId }],
    branch: 'Palembang',
    channel: 'counter',
    presentedOn: '2024-10-25',
    papersCompleteOn: '2024-10-25',
  });
  await claim.tell(adjuster, '/payer-decisions', {
    outcome: 'granted',
    benefits: [{ benefitId, amount: rupiah(8_250_000) }],
    decidedOn: '2024-10-29',
  });
  await claim.tell(finance, `/v1/payouts/${claim.payout().id}/confirmations`, {
    paidOn: '2024-10-30',
    amount: rupiah(8_250_000),
    reference: 'BPJS-1',
  });
  await claim.tell(adjuster, '/closings', { reasonCode: 'recovered' });
  return { id, wifeId: family.body.participant.family.at(-1)?.id ?? '', claim };
};

/** Each route of the document is asked with the words in its path, its query, its headers and its body. */
const askedEverything = async ({ adjuster }: Office): Promise<number> => {
  const { body: document } = await adjuster.get<{
    paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }>('/docs/openapi.json');
  const roles = ['enroller', 'adjuster', 'supervisor', 'finance', 'auditor'] as const;
  const everyone = await office.as('everyone-1', 'administrator', ...roles);
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  );
  const bodies = [
    { ...newcomer, [participant.nik]: participant.nik, nickname: participant.name },
    { nik: wife.nik, name: { first: wife.name }, amount: participant.nik, id: participant.nik },
    `{"name": "${participant.name}", "nik": ${participant.nik}`,
  ];
  for (const { path, method } of routes) {
    const address = path.replaceAll(/\{\w+\}/g, participant.nik);
    if (method === 'get') {
      answers.push(await everyone.get(address));
      answers.push(await everyone.get(`${address}?minPosition=${participant.nik}&q=${wife.nik}`));
    } else
      for (const body of bodies)
        await everyone.post(address, body, {
          ifMatch: '"1"',
          key: `${participant.nik}-${path.length}`,
        });
  }
  return routes.length;
};

const reports = async ({ finance }: Office) => {
  const { body } = await finance.get('/v1/reports/payouts');
  const { body: csv } = await finance.get('/v1/reports/payouts?format=csv');
  const [position = ''] = /,IDR,\d+,/.exec(String(csv['text'])) ?? [];
  const lines = String(csv['text']).replaceAll(position, ',IDR,as of,');
  return { totals: body['totals'], rows: body['rows'], lines };
};
const leavesOfLog = async () => {
  const all: string[] = [];
  for await (const { leaf } of leaves(office.kelambu.platform.store)) all.push(leaf);
  return all;
};

describe('Words that name somebody', () => {
  let who: Office;
  let story: Awaited<ReturnType<typeof told>>;
  beforeAll(async () => {
    who = await clients();
    story = await told(who);
  }, 60_000);

  it('were all told: the file and the history show them to who may open them', async () => {
    const purpose = { 'Access-Purpose': 'to see that they are there' };
    const position = await office.kelambu.platform.store.head();
    const shown = await Promise.all([
      who.auditor.get(`/v1/participants/${story.id}?minPosition=${position}`, purpose),
      who.auditor.get(`/v1/participants/${story.id}/history`, purpose),
      who.auditor.get(`/v1/claims/${story.claim.body.id}/history`, purpose),
    ]);
    expect(foundIn(JSON.stringify(shown.map(({ body }) => body)))).toEqual(ALL);
    expect(story.claim.body.status).toBe('closed');
    expect(story.claim.body.paid).toEqual(rupiah(8_250_000));
  });

  it('are in no answer to a command, no id, no address and no header', () => {
    expect(answers.length).toBeGreaterThan(15);
    expect(answers.filter(({ status }) => status >= 400).map(({ body }) => body)).toEqual([]);
    expect(answers.map((answer) => foundIn(textOf(answer))).filter(some)).toEqual([]);
  });

  it('are in no problem, whatever route they are sent to and wherever they stand', async () => {
    const before = answers.length;
    expect(await askedEverything(who)).toBeGreaterThan(30);
    const problems = answers.slice(before).filter(({ status }) => status >= 400);
    expect(problems.length).toBeGreaterThan(60);
    const statuses = new Set(problems.map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining([400, 404]));
    expect(problems.map((answer) => foundIn(textOf(answer))).filter(some)).toEqual([]);
  }, 60_000);

  it('stand in the table of names, and in no other table of the database', async () => {
    await settled();
    await analyse();
    expect(await tablesHolding(ALL)).toEqual(['read_models.person_v3']);
  });

  it('would be found in another table, in another column, in bytes and in statistics', async () => {
    await superuser.query(`
      CREATE TABLE public.leak (told jsonb, sealed bytea, word text);
      INSERT INTO public.leak (told) VALUES ('{"deep": ["${participant.name}"]}')`);
    expect(await tablesHolding([participant.name])).toContain('public.leak');
    await superuser.query('TRUNCATE public.leak');
    expect(await tablesHolding([wife.nik])).not.toContain('public.leak');
    await superuser.query('INSERT INTO public.leak (sealed) VALUES ($1)', [
      Buffer.from(`..${wife.nik}..`),
    ]);
    expect(await tablesHolding([wife.nik])).toContain('public.leak');
    await superuser.query(`INSERT INTO public.leak (word) SELECT $1 FROM generate_series(1, 100)`, [
      Buffer.from(`x${reporter.name}y`).toString('base64'),
    ]);
    await superuser.query('ANALYZE public.leak');
    expect(await tablesHolding([reporter.name])).toEqual(
      expect.arrayContaining(['pg_catalog.pg_statistic', 'public.leak']),
    );
    await superuser.query('DROP TABLE public.leak');
    await analyse();
    expect(await tablesHolding([reporter.name])).toEqual(['read_models.person_v3']);
  });

  it('are in nothing that the process wrote, at the level of debugging', () => {
    const log = written.join('');
    expect(log).toContain('answered');
    expect(log).toContain('/v1/participants/:id');
    expect(foundIn(log)).toEqual([]);
    expect(foundIn(`${log}${participant.nik}`)).toEqual([participant.nik]);
  });

  it('are in no line of the PostgreSQL server', async () => {
    // An error, as a statement that goes wrong would quote its values.
    await superuser
      .query(`SELECT * FROM read_models.person_v3 WHERE name = $1 AND 1/0 = 1`, [participant.name])
      .catch(() => undefined);
    await superuser.query(`DO $$ BEGIN RAISE LOG 'what goes there is seen'; END $$`);
    expect(serverLog()).toContain('what goes there is seen');
    expect(foundIn(serverLog())).toEqual([]);
  });

  it('are in no file beside the database', () => {
    const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
    expect(files).toContain('postgres.log');
    const holding = files.filter((name) =>
      some(foundIn(readFileSync(join(folder, name), 'latin1'))),
    );
    expect(holding).toEqual([]);
  });

  describe('after the erasure', () => {
    const erased = async (subjectId: string) => {
      const asked = await who.administrator.post<{ erasure: { requestId: string } }>(
        `/v1/subjects/${subjectId}/erasures`,
        { reasonCode: 'asked_by_the_person' },
      );
      return who.supervisor.post<CaseAnswer>(
        `/v1/subjects/${subjectId}/erasures/${asked.body.erasure.requestId}/approvals`,
        {},
        { ifMatch: '"1"' },
      );
    };
    let before: Awaited<ReturnType<typeof reports>>;
    let leavesBefore: readonly string[];

    it('of the participant, only what others are is left', async () => {
      before = await reports(who);
      leavesBefore = await leavesOfLog();
      expect(JSON.stringify(before)).toContain('8250000');
      expect((await erased(story.id)).status).toBe(200);

      await analyse();
      expect(await tablesHolding(wordsOf('participant'))).toEqual([]);
      expect(await tablesHolding(wordsOf('wife'))).toEqual(['read_models.person_v3']);
      expect(await tablesHolding(wordsOf('reporter'))).toEqual(['read_models.person_v3']);
    });

    it('of all three, nothing at all, neither in a table nor in what can still be asked', async () => {
      const reporterId = await reporterOf(who, story.claim.body.id);
      for (const subject of [story.wifeId, reporterId])
        expect((await erased(subject)).status).toBe(200);
      await analyse();
      expect(await tablesHolding(ALL)).toEqual([]);

      const purpose = { 'Access-Purpose': 'to see that nothing is there' };
      const asked = await Promise.all(
        [
          `/v1/participants/${story.id}`,
          `/v1/participants/${story.id}/history`,
          `/v1/claims/${story.claim.body.id}`,
          `/v1/claims/${story.claim.body.id}/history`,
          '/v1/participants',
          '/v1/claims',
          '/v1/payouts',
        ].map((path) => who.auditor.get(path, purpose)),
      );
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200));
      expect(foundIn(asked.map(textOf).join())).toEqual([]);
      expect(JSON.stringify(asked[0]?.body)).toContain('erased');
    });

    it('the money is what it was, and no fact has changed', async () => {
      expect(await reports(who)).toEqual(before);
      expect((await leavesOfLog()).slice(0, leavesBefore.length)).toEqual(leavesBefore);
    });

    it('the logs of the process and of the server still hold nothing', () => {
      expect(foundIn(written.join(''))).toEqual([]);
      expect(foundIn(serverLog())).toEqual([]);
      expect(answers.map((answer) => foundIn(textOf(answer))).filter(some)).toEqual([]);
    });
  });
});

const some = (found: readonly string[]): boolean => found.length > 0;

const reporterOf = async ({ auditor }: Office, claimId: string): Promise<string> => {
  const { body } = await auditor.get<{ history: readonly { data: Json }[] }>(
    `/v1/claims/${claimId}/history`,
  );
  const id = String(body.history[0]?.data['reporterId']);
  if (readPublicId('mem', id) === null) throw new Error('There is no reporter.');
  return id;
};
