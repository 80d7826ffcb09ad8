import { StreamNotFoundError, type StreamingRead } from '@eventstore/db-client';
import { withinSilence } from './waiting';

const ignore = (): void => undefined;

/**
 * One read to its end, or until `take` says that it is enough.
 * @param timeoutMs how long it may bring nothing: a long stream on a busy machine is no dead one
 * @returns `missing` for a stream that does not exist
 * @throws whatever the client throws, and DeadlinePassed
 */
export const streamingRead = async <E>(
  open: () => StreamingRead<E>,
  take: (event: E) => 'more' | 'enough',
  timeoutMs: number,
): Promise<'ended' | 'enough' | 'missing'> => {
  const stream = open();
  // An error after the last look would end the process.
  stream.on('error', ignore);
  const reading = async (alive: () => void): Promise<'ended' | 'enough'> => {
    const events = stream.iterator({ destroyOnReturn: false });
    for await (const event of events) {
      alive();
      if (take(event as E) === 'enough') return 'enough';
    }
    return 'ended';
  };
  try {
    const result = await withinSilence(reading, timeoutMs);
    if (result === 'enough') leave(stream, () => stream.cancel());
    return result;
  } catch (error) {
    leave(stream, () => stream.cancel());
    if (error instanceof StreamNotFoundError) return 'missing';
    throw error;
  }
};

/**
 * Lets what is left run out. A stream that is destroyed stops reading from the call behind it, and if that has come to its
 * end on the server already, the client keeps it for ever and its `dispose` waits for it in vain.
 */
export const leave = (stream: { resume: () => unknown }, cancel: () => Promise<void>): void => {
  cancel().catch(ignore);
  stream.resume();
};
