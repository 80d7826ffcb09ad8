import { calendarDay } from '../../kernel/calendar-day';
import { Client } from 'pg';
import { payoutRegister, type RegisteredPayout } from '../../payout/queries/payout-register';
import { systemClock } from '../../platform/clock';
import { keyOf } from '../../platform/read-models/checkpoints';
import { Exclusions } from '../../platform/read-models/exclusions';
import { tableNameOf } from '../../platform/read-models/read-model-table';
import { ReadModels } from '../../platform/read-models/read-models';
import { RowsReader } from '../../platform/read-models/rows-reader';
import {
  databaseWith,
  eventually,
  type TestDatabase,
} from '../../platform/read-models/testing/counting';
import { fakeLog, plainDecode } from '../../platform/read-models/testing/fake-log';
import { PayoutReportHandler, PayoutReportQuery } from './payout-report';

const TABLE = `read_models.${tableNameOf(payoutRegister)}`;
const CLAIM = '4a4a7c1e-6f0f-4d57-9a52-6c3f54f6a001';

let database: TestDatabase;
let runner: Client;
let handler: PayoutReportHandler;
beforeEach(async () => {
  database = await databaseWith(payoutRegister);
  const { url } = database.owner.options as { readonly url: string };
  runner = new Client({ connectionString: url });
  await runner.connect();
  const store = fakeLog();
  const { dataSource } = database;
  const projections = [payoutRegister];
  const models = new ReadModels({ dataSource, store, projections, decode: plainDecode });
  const rows = new RowsReader(dataSource, models, store, systemClock);
  handler = new PayoutReportHandler(rows, new Exclusions({ of: () => Promise.resolve(null) }));
  await dataSource.getRepository(payoutRegister.table).insert(paidInMarch);
  await stoodAt('5');
});
afterEach(async () => {
  await runner.end();
  await database.close();
});

const paidInMarch: RegisteredPayout = {
  ...{ id: 'payout-1', ownerKind: 'claim', ownerId: CLAIM, benefitId: 'benefit-1' },
  ...{ benefitKind: 'treatment', scheme: 'jkk', programme: 'pake', payer: 'office' },
  ...{ subDistrictCode: '16.06.05', villageCode: '16.06.05.2001', mode: 'disbursed' },
  ...{ payeeKind: 'participant', payeeId: 'participant-1', onBehalfOf: null, accountRef: null },
  ...{ amount: '1000000', status: 'confirmed', scheduledOn: calendarDay('2024-03-01') },
  movements: [{ kind: 'paid', on: '2024-03-04', amount: 1_000_000 }],
  ...{ paidOn: calendarDay('2024-03-04'), paidAmount: '1000000' },
  ...{ reference: null, contradicts: false },
  ...{ returnedOn: null, replaces: null },
};

const stoodAt = (position: string) =>
  runner.query('UPDATE read_models.checkpoint SET position = $2 WHERE projection = $1', [
    keyOf(payoutRegister),
    position,
  ]);

/** What one batch does: an event of the claim changes the row, the next one of it cannot be read. */
const nextBatch = async (): Promise<void> => {
  await runner.query(`UPDATE ${TABLE} SET movements = movements || $1::jsonb`, [
    JSON.stringify([{ kind: 'returned', on: '2024-03-09', amount: -1_000_000 }]),
  ]);
  await runner.query(
    `INSERT INTO read_models.quarantine (projection, stream, position, error) VALUES ($1, $2, 7, 'UnknownEvent')`,
    [keyOf(payoutRegister), `claim-${CLAIM}`],
  );
  await stoodAt('7');
};

const report = async () => {
  const { totals, read } = await handler.execute(new PayoutReportQuery(null, null, 'all', null));
  return { nets: totals.map(({ net }) => net), position: read.position, excluded: read.excluded };
};

const isWaiting = async (): Promise<boolean> => {
  const { rowCount } = await runner.query(
    `SELECT FROM pg_locks WHERE relation = '${TABLE}'::regclass AND NOT granted`,
  );
  return (rowCount ?? 0) > 0;
};

const BEFORE = { nets: [1_000_000], position: '5', excluded: [] };
const AFTER = { nets: [], position: '7', excluded: [`claim-${CLAIM}`] };

describe('A report of payouts', () => {
  it('is of one moment, also where an event is quarantined while it is made', async () => {
    await runner.query(`BEGIN; LOCK TABLE ${TABLE} IN ACCESS EXCLUSIVE MODE`);
    const made = report();
    // It knows how far the figures go, and has not summed them yet.
    await eventually(isWaiting);
    await nextBatch();
    await runner.query('COMMIT');

    expect(await made).toEqual(BEFORE);
    expect(await report()).toEqual(AFTER);
  });
});
