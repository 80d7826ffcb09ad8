import type { Client } from 'pg';

/** The control: the usual log, whose sequence gives positions when events are written, not when they are committed. */
export const NAIVE_LOG = `
  CREATE TABLE naive (position bigserial PRIMARY KEY, id uuid NOT NULL);
  GRANT SELECT, INSERT ON naive TO PUBLIC;
  GRANT USAGE ON SEQUENCE naive_position_seq TO PUBLIC`;

export const writeNaively = (client: Pick<Client, 'query'>, id: string) =>
  client.query('INSERT INTO naive (id) VALUES ($1)', [id]);

export type NaiveEvent = { readonly position: string; readonly id: string };

export const readNaively = async (
  client: Pick<Client, 'query'>,
  after: string,
): Promise<readonly NaiveEvent[]> => {
  const { rows } = await client.query<NaiveEvent>(
    'SELECT position, id FROM naive WHERE position > $1 ORDER BY position LIMIT 100',
    [after],
  );
  return rows;
};
