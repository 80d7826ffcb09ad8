import fastify from 'fastify';
import { Pool } from 'pg';

const [databaseUrl = ''] = process.argv.slice(2);

/** The least that anybody could do: one route, one INSERT as a transaction of its own. In a process of its own, as ours is. */
const serve = async (): Promise<string> => {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query('CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, body jsonb NOT NULL)');
  const app = fastify();
  app.post('/bare', async ({ body }, reply) => {
    const { rows } = await pool.query<{ id: string }>({
      name: 'insert',
      text: 'INSERT INTO bare VALUES (gen_random_uuid(), $1) RETURNING id',
      values: [JSON.stringify(body)],
    });
    return reply.status(201).send(rows[0]);
  });
  return app.listen({ port: 0, host: '127.0.0.1' });
};

void serve().then((url) => process.send?.({ url }));
