import { parentPort, workerData } from 'node:worker_threads';
import type { CalendarDay } from '../../kernel/calendar-day';
import { type ListLayout, readList, type ReadRow, type RowsOf } from './read-list';
import { type FileFault, Unreadable } from './unreadable';

export type ReadingOrder = {
  readonly bytes: Uint8Array;
  readonly today: CalendarDay;
  readonly rowsOf: RowsOf;
};

export type ReadingSaid =
  | { readonly kind: 'rows'; readonly rows: readonly ReadRow[] }
  | { readonly kind: 'done'; readonly layout: ListLayout }
  | {
      readonly kind: 'unreadable';
      readonly fault: FileFault;
      readonly facts: Readonly<Record<string, string | number>>;
    }
  /** Of a fault of ours: its name only, as a message may quote a cell. */
  | { readonly kind: 'failed'; readonly error: string };

const say = (said: ReadingSaid): void => parentPort?.postMessage(said);
const nextIsWanted = () => new Promise((resolve) => parentPort?.once('message', resolve));

/** Reads one file and ends. It waits before each portion until the one before has been put away. */
const main = async (): Promise<void> => {
  const { bytes, today, rowsOf } = workerData as ReadingOrder;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reading = readList(file, today, rowsOf);
  for (;;) {
    const { value, done } = await reading.next();
    if (done) {
      say({ kind: 'done', layout: value });
      return;
    }
    const wanted = nextIsWanted();
    say({ kind: 'rows', rows: value });
    await wanted;
  }
};

void main().catch((error: unknown) => {
  if (error instanceof Unreadable)
    say({ kind: 'unreadable', fault: error.fault, facts: error.facts });
  else say({ kind: 'failed', error: error instanceof Error ? error.name : 'unknown' });
});
