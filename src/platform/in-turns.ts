import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long somebody else may be kept waiting, in milliseconds. */
const LONGEST_MS = 3;
/** Looking at the clock costs, too. */
const BETWEEN_LOOKS = 8;

/**
 * Like `map`, for much work of a list: every few milliseconds whoever else has something to do has his turn, so that a
 * query is not kept waiting until a thousand rows are done. Few items are done at once.
 */
export const mapInTurns = async <Item, Done>(
  items: readonly Item[],
  work: (item: Item, index: number) => Done,
): Promise<Done[]> => {
  const done: Done[] = [];
  let since = performance.now();
  for (const [index, item] of items.entries()) {
    done.push(work(item, index));
    if (index % BETWEEN_LOOKS !== BETWEEN_LOOKS - 1) continue;
    if (performance.now() - since < LONGEST_MS) continue;
    await nextTurn();
    since = performance.now();
  }
  return done;
};
