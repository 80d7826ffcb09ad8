import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { ListLayout, ReadRow, RowsOf } from './read-list';
import type { ReadingOrder, ReadingSaid } from './reading.worker';
import { rejectionOf, Unreadable } from './unreadable';

/** Beside this file, in whatever form this file is run. */
const WORKER = join(__dirname, `reading.worker${extname(__filename)}`);

/** A list of a million cells fits; what needs more ends its thread and not the server. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
const LONGEST_MS = 60_000;

/**
 * Reads a file in a thread of its own, which may use so much memory and time and no more, and hands over its rows
 * portion by portion.
 * @throws Rejection that says why a file is not taken
 */
export const readListFile = async (
  bytes: Buffer,
  today: CalendarDay,
  onRows: (rows: readonly ReadRow[]) => Promise<void>,
  rowsOf: RowsOf = 'people',
): Promise<ListLayout> => {
  const order: ReadingOrder = { bytes: Uint8Array.from(bytes), today, rowsOf };
  const worker = new Worker(WORKER, {
    workerData: order,
    resourceLimits: LIMITS,
    transferList: [order.bytes.buffer as ArrayBuffer],
    // Run from its source, the thread needs whatever made this file run.
    ...(extname(WORKER) === '.ts' ? { execArgv: process.execArgv } : {}),
  });
  const timer = setTimeout(() => void worker.terminate(), LONGEST_MS);
  try {
    for (;;) {
      const said = await nextFrom(worker);
      if (said.kind === 'rows') {
        await onRows(said.rows);
        worker.postMessage('next');
      } else if (said.kind === 'done') return said.layout;
      else if (said.kind === 'unreadable') throw rejectionOf(said);
      else throw new Error(`A list could not be read: ${said.error}.`);
    }
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
};

/** What the thread says next; one that ends without a word had too little memory or time. */
const nextFrom = async (worker: Worker): Promise<ReadingSaid> => {
  const listening = new AbortController();
  const { signal } = listening;
  const message = once(worker, 'message', { signal }) as Promise<[ReadingSaid]>;
  const ended = once(worker, 'exit', { signal });
  try {
    const [said] = await Promise.race([message, ended.then(() => [null] as const)]);
    if (said !== null) return said;
    throw rejectionOf(new Unreadable('list-file-too-large'));
  } catch (error) {
    throw isOutOfMemory(error) ? rejectionOf(new Unreadable('list-file-too-large')) : error;
  } finally {
    // Whichever of the two did not come is not waited for any more.
    for (const promise of [message, ended]) promise.catch(() => undefined);
    listening.abort();
  }
};

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
