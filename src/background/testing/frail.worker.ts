import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { BackgroundOrder, BackgroundSaid, BackgroundWish } from '../background-messages';

// Answers as the real one; ends of itself where it is told to.

const { env } = workerData as BackgroundOrder;
const tell = (said: BackgroundSaid): void => parentPort?.postMessage(said);

parentPort?.on('message', (wish: BackgroundWish) => {
  if (wish.kind === 'stop') process.exit(0);
  if (wish.listId === 'fault') throw new Error('a fault that nobody has thought of');
  tell({ kind: 'reached', key: wish.listId, position: '7' });
});

/** Whether a thread has left its note there before this one. */
const isSecond = (note: string | undefined): boolean => {
  if (note === undefined) return false;
  if (existsSync(note)) return true;
  writeFileSync(note, '');
  return false;
};

const refusal = isSecond(env['ONCE']) ? 'there was one before' : env['REFUSES'];
if (refusal === undefined) tell({ kind: 'started' });
else {
  tell({ kind: 'failed', reason: refusal });
  process.exit(1);
}
