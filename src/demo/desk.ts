import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from './answers';
import type { Answer } from './api-client';
import { happening, type Screen } from './screen';
import type { Colleague } from './staff';

/** One command, and how it is told. */
export type Step<Body> = {
  /** Names the step inside its story. The same step has the same Idempotency-Key in every run. */
  readonly key: string;
  readonly post: string;
  readonly body?: object;
  /** The answer that showed what is being judged: its version goes out as `If-Match`. */
  readonly seen?: { readonly version: string | null };
  /** Without words the step is taken silently. */
  readonly says?: string | ((body: Body) => string);
  /** The day that the step speaks of. */
  readonly on?: string;
};

export type Recorded<Body> = {
  readonly body: Body;
  readonly version: string | null;
  /** Whether an earlier run had recorded it. */
  readonly known: boolean;
};

export type Attempt = Omit<Step<never>, 'says'> & {
  readonly says?: string;
  readonly language?: 'id' | 'en';
};

/** Where one story is told: every step goes out as a plain HTTP request and comes back as a line on the screen. */
export type Desk = {
  readonly screen: Screen;
  readonly record: <Body>(who: Colleague, step: Step<Body>) => Promise<Recorded<Body>>;
  /** Asks for what the rules forbid. @throws Error where it is not refused. */
  readonly refused: (who: Colleague, attempt: Attempt) => Promise<Problem>;
  /** Reads what has come at least as far as everything recorded here. */
  readonly read: <Body>(who: Colleague, path: string) => Promise<Recorded<Body>>;
  /** How many steps were recorded now, and how many an earlier run had recorded. */
  readonly tally: () => { readonly recorded: number; readonly known: number };
  readonly of: (story: string) => Desk;
};

/** A step that should have been taken and was not. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';

  constructor(
    readonly path: string,
    readonly problem: Problem,
  ) {
    super(`${path} was answered with ${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

type Shared = { latest: bigint; recorded: number; known: number };

export const openDesk = (screen: Screen): Desk =>
  deskOf(screen, 'demo', { latest: 0n, recorded: 0, known: 0 });

const deskOf = (screen: Screen, prefix: string, shared: Shared): Desk => ({
  screen,
  record: async (who, step) => {
    const recorded = await takeStep<never>(who, step, prefix, shared);
    const { on, says } = step;
    if (says !== undefined && on !== undefined) {
      const words = typeof says === 'string' ? says : says(recorded.body);
      const mark = recorded.known ? 'known' : 'done';
      happening(screen, { mark, on, actor: who.actor, says: words });
    }
    return recorded;
  },
  refused: async (who, attempt) => {
    const { key, post, body = {}, seen, on, says, language = 'id' } = attempt;
    const options = { key: `${prefix}-${key}`, ifMatch: seen?.version ?? null, language };
    const answer = await patiently(() => who.api.post<Problem>(post, body, options));
    if (answer.status < 400) throw new Error(`${post} should have been refused, and was not.`);
    if (says !== undefined && on !== undefined)
      happening(screen, { mark: 'refused', on, actor: who.actor, says });
    return answer.body;
  },
  read: async <Body>(who: Colleague, path: string): Promise<Recorded<Body>> => {
    const position = `${path.includes('?') ? '&' : '?'}minPosition=${shared.latest}`;
    const answer = await patiently(() => who.api.get<Body>(`${path}${position}`));
    return { body: bodyOf(path, answer), version: answer.version, known: true };
  },
  tally: () => ({ recorded: shared.recorded, known: shared.known }),
  of: (story) => deskOf(screen, `demo-${story}`, shared),
});

const takeStep = async <Body>(
  who: Colleague,
  { key, post, body = {}, seen }: Step<Body>,
  prefix: string,
  shared: Shared,
): Promise<Recorded<Body>> => {
  const options = {
    key: `${prefix}-${key}`,
    ifMatch: seen?.version ?? null,
    language: 'en',
  } as const;
  const answer = await patiently(() => who.api.post<Body>(post, body, options));
  const taken = bodyOf(post, answer);
  const known = answer.headers.get('idempotent-replayed') === 'true';
  shared[known ? 'known' : 'recorded'] += 1;
  const position = BigInt(answer.position ?? '0');
  if (position > shared.latest) shared.latest = position;
  return { body: taken, version: answer.version, known };
};

const bodyOf = <Body>(path: string, answer: Answer<Body>): Body => {
  if (answer.status >= 400) throw new StepRefused(path, answer.body as unknown as Problem);
  return answer.body;
};

const PATIENCE_MS = 120_000;
const PAUSE_MS = 500;

/** The same request again while the answer says that it may succeed later: its key makes that safe. */
const patiently = async <Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> => {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    const isLate = performance.now() > deadline;
    if (isLate || answer.status < 400 || !isRetryable(answer.body)) return answer;
    await pause(PAUSE_MS);
  }
};

const isRetryable = (body: unknown): boolean => (body as Partial<Problem>).retryable === true;
