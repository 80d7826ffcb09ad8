import type { CliAnswer } from './command';
import type { InWords } from './enrol-words';

type Finding = {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly detail: string;
  readonly examples: readonly { readonly sheet: string | null; readonly cell: string | null }[];
};
export type List = {
  readonly id: string;
  readonly status: string;
  readonly rows: number;
  readonly attempt: number;
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly checked: Readonly<Record<string, unknown>> | null;
  readonly applied: Readonly<Record<string, unknown>> | null;
  readonly findings: readonly Finding[] | null;
};
export type WouldCheck = Readonly<Record<string, unknown>> & {
  readonly findings: readonly Finding[];
};

/** What is told of a list that the office has taken. */
export const told = (list: List, words: InWords, asJson: boolean): CliAnswer => {
  const { status, checked, applied } = list;
  const wrong = applied ? applied['refused'] : checked?.['faulty'];
  const exitCode = Number(wrong ?? 0) > 0 ? 2 : 0;
  if (asJson) return { lines: [JSON.stringify(list)], exitCode };
  const { id, rows, attempt } = list;
  return {
    lines: [
      words('list', { id, status: words(status), rows, attempt }),
      ...countsIn('check', checked, words),
      ...countsIn('apply', applied, words),
      ...(list.findings ?? []).flatMap((finding) => findingLines(finding, words)),
    ],
    exitCode,
  };
};

/** What is told of one that it only looked at. */
export const triedOut = (would: WouldCheck, words: InWords, asJson: boolean): CliAnswer => {
  const exitCode = Number(would['faulty'] ?? 0) > 0 ? 2 : 0;
  if (asJson) return { lines: [JSON.stringify(would)], exitCode };
  return {
    lines: [
      words('dry'),
      ...countsIn('would', would, words),
      ...would.findings.flatMap((finding) => findingLines(finding, words)),
    ],
    exitCode,
  };
};

const countsIn = (of: string, counts: List['checked'], words: InWords): readonly string[] => {
  const numbers = Object.entries(counts ?? {}).filter(([, value]) => typeof value === 'number');
  if (numbers.length === 0) return [];
  const said = numbers.map(([name, value]) => `${words(name)} ${String(value)}`);
  return [`  ${words(of)}: ${said.join(', ')}`];
};

const findingLines = (
  { code, severity, count, detail, examples }: Finding,
  words: InWords,
): readonly string[] => {
  const cells = examples.map(({ sheet, cell }) => [sheet, cell].filter(Boolean).join('!'));
  const where = cells.length > 0 ? ` (${cells.join(', ')})` : '';
  return [`  ${words(severity)} ${code} × ${count}${where}`, `    ${detail}`];
};
