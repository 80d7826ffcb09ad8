import type { Finding } from '../http/health.controller';
import type { Reactions } from './reactions';

/** Down where one stands still though the log goes on; degraded where one had to leave a stream behind. */
export const reactionsFinding = async (
  reactions: Pick<Reactions, 'status' | 'mustMove'>,
): Promise<Finding> => {
  const figures = await reactions.status();
  const moves = await reactions.mustMove().then(
    () => true,
    () => false,
  );
  const isWhole = figures.every(({ stopped }) => stopped === 0);
  return { state: moves ? (isWhole ? 'ok' : 'degraded') : 'down', detail: { figures } };
};
