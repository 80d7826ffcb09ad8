import type { SubjectKey } from './subject-keys';

export type SubjectKeyCache = {
  /** The key of a subject, unless it is too old. */
  readonly get: (subjectId: string) => SubjectKey | undefined;
  /** `readAt`: when the reading of these keys began, in milliseconds of `now`. */
  readonly put: (keys: Iterable<SubjectKey>, readAt: number) => void;
  readonly drop: (subjectId: string) => void;
};

export type CacheLimits = {
  readonly maxAgeMs: number;
  readonly maxKeys: number;
  /** Milliseconds of a clock that never goes back, so that no correction of the hour makes a key live longer. */
  readonly now: () => number;
};

export const CACHE_LIMITS: CacheLimits = {
  maxAgeMs: 60_000,
  maxKeys: 10_000,
  now: () => performance.now(),
};

/**
 * Opened keys. A key's age counts from before it was read, so one that was emptied meanwhile is forgotten in time, and
 * being used does not make it younger.
 */
export const subjectKeyCache = ({ maxAgeMs, maxKeys, now }: CacheLimits): SubjectKeyCache => {
  const entries = new Map<string, { readonly key: SubjectKey; readonly until: number }>();

  const removeOld = () => {
    for (const [subjectId, { until }] of entries) {
      if (until > now() && entries.size <= maxKeys) return;
      entries.delete(subjectId);
    }
  };

  return {
    get: (subjectId) => {
      const entry = entries.get(subjectId);
      return entry && entry.until > now() ? entry.key : undefined;
    },
    put: (keys, readAt) => {
      for (const key of keys) {
        entries.delete(key.subjectId);
        entries.set(key.subjectId, { key, until: readAt + maxAgeMs });
      }
      removeOld();
    },
    drop: (subjectId) => void entries.delete(subjectId),
  };
};
