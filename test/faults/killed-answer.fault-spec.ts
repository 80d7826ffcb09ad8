import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../src/demo/api-client';
import { agreement } from '../support/case-file';
import { type FreshDatabase, freshDatabase } from '../support/database';
import { appliedList, csvOf, lineOf } from '../support/lists';
import { officeOn } from '../support/office-on';
import type { OfficeSaid } from './processes/office.process';
import { killChildren, startChild } from './support/children';
import { withClient } from './support/durable-server';
import { EFFORT } from './support/effort';

/** Three spans of rows. */
const PEOPLE = 1_400;
const REFUSED = 100;
const KILLS = Math.ceil(EFFORT.kills / 5);

let folder: string;
let database: FreshDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-answer-'));
  database = await freshDatabase();
});
afterEach(async () => {
  await killChildren();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const numberOf = (type: string): Promise<number> =>
  withClient(database.url, async (client) => {
    const { rows } = await client.query<{ readonly number: number }>(
      'SELECT count(*)::integer AS number FROM log.event WHERE type = $1',
      [type],
    );
    return rows[0]?.number ?? 0;
  });

const serials = Array.from({ length: PEOPLE }, (_, index) => index + 1);
const list = csvOf(...serials.map((serial) => lineOf(serial)));
const answerLine = (serial: number): string => {
  const digits = String(serial).padStart(4, '0');
  const said = serial <= REFUSED ? ';DITOLAK;Meninggal' : `2400000${digits};AKTIF;`;
  return `990605170890${digits};Pekerja ${serial};${said}`;
};
const answer = Uint8Array.from(
  Buffer.from(['NIK;Nama;KPJ;STATUS;KETERANGAN', ...serials.map(answerLine)].join('\r\n')),
);

type Confirmations = {
  readonly confirmations: readonly { readonly status: string; readonly counts: unknown }[];
};

const confirmed = async (who: ApiClient, id: string) => {
  for (;;) {
    const path = `/v1/enrolment-lists/${id}/confirmations`;
    const [first] = (await who.get<Confirmations>(path)).body.confirmations;
    if (first?.status === 'confirmed') return first;
    await sleep(50);
  }
};

describe('A payer’s answer whose process is killed while it is worked through', () => {
  it('ends where one that was left alone does: each person is answered once, and counted once', async () => {
    const first = await officeOn({ url: database.url, folder });
    const administrator = await first.as('administrator-1', 'administrator');
    const ofPayer = agreement('pake-kelambu-2024', { confirmation: 'payer' });
    await administrator.post('/v1/programmes', ofPayer);
    const enroller = await first.as('enroller-1', 'enroller');
    const { id } = await appliedList(enroller, await first.as('enroller-2', 'enroller'), list);
    await enroller.send(`/v1/enrolment-lists/${id}/confirmations`, answer, {});
    await first.stop();

    const left: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const child = startChild<OfficeSaid>('office', [database.url, folder]);
      await child.next();
      await sleep(Math.random() * 50);
      child.kill('SIGKILL');
      await child.ended;
      const written = await Promise.all(['CoverageStarted', 'CoverageRefused'].map(numberOf));
      left.push(PEOPLE - written.reduce((sum, one) => sum + one, 0));
    }
    const last = await officeOn({ url: database.url, folder });
    const { counts } = await confirmed(await last.as('enroller-1', 'enroller'), id);
    await last.stop();

    // Control: there was something left to do after a kill.
    expect(Math.max(...left)).toBeGreaterThan(0);
    expect(counts).toEqual({
      started: PEOPLE - REFUSED,
      refused: REFUSED,
      unchanged: 0,
      differing: 0,
      notAsked: 0,
      faulty: 0,
    });
    const types = ['CoverageStarted', 'CoverageRefused', 'EnrolmentListConfirmed'];
    expect(await Promise.all(types.map(numberOf))).toEqual([PEOPLE - REFUSED, REFUSED, 1]);
  });
});
