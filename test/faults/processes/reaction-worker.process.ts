import { DataSource } from 'typeorm';
import { systemClock } from '../../../src/platform/clock';
import { APPLICATION_ROLE } from '../../../src/platform/database/application-role';
import { START } from '../../../src/platform/event-store/event-store';
import { moveCheckpoint, openCheckpoint } from '../../../src/platform/reactions/memory';
import { Reactions } from '../../../src/platform/reactions/reactions';
import { runAlone } from '../../../src/platform/read-models/sql';
import { codec, count, countedOn } from '../support/counting-reaction';
import { logByEnv } from '../support/log-by-env';

/** `handled`: a command has been carried out, and the checkpoint stands before it. `saved`: the reverse. */
export type ReactionWorkerSaid = 'works' | 'handled' | 'saved';

const [url = '', manner = 'working'] = process.argv.slice(2);
const say = (said: ReactionWorkerSaid): void => void process.send?.(said);
const forEver = () => new Promise<never>(() => undefined);

const opened = async () => {
  const options = `-c role=${APPLICATION_ROLE}`;
  const { store } = logByEnv(url);
  const poolErrorHandler = () => undefined;
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolErrorHandler,
    extra: { options },
  });
  return { store, dataSource: await dataSource.initialize() };
};

/** The control: it remembers what it is about to do, and would do it then. */
const saveFirst = async ({ store, dataSource }: Awaited<ReturnType<typeof opened>>) => {
  const run = runAlone(dataSource);
  await openCheckpoint(run, count.name);
  await moveCheckpoint(run, count.name, { from: START, to: await store.head() });
  say('saved');
  await forEver();
};

/** Reacts until it is killed; `dying` waits to be, right after its first command. */
const react = ({ store, dataSource }: Awaited<ReturnType<typeof opened>>): void => {
  const handle = countedOn(store);
  const reactions = new Reactions({
    dataSource,
    store,
    decode: (stored, options) => codec.decode(stored, options),
    clock: systemClock,
    reactions: [count],
    daily: [],
    batchSize: 20,
    report: () => undefined,
  });
  const command = async (message: object): Promise<unknown> => {
    const decided = await handle(message);
    if (manner !== 'dying') return decided;
    say('handled');
    return forEver();
  };
  reactions.start({ command, query: () => Promise.resolve([]) });
  say('works');
};

const main = async (): Promise<void> => {
  const parts = await opened();
  if (manner === 'saving-first') await saveFirst(parts);
  else react(parts);
};

void main();
