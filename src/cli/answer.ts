import type { CliAnswer, CliContext } from './command';

export const JSON_FLAG = { json: { type: 'boolean' } } as const;
export const APPLY_FLAG = { apply: { type: 'boolean' } } as const;

/** One document for programs, or lines for people. */
export const answer = (
  { flags }: CliContext,
  isWell: boolean,
  said: { readonly data: unknown; readonly lines: readonly string[] },
): CliAnswer => ({
  lines: flags['json'] === true ? [JSON.stringify(said.data, null, 2)] : said.lines,
  exitCode: isWell ? 0 : 2,
});
