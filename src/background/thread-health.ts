import type { Finding } from '../platform/http/health.controller';

export type ThreadHealth = {
  readonly begun: () => void;
  readonly ended: () => void;
  readonly state: () => Finding['state'];
};

/**
 * Degraded while a thread is begun again after a fault; down where that takes longer than `patienceMs`, also where it ends
 * again and again before it has run for half of that.
 */
export const threadHealth = (
  patienceMs: number,
  now: () => number = () => performance.now(),
): ThreadHealth => {
  let begunAt: number | null = null;
  let endedAt: number | null = null;
  const isSteady = (): boolean => begunAt !== null && now() - begunAt >= patienceMs / 2;
  return {
    begun: () => {
      begunAt = now();
    },
    ended: () => {
      if (endedAt === null || isSteady()) endedAt = now();
      begunAt = null;
    },
    state: () => {
      if (endedAt === null || isSteady()) return 'ok';
      return now() - endedAt >= patienceMs ? 'down' : 'degraded';
    },
  };
};
