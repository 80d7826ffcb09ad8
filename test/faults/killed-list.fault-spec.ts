import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../src/demo/api-client';
import { START, type StoredEvent } from '../../src/platform/event-store/event-store';
import { agreement } from '../support/case-file';
import { type FreshDatabase, freshDatabase } from '../support/database';
import { approveList, csvOf, lineOf, listThatIs, sendList } from '../support/lists';
import { officeOn, type OfficeOn } from '../support/office-on';
import type { OfficeSaid } from './processes/office.process';
import { killChildren, startChild } from './support/children';
import { withClient } from './support/durable-server';
import { EFFORT } from './support/effort';

/** Three spans of rows: the first is done before the first kill, the others are what the kills fall into. */
const PEOPLE = 1_400;
const KILLS = Math.ceil(EFFORT.kills / 5);

let folder: string;
let databases: FreshDatabase[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelambu-list-'));
  databases = [];
});
afterEach(async () => {
  await killChildren();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const newDatabase = async (): Promise<string> => {
  const database = await freshDatabase();
  databases.push(database);
  return database.url;
};

const file = csvOf(...Array.from({ length: PEOPLE }, (_, index) => lineOf(index + 1)));

const listIn = async (office: OfficeOn): Promise<string> => {
  const administrator = await office.as('administrator-1', 'administrator');
  const enroller = await office.as('enroller-1', 'enroller');
  await administrator.post('/v1/programmes', agreement('pake-kelambu-2024'));
  const { body } = await sendList(enroller, file);
  return body.enrolmentList.id;
};

const logOf = async ({ kelambu }: OfficeOn): Promise<readonly StoredEvent[]> => {
  const { store } = kelambu.platform;
  const events: StoredEvent[] = [];
  for (let after = START; ; after = events.at(-1)?.position ?? after) {
    const page = await store.readAll(after, 5_000);
    events.push(...page);
    if (page.length === 0) return events;
  }
};

/** Who is enrolled and covered, without what differs from one run to the next. */
const registerIn = (log: readonly StoredEvent[]) =>
  log
    .filter(({ stream }) => /^(participant|nik)-/.test(stream))
    .map(({ stream, revision, type, data }) => {
      const { participantId, nikRef, from, lastCoveredOn } = JSON.parse(data) as Record<
        string,
        unknown
      >;
      const isNik = stream.startsWith('nik-');
      return JSON.stringify([
        isNik ? stream : '',
        revision,
        type,
        isNik ? typeof participantId : nikRef,
        from,
        lastCoveredOn,
      ]);
    })
    .sort();

const enrolledIn = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ readonly enrolled: number }>(
      "SELECT count(*)::integer AS enrolled FROM log.event WHERE type = 'ParticipantEnrolled'",
    );
    return rows[0]?.enrolled ?? 0;
  });

const applied = async (office: OfficeOn, id: string) => {
  const enroller = await office.as('enroller-1', 'enroller');
  return (await listThatIs(enroller, id, 'applied')).body.enrolmentList.applied;
};

describe('A list whose process is killed while it is applied', () => {
  it('ends at the same register as one that was left alone', async () => {
    const clean = await officeOn({ url: await newDatabase(), folder });
    const cleanId = await listIn(clean);
    const checked = await listThatIs(await clean.as('enroller-1', 'enroller'), cleanId, 'checked');
    await approveList(await clean.as('enroller-2', 'enroller'), checked);
    const counts = await applied(clean, cleanId);
    const register = registerIn(await logOf(clean));
    await clean.stop();

    const url = await newDatabase();
    const first = await officeOn({ url, folder });
    const id = await listIn(first);
    const ready = await listThatIs(await first.as('enroller-1', 'enroller'), id, 'checked');
    await approveList(await first.as('enroller-2', 'enroller'), ready);
    await first.stop();

    const left: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const child = startChild<OfficeSaid>('office', [url, folder]);
      await child.next();
      await sleep(Math.random() * 50);
      child.kill('SIGKILL');
      await child.ended;
      left.push(PEOPLE - (await enrolledIn(url)));
    }
    const last = await officeOn({ url, folder });
    const after = await applied(last, id);
    const log = await logOf(last);
    await last.stop();

    // Control: there was something left to do after a kill.
    expect(Math.max(...left)).toBeGreaterThan(0);
    expect(after).toEqual(counts);
    expect(counts).toMatchObject({ enrolled: PEOPLE, refused: 0 });
    expect(registerIn(log)).toEqual(register);
    expect(register).toHaveLength(PEOPLE * 3);
    expect(log.filter(({ type }) => type === 'EnrolmentListApplied')).toHaveLength(1);
  });

  it('is taken up by a process that lives beside it', async () => {
    const url = await newDatabase();
    const survivor = await officeOn({ url, folder });
    const id = await listIn(survivor);
    const ready = await listThatIs(await survivor.as('enroller-1', 'enroller'), id, 'checked');
    const child = startChild<OfficeSaid>('office', [url, folder]);
    const token = await survivor.tokenFor('enroller-2', 'enroller');
    await approveList(new ApiClient((await child.next()).url, token), ready);
    while ((await enrolledIn(url)) === 0) await sleep(5);
    child.kill('SIGKILL');
    await child.ended;
    const left = PEOPLE - (await enrolledIn(url));

    const counts = await applied(survivor, id);
    const log = await logOf(survivor);
    await survivor.stop();

    // Control: there was something left to do.
    expect(left).toBeGreaterThan(0);
    expect(counts).toMatchObject({ enrolled: PEOPLE, refused: 0 });
    expect(log.filter(({ type }) => type === 'EnrolmentListApplied')).toHaveLength(1);
  });
});
