import { Client } from 'pg';
import type { ApiClient } from '../../src/demo/api-client';
import { appliedList } from '../../test/support/lists';
import type { BenchOffice } from './office-process';

export type Server = { readonly url: string };

/** A database that nobody has used, on the server of the benchmark. */
export const onFreshDatabase = async (
  server: Server,
  work: (url: string) => Promise<number>,
): Promise<number> => {
  const name = `round_${String(process.hrtime.bigint())}`;
  const owner = new Client({ connectionString: server.url });
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  try {
    return await work(url.href);
  } finally {
    await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await owner.end();
  }
};

/** Seconds from the upload to the answer of a query that shows the last of the people; the approval is given at once. */
export const secondsFor = async (
  { enroller, approver }: BenchOffice,
  file: Uint8Array<ArrayBuffer>,
  rows: number,
): Promise<number> => {
  const began = performance.now();
  const { id, applied } = await appliedList(enroller, approver, file);
  const { position } = await enroller.get(`/v1/enrolment-lists/${id}`);
  await shown(enroller, `/v1/participants?coveredOn=2024-10-15&minPosition=${position ?? ''}`);
  if (applied?.['enrolled'] !== rows)
    throw new Error(`Not everyone was enrolled: ${JSON.stringify(applied)}.`);
  return (performance.now() - began) / 1_000;
};

/** Asks again while the read model is behind. */
const shown = async (who: ApiClient, path: string): Promise<void> => {
  while ((await who.get(path)).status === 503);
};
