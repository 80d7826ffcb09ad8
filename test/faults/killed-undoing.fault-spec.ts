import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { agreement } from '../support/case-file';
import { type FreshDatabase, freshDatabase } from '../support/database';
import {
  appliedList,
  approveUndoing,
  csvOf,
  lineOf,
  listThatIs,
  requestUndoing,
} from '../support/lists';
import { officeOn } from '../support/office-on';
import type { OfficeSaid } from './processes/office.process';
import { killChildren, startChild } from './support/children';
import { withClient } from './support/durable-server';
import { EFFORT } from './support/effort';

const PEOPLE = 1_400;
const KILLS = Math.ceil(EFFORT.kills / 5);

let folder: string;
let database: FreshDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-undoing-'));
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

const file = csvOf(...Array.from({ length: PEOPLE }, (_, index) => lineOf(index + 1)));

describe('A list whose process is killed while it is undone', () => {
  it('is undone to its end though its rows have expired, each person once, and can be applied again', async () => {
    const first = await officeOn({ url: database.url, folder });
    const administrator = await first.as('administrator-1', 'administrator');
    await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
    const enroller = await first.as('enroller-1', 'enroller');
    const second = await first.as('enroller-2', 'enroller');
    const { id } = await appliedList(enroller, second, file);
    const applied = await listThatIs(enroller, id, 'applied');
    await first.kelambu.platform.waitingRows.dropExpired(new Date('2100-01-01'));
    const asked = await requestUndoing(enroller, id, applied.version);
    await approveUndoing(second, asked);
    await first.stop();

    const left: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const child = startChild<OfficeSaid>('office', [database.url, folder]);
      await child.next();
      await sleep(Math.random() * 50);
      child.kill('SIGKILL');
      await child.ended;
      left.push(PEOPLE - (await numberOf('EnrolmentAnnulled')));
    }
    const last = await officeOn({ url: database.url, folder });
    const whoLooks = await last.as('enroller-1', 'enroller');
    const { undone } = (await listThatIs(whoLooks, id, 'undone')).body.enrolmentList;
    const annulled = await Promise.all(
      ['EnrolmentAnnulled', 'CoverageAnnulled', 'NikReleased', 'EnrolmentListUndone'].map(numberOf),
    );
    const again = await appliedList(whoLooks, await last.as('enroller-2', 'enroller'), file);
    await last.stop();

    // Control: there was something left to do after a kill.
    expect(Math.max(...left)).toBeGreaterThan(0);
    expect(undone).toMatchObject({ enrolmentsAnnulled: PEOPLE, coversAnnulled: PEOPLE, kept: 0 });
    expect(annulled).toEqual([PEOPLE, PEOPLE, PEOPLE, 1]);
    expect(again).toMatchObject({ attempt: 2, applied: { enrolled: PEOPLE, refused: 0 } });
  });
});
