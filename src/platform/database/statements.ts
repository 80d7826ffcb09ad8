import type { Pool } from 'pg';

/** Single statements, each of which commits by itself. */
export type Statements = {
  readonly query: <Rows>(sql: string, parameters?: unknown[]) => Promise<Rows>;
};

/** On the connections of the log, where no read model at work stands in front of a command. */
export const statementsOn = (pool: Pick<Pool, 'query'>): Statements => ({
  query: async <Rows>(sql: string, parameters: unknown[] = []) => {
    const { rows } = await pool.query(sql, parameters);
    return rows as Rows;
  },
});
