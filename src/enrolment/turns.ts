/** How many pages are under way at once: while one waits for the store, the other is decided. */
const WORKERS = 2;

/**
 * Reads page after page, one at a time, and works on them by turns until a page is empty or the signal aborts.
 * Where one fails, no further page is begun and all that is under way ends before it is said.
 */
export const byTurns = async <Row>(
  read: () => Promise<readonly Row[]>,
  work: (page: readonly Row[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  let failed = false;
  let reading: Promise<readonly Row[]> = Promise.resolve([]);
  const next = (): Promise<readonly Row[]> => {
    reading = reading.then(() => (signal.aborted || failed ? [] : read()));
    return reading;
  };
  const turns = async (): Promise<void> => {
    try {
      for (let page = await next(); page.length > 0; page = await next()) await work(page);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: WORKERS }, turns));
  const broken = ended.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
};
