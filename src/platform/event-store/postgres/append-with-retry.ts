import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { AppendOutcome } from '../event-store';
import { appendCall, type OutcomeRow, outcomesOf } from './append-call';
import { AppendOutcomeUnknown, AppendRefused } from '../append-errors';
import { type Failure, failureOf, isLasting } from './failure';
import type { Chain, ChainResult } from './group-commit';

/**
 * Sends chains in one call and settles each. A call without a clear answer is repeated after each delay: the ledger
 * makes that safe. A call that can never succeed is taken apart, so that only the guilty chain fails.
 * @param delays milliseconds
 */
export const appendWithRetry =
  (pool: Pool, delays: readonly number[]) =>
  async (chains: readonly Chain[]): Promise<readonly ChainResult[]> => {
    const settle = async (together: readonly Chain[]): Promise<readonly ChainResult[]> => {
      try {
        const outcomes = await call(pool, together, delays);
        return outcomes.map((value) => ({ status: 'fulfilled', value }));
      } catch (reason) {
        if (!(reason instanceof AppendRefused) || together.length === 1)
          return together.map(() => ({ status: 'rejected', reason }));
        return alone(together);
      }
    };
    const alone = async (together: readonly Chain[]): Promise<readonly ChainResult[]> => {
      const results: ChainResult[] = [];
      for (const chain of together) results.push(...(await settle([chain])));
      return results;
    };
    return settle(chains);
  };

const call = async (
  pool: Pool,
  chains: readonly Chain[],
  [delay, ...later]: readonly number[],
): Promise<readonly (readonly AppendOutcome[])[]> => {
  try {
    const { rows } = await pool.query<OutcomeRow>(appendCall(chains));
    return outcomesOf(chains, rows);
  } catch (error) {
    const failure = failureOf(error);
    if (isLasting(failure)) throw refusalOf(failure);
    if (delay === undefined) throw new AppendOutcomeUnknown(failure.sqlState);
  }
  await sleep(delay * (0.5 + Math.random() / 2));
  return call(pool, chains, later);
};

const refusalOf = ({ sqlState, constraint }: Failure) =>
  new AppendRefused([sqlState, constraint].filter((part) => part !== undefined).join(' '));
