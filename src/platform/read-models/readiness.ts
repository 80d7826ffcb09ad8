import type { Finding } from '../http/health.controller';
import type { ReadModels } from './read-models';

/**
 * Red where a read model is stuck. Degraded where one had to leave a stream, or the last fold of the log found rows that
 * differ: it serves, and somebody should look.
 */
export const readModelsFinding = async (
  readModels: Pick<ReadModels, 'status' | 'reconciliations'>,
): Promise<Finding> => {
  const all = await readModels.status();
  const last = await readModels.reconciliations(1);
  const differing = last.filter(({ certificate }) => certificate.outcome === 'refused');
  const isIn = (...states: readonly string[]) => all.some(({ state }) => states.includes(state));
  const isDegraded = isIn('incomplete') || differing.length > 0;
  return {
    state: isIn('stuck', 'building') ? 'down' : isDegraded ? 'degraded' : 'ok',
    detail: {
      readModels: all,
      reconciliationsThatDiffer: differing.map(({ certificate }) => certificate.name),
    },
  };
};
