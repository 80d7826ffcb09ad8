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

if (env['REFUSES'] === undefined) tell({ kind: 'started' });
else tell({ kind: 'failed', reason: env['REFUSES'] });
