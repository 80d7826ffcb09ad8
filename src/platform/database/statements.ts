import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Single statements, each of which commits by itself. Of few texts: each connection keeps what it has prepared of them. */
export type Statements = {
  readonly query: <Rows>(sql: string, parameters?: unknown[]) => Promise<Rows>;
};

/** On the connections of the log, where no read model at work stands in front of a command. */
export const statementsOn = (pool: Pick<Pool, 'query'>): Statements => ({
  query: async <Rows>(sql: string, parameters: unknown[] = []) => {
    const { rows } = await pool.query({ name: nameOf(sql), text: sql, values: parameters });
    return rows as Rows;
  },
});

const names = new Map<string, string>();

/** One name for one text: PostgreSQL takes 63 bytes of it. */
const nameOf = (sql: string): string => {
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('hex').slice(0, 32);
  names.set(sql, name);
  return name;
};
