import { setTimeout as sleep } from 'node:timers/promises';
import { type Position, START, type StreamName } from '../../src/platform/event-store/event-store';
import { type Figure, percentileOf } from '../support/figures';
import { compared, rateOf, type Settings } from '../support/rounds';
import { someAppend } from './some-events';
import type { Bench } from './bench';

const EVENTS_EACH = 10;
const STREAMS = 1_000;
const CALLERS = 32;

/** Whole streams of ten events each, in no order. */
export const readStream = async (
  { store, emmett }: Bench,
  settings: Settings,
): Promise<readonly Figure[]> => {
  const appends = Array.from({ length: STREAMS }, () => someAppend(EVENTS_EACH));
  await Promise.all(appends.map((append) => store.append([append])));
  const theirs = await Promise.all(appends.map(() => emmett.append(EVENTS_EACH)));
  const ours = appends.map(({ stream }) => stream);

  const reading = (read: (stream: StreamName) => Promise<number>, streams: readonly string[]) =>
    rateOf(CALLERS, async () => {
      const stream = streams[Math.floor(Math.random() * streams.length)] as StreamName;
      if ((await read(stream)) !== EVENTS_EACH) throw new Error('A stream is not whole.');
    });
  const readOurs = async (stream: StreamName) => (await store.readStream(stream)).length;
  const figure = await compared(
    { case: 'read-stream-10', unit: 'streams/s' },
    [
      { name: 'ours', run: reading(readOurs, ours) },
      { name: 'emmett', run: reading(emmett.readStream, theirs) },
    ],
    settings,
  );
  return [figure];
};

const PAGE = 1_000;
const AT_LEAST = 20_000;

/** The log from its first event on, page by page, and again from the first where it ends. */
export const readAll = async ({ store }: Bench, settings: Settings): Promise<readonly Figure[]> => {
  while (BigInt(await store.head()) < AT_LEAST)
    await Promise.all(Array.from({ length: PAGE }, () => store.append([someAppend(EVENTS_EACH)])));

  const run = async (seconds: number): Promise<number> => {
    const began = performance.now();
    const until = began + seconds * 1_000;
    let events = 0;
    let after: Position = START;
    while (performance.now() < until) {
      const page = await store.readAll(after, PAGE);
      events += page.length;
      after = page.at(-1)?.position ?? START;
    }
    return (events * 1_000) / (performance.now() - began);
  };
  return [
    await compared({ case: 'read-all', unit: 'events/s' }, [{ name: 'ours', run }], settings),
  ];
};

const PER_SECOND = 1_000;

/** From the call that appends an event to the moment at which a subscriber has it, at a steady pace. */
export const subscribeLag = async (
  { store }: Bench,
  { rounds, seconds }: Settings,
): Promise<readonly Figure[]> => {
  const measured: (readonly number[])[] = [];
  for (let round = 0; round <= rounds; round++) measured.push(await lagsOf(store, seconds));
  const [, ...counted] = measured;
  const figure = (percent: number): Figure => ({
    case: `subscribe-lag-p${percent}`,
    unit: 'ms',
    ours: counted.map((lags) => percentileOf(lags, percent)),
    beside: {},
  });
  return [figure(50), figure(99)];
};

const lagsOf = async (store: Bench['store'], seconds: number): Promise<readonly number[]> => {
  const wanted = Math.ceil(PER_SECOND * seconds);
  const sent = new Map<string, number>();
  const lags: number[] = [];
  const stopping = new AbortController();
  const { signal } = stopping;
  const reading = (async () => {
    const subscription = store.subscribe(await store.head(), { batchSize: PAGE, signal });
    for await (const batch of subscription) {
      const now = performance.now();
      for (const { id } of batch) lags.push(now - (sent.get(id) ?? now));
      if (lags.length >= wanted) stopping.abort();
    }
  })();

  // Time for the first connection that listens.
  await sleep(100);
  const began = performance.now();
  const appending: Promise<unknown>[] = [];
  while (sent.size < wanted) {
    const due = Math.min(wanted, Math.floor(((performance.now() - began) * PER_SECOND) / 1_000));
    while (sent.size < due) {
      const append = someAppend();
      sent.set(append.events[0]?.id ?? '', performance.now());
      appending.push(store.append([append]));
    }
    await sleep(1);
  }
  await Promise.all(appending);
  await reading;
  return lags;
};
