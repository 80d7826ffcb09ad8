import type { Settings } from '../settings';

export type CliContext = {
  /** Read when they are asked for. @throws Error that names every fault */
  readonly settings: Pick<Settings, 'databaseUrl' | 'folder'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stood after the command's name. */
  readonly argument: string | null;
  /** For people, about what takes time. */
  readonly say: (line: string) => void;
};

/** One thing that an operator does from a shell. */
export type CliCommand = {
  /** As it is typed: `keys rotate`. */
  readonly name: string;
  /** The one thing that it needs to be told: `<user>`. */
  readonly argument?: string;
  readonly summary: string;
  readonly help: string;
  /** Gives the lines that it answers with. */
  readonly run: (context: CliContext) => Promise<readonly string[]>;
};
