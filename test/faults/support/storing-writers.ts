import type { StoringWriterSaid } from '../processes/storing-writer.process';
import { type Child, startChild } from './children';
import { eventually } from './follower';

/** A process that appends through the event store for as long as it is let. */
export type StoringWriter = {
  readonly child: Child<StoringWriterSaid>;
  /** Ids of events in the order in which they were acknowledged. */
  readonly acknowledged: readonly string[];
  /** Resolves when so many more have been acknowledged. */
  readonly more: (events: number) => Promise<void>;
  /** What was begun is settled first. */
  readonly finish: () => Promise<readonly string[]>;
};

/** @param kurrentDbUrl where the log is, if not in that database */
export const startStoringWriter = (
  url: string,
  loops: number,
  kurrentDbUrl = '',
): StoringWriter => {
  const acknowledged: string[] = [];
  let isDone = false;
  const child = startChild<StoringWriterSaid>(
    'storing-writer',
    [url, String(loops), kurrentDbUrl],
    {
      onMessage: (message) => {
        const said = message as StoringWriterSaid;
        acknowledged.push(...said.acknowledged);
        isDone ||= said.done;
      },
    },
  );
  return {
    child,
    acknowledged,
    more: (events) => {
      const wanted = acknowledged.length + events;
      return eventually(() => acknowledged.length >= wanted);
    },
    finish: async () => {
      child.process.send('stop');
      await child.ended;
      if (!isDone) throw new Error('The writer ended before its work was settled.');
      return acknowledged;
    },
  };
};
