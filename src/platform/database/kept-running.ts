import { setTimeout as pause } from 'node:timers/promises';
import { endEarlierServer, launch, type Place, type Server } from './postgres-server';

const PAUSE_MS = 500;

/**
 * A server that somebody or the memory's watchman ends is begun again in its place, on its own port: whoever uses it
 * comes back to it there. What was committed is there, and what was under way fails as it does when a database restarts.
 */
export const keptRunning = (
  first: Server,
  place: Place,
  port: number,
  onProgress: (line: string) => void,
): Pick<Server, 'stop'> => {
  let server = first;
  let starting = Promise.resolve(true);
  const stopping = new AbortController();
  const { signal } = stopping;
  const isOver = () => signal.aborted;

  const begunAgain = async (): Promise<boolean> => {
    try {
      await endEarlierServer(place, onProgress);
      server = await launch(place, port);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onProgress(`It could not be started again and is tried once more. ${reason}`);
      return false;
    }
  };

  const watch = async (): Promise<void> => {
    for (;;) {
      await server.ended;
      if (isOver()) return;
      onProgress('PostgreSQL has ended without being told to; it is started again');
      do await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      while (!isOver() && !(await (starting = begunAgain())));
      if (!isOver()) onProgress(`PostgreSQL runs on port ${port} again`);
    }
  };
  const watching = watch();

  return {
    stop: async () => {
      stopping.abort();
      // One that is just being started has to have started before it can be stopped.
      await starting;
      await server.stop();
      await watching;
    },
  };
};
