import type { Finding } from '../http/health.controller';
import type { Reactions } from './reactions';

/**
 * Down where one stands still though the log goes on; degraded where one had to leave a stream behind, or was refused a
 * command that nobody has looked at yet.
 */
export const reactionsFinding = async (
  reactions: Pick<Reactions, 'status' | 'mustMove'>,
): Promise<Finding> => {
  const figures = await reactions.status();
  const moves = await reactions.mustMove().then(
    () => true,
    () => false,
  );
  const isWhole = figures.every(({ stopped, refused }) => stopped + refused === 0);
  return { state: moves ? (isWhole ? 'ok' : 'degraded') : 'down', detail: { figures } };
};
