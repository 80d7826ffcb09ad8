import {
  type AllStreamResolvedEvent,
  END,
  BACKWARDS,
  type Position,
  START,
  streamNameFilter,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { Append } from '../../event-store';
import { type Kurrent, prefixesOf } from '../client';
import { eventDataOf } from '../envelope';

/** What one would write at first sight. It is here to be caught. */

/** After an error it reads where the stream stands and tries again there, with the same ids. */
export const naiveAppend = async (
  { client, settings }: Kurrent,
  { stream, expectedRevision, part, events }: Append,
): Promise<void> => {
  const name = `${settings.namespace}${stream}`;
  const header = { ...part, attemptId: part.partId, notBefore: null };
  const data = events.map((event, index) => eventDataOf(event, header, index));
  let expected = expectedRevision < 0 ? ('no_stream' as const) : BigInt(expectedRevision);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await client.appendToStream(name, data, { expectedRevision: expected });
      return;
    } catch {
      expected = await tipOf({ client, settings }, name);
    }
  }
};

const tipOf = async ({ client }: Kurrent, name: string): Promise<bigint | 'no_stream'> => {
  try {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    for await (const { event } of client.readStream(name, options))
      if (event) return event.revision;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return 'no_stream';
};

/** It resumes from the last checkpoint that it was told of, whether or not what came before was handled. */
export const naiveTail = async (
  { client, settings }: Kurrent,
  events: number,
  handle: (id: string) => Promise<void>,
): Promise<void> => {
  let position: Position | typeof START = START;
  let seen = 0;
  while (seen < events) {
    const subscription = client.subscribeToAll(
      {
        fromPosition: position,
        filter: streamNameFilter({
          prefixes: prefixesOf(settings),
          checkpointInterval: 1,
          checkpointReached: (_, at) => void (position = at),
        }),
      },
      { highWaterMark: 64 },
    );
    const counted = async (id: string) => {
      await handle(id);
      seen++;
    };
    await handleAll(subscription, counted).catch(() => undefined);
  }
};

const handleAll = async (
  subscription: AsyncIterable<AllStreamResolvedEvent>,
  handle: (id: string) => Promise<void>,
): Promise<void> => {
  for await (const { event } of subscription) if (event) await handle(event.id);
};
