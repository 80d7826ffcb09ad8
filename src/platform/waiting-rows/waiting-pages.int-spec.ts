import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database';

const UPLOAD = '11111111-1111-4111-8111-111111111111';
const ROWS = 5_000;
const PAGE = 100;
const AFTER = 1_000;

let fresh: FreshDatabase;
let client: Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  client = new Client({ connectionString: fresh.url });
  await client.connect();
  await client.query('ALTER TABLE waiting.row SET (autovacuum_enabled = false)');
  await client.query(
    `INSERT INTO waiting.row (upload_id, number, owner, key_id, sealed, state, expires_at)
     SELECT $1, number, 'list', $1, 'x', 'ready', now() FROM generate_series(0, $2) AS number`,
    [UPLOAD, ROWS - 1],
  );
});
afterAll(async () => {
  await client.end();
  await fresh.drop();
});

const looks = async (): Promise<number> => {
  const { rows } = await client.query<{ readonly looks: number }>(
    `SELECT (seq_tup_read + idx_tup_fetch)::integer AS looks FROM pg_stat_xact_user_tables
      WHERE relid = 'waiting.row'::regclass`,
  );
  return rows[0]?.looks ?? NaN;
};

/** The numbers that come, and how many rows the server looked at for them. */
const asked = async (sql: string) => {
  await client.query('BEGIN');
  try {
    const before = await looks();
    const { rows } = await client.query<{ readonly number: number }>(sql, [UPLOAD, AFTER, PAGE]);
    return { numbers: rows.map(({ number }) => number), looked: (await looks()) - before };
  } finally {
    await client.query('ROLLBACK');
  }
};

describe('A page of the rows of an upload, in a table that was filled a moment ago', () => {
  it('is read in the order of its rows, and nothing else is', async () => {
    const { numbers, looked } = await asked(
      `SELECT number FROM waiting.page($1, $2, ARRAY['ready'], true, $3) ORDER BY number`,
    );
    expect(numbers).toEqual(Array.from({ length: PAGE }, (_, index) => AFTER + 1 + index));
    expect(looked).toBeLessThanOrEqual(PAGE + 1);
  });

  it('would cost all that follow it where PostgreSQL goes by its statistics', async () => {
    const { looked } = await asked(
      `SELECT number FROM waiting.row
        WHERE upload_id = $1 AND number > $2 AND state = ANY (ARRAY['ready']) AND outcome IS NULL
        ORDER BY number LIMIT $3`,
    );
    expect(looked).toBe(ROWS - AFTER - 1);
  });
});
