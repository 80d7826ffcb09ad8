/** How much is taken from outside, and how long anything may last. */
export type Limits = {
  /** Until an answer leaves; a route that does much says how much longer it may take. */
  readonly requestMs: number;
  /** Until a request has arrived whole, and its headers. */
  readonly receiveMs: number;
  readonly headersMs: number;
  /** From the signal to stop until the process is gone. */
  readonly stopMs: number;
  readonly statementMs: number;
  readonly poolWaitMs: number;
  /** Connections to the database, for reading and again for appending. */
  readonly poolSize: number;
  /** Of one caller; 0 for no limit. */
  readonly requestsPerMinute: number;
  /** Of all callers together: beyond them, an honest 503 at once. */
  readonly requestsAtOnce: number;
};

type Rule = {
  readonly setting: string;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** Of the setting's unit in ours. */
  readonly times: number;
};

const seconds = (setting: string, usual: number, most: number): Rule => ({
  setting,
  usual,
  least: 1,
  most,
  times: 1_000,
});
const count = (setting: string, usual: number, least: number, most: number): Rule => ({
  setting,
  usual,
  least,
  most,
  times: 1,
});

const RULES: Readonly<Record<keyof Limits, Rule>> = {
  requestMs: seconds('KELAMBU_REQUEST_SECONDS', 10, 600),
  receiveMs: seconds('KELAMBU_RECEIVE_SECONDS', 30, 600),
  headersMs: seconds('KELAMBU_HEADERS_SECONDS', 10, 60),
  stopMs: seconds('KELAMBU_STOP_SECONDS', 15, 120),
  statementMs: seconds('KELAMBU_STATEMENT_SECONDS', 5, 60),
  poolWaitMs: seconds('KELAMBU_POOL_WAIT_SECONDS', 2, 60),
  poolSize: count('KELAMBU_POOL_SIZE', 10, 2, 200),
  requestsPerMinute: count('KELAMBU_REQUESTS_PER_MINUTE', 12_000, 0, 10_000_000),
  requestsAtOnce: count('KELAMBU_REQUESTS_AT_ONCE', 512, 1, 100_000),
};

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error that names every limit that cannot be used, at once. */
export const limitsFrom = (env: Environment): Limits => {
  const faults: string[] = [];
  const entries = Object.entries(RULES).map(([name, rule]) => [name, valueOf(rule, env, faults)]);
  const limits = Object.fromEntries(entries) as Limits;
  if (limits.headersMs > limits.receiveMs)
    faults.push('KELAMBU_HEADERS_SECONDS is longer than KELAMBU_RECEIVE_SECONDS.');
  if (faults.length > 0) throw new Error(faults.join('\n- '));
  return limits;
};

const valueOf = (
  { setting, usual, least, most, times }: Rule,
  env: Environment,
  faults: string[],
): number => {
  const text = env[setting]?.trim() ?? '';
  const value = text === '' ? usual : Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    faults.push(`${setting} is no whole number from ${least} to ${most}.`);
  return value * times;
};

export const USUAL_LIMITS: Limits = limitsFrom({});
