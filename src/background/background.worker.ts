import 'reflect-metadata';
import { constants, platform, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { BackgroundOrder, BackgroundSaid, BackgroundWish } from './background-messages';
import { ListWork } from '../enrolment/list-work';
import { type Kelambu, startKelambu } from '../kelambu';
import { settingsFrom } from '../settings';

const tell = (said: BackgroundSaid): void => parentPort?.postMessage(said);

/** Everything but answering: the read models, what follows from events and days, and lists. */
const main = async (): Promise<void> => {
  givePrecedence();
  const { env, logTo } = workerData as BackgroundOrder;
  const kelambu = await startKelambu(settingsFrom(env), {
    env,
    serves: false,
    onReached: (key, position) => tell({ kind: 'reached', key, position }),
    ...(logTo === 'stderr' ? { logStream: process.stderr } : {}),
  });
  const lists = kelambu.app.get(ListWork, { strict: false });
  parentPort?.on('message', (wish: BackgroundWish) => {
    if (wish.kind === 'list') lists.begin(wish.listId);
    else void ended(kelambu);
  });
  tell({ kind: 'started' });
};

const ended = async (kelambu: Kelambu): Promise<void> => {
  await kelambu.stop();
  process.exit(0);
};

/** Whoever waits for an answer comes first. On Linux this is about the thread, elsewhere about the whole process. */
const givePrecedence = (): void => {
  if (platform() !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where that is not allowed both share alike.
  }
};

main().catch((error: unknown) => {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
