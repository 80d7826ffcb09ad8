import type { Settings } from '../settings';

/** What was typed cannot be read; the message says how it is written. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

export type CliContext = {
  /** Read when they are asked for. @throws Error that names every fault */
  readonly settings: Pick<Settings, 'databaseUrl' | 'folder'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For people, about what takes time. */
  readonly say: (line: string) => void;
  /** What stood behind the command's name. */
  readonly words: readonly string[];
  /** `--json` is true; `--accept=all` is `all`. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
};

export type CliAnswer = {
  readonly lines: readonly string[];
  /** 0: done and all is well. 1: it could not be done. 2: done, and something is not as it should be. */
  readonly exitCode: 0 | 1 | 2;
};

/** One thing that an operator does from a shell. */
export type CliCommand = {
  /** As it is typed: `keys rotate`. */
  readonly name: string;
  /** The one thing that it needs to be told: `<user>`. */
  readonly argument?: string;
  readonly summary: string;
  /** What may be typed behind the name, to be copied. */
  readonly example?: string;
  readonly help: string;
  /** What may stand behind the name; nothing where it is absent. */
  readonly takes?: {
    readonly words?: boolean;
    readonly flags?: Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>;
  };
  /** Gives what it answers with; lines alone where all is well. */
  readonly run: (context: CliContext) => Promise<readonly string[] | CliAnswer>;
};
