import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WritingOrder } from './writing.worker';

/** Beside this file, in whatever form this file is run. */
const WORKER = join(__dirname, `writing.worker${extname(__filename)}`);

/** Writes a file in a thread of its own, so that nobody else waits for it. */
export const writeListFile = async (order: WritingOrder): Promise<Buffer> => {
  const worker = new Worker(WORKER, {
    workerData: order,
    ...(extname(WORKER) === '.ts' ? { execArgv: process.execArgv } : {}),
  });
  try {
    const [bytes] = (await once(worker, 'message')) as [Uint8Array];
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } finally {
    await worker.terminate();
  }
};
