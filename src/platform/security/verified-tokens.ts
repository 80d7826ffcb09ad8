import type { Caller } from './caller';

export type Verified = {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

const MOST_TOKENS = 1_000;
/** So long may a token outlive the key that it was signed with. */
const LONGEST_MS = 60_000;

/** Verifies a token once a minute rather than with each request: a signature costs more than all else at the door. */
export const rememberingVerified = (
  verify: (token: string) => Promise<Verified>,
  now: () => number = Date.now,
): ((token: string) => Promise<Caller>) => {
  const known = new Map<string, Verified>();
  return async (token) => {
    const found = known.get(token);
    if (found && now() < found.expiresAt) return found.caller;

    known.delete(token);
    const { caller, expiresAt } = await verify(token);
    const [oldest] = known.keys();
    if (known.size >= MOST_TOKENS && oldest !== undefined) known.delete(oldest);
    known.set(token, { caller, expiresAt: Math.min(expiresAt, now() + LONGEST_MS) });
    return caller;
  };
};
