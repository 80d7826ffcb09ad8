import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ApiClient } from '../demo/api-client';
import type { CliAnswer, CliCommand, CliContext } from './command';
import { countProgress } from './count-progress';

const HELP = `Brings a list of people (xlsx, csv) to an office that is running, waits for its check and prints what was found, with cells.

  --programme CODE --from DAY --to DAY --income RUPIAH   what is asked for everyone in it; needed
  --funded-by WHO   apbd, village_fund, palm_oil_fund or self, where it is not as the agreement says
  --approve         approves the list and waits until it is applied; by another than who brought it
  --dry-run         the file is read and nothing is kept
  --lang id|en      in which language findings are told (id)
  --json            the list as the API answers it

The token is taken from KELAMBU_TOKEN, the office from KELAMBU_URL (http://127.0.0.1:3000). It is safe to repeat: the same
file for the same programme and period is the same list, whatever its name. It ends with 2 where a row has an error.`;

const LOOK_EVERY_MS = 500;

type Finding = {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly detail: string;
  readonly examples: readonly { readonly sheet: string | null; readonly cell: string | null }[];
};
type List = {
  readonly id: string;
  readonly status: string;
  readonly rows: number;
  readonly attempt: number;
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly checked: Readonly<Record<string, unknown>> | null;
  readonly applied: Readonly<Record<string, unknown>> | null;
  readonly findings: readonly Finding[] | null;
};
type Body = { readonly enrolmentList: List | null; readonly events?: readonly unknown[] };

export const enrol: CliCommand = {
  name: 'enrol',
  argument: '<file>',
  takes: {
    words: true,
    flags: {
      programme: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      income: { type: 'string' },
      'funded-by': { type: 'string' },
      lang: { type: 'string' },
      approve: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
    },
  },
  summary: 'Brings a list of people, and says what is wrong with it',
  example:
    'list.xlsx --programme pake-kelambu-2024 --from 2024-10-01 --to 2024-12-31 --income 1000000',
  help: HELP,
  run: async (context) => {
    const { env, words, flags } = context;
    const token = env['KELAMBU_TOKEN'];
    if (!token) throw new Error('Put the token of who brings the list into KELAMBU_TOKEN.');
    const office = new ApiClient(env['KELAMBU_URL'] ?? 'http://127.0.0.1:3000', token);
    const language = flags['lang'] === 'en' ? 'en' : 'id';
    const file = fileAt(words[0] ?? '');
    const name = basename(words[0] ?? '');
    const options = { name, language, dryRun: flags['dry-run'] === true } as const;

    const sent = said(
      await office.send<Body>('/v1/enrolment-lists', file, fieldsIn(context), options),
    );
    const list = sent.body.enrolmentList;
    if (!list) return ['The file can be read. Nothing was kept, as this was a dry run.'];

    const look = () =>
      office.get<Body>(`/v1/enrolment-lists/${list.id}`, { 'Accept-Language': language });
    const checked = await followed(look, ['checking'], context);
    const last =
      flags['approve'] === true ? await approved(office, checked, look, context) : checked;
    return told(last.body.enrolmentList ?? list, flags['json'] === true);
  },
};

const fileAt = (path: string): Uint8Array<ArrayBuffer> => {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch {
    throw new Error('There is no such file, or it cannot be read.');
  }
};

const FIELD_OF = {
  programme: 'programme',
  from: 'from',
  to: 'lastCoveredOn',
  income: 'declaredIncome',
} as const;

const fieldsIn = ({ flags }: CliContext): Readonly<Record<string, string>> => {
  const missing = Object.keys(FIELD_OF).filter((flag) => typeof flags[flag] !== 'string');
  if (missing.length > 0)
    throw new Error(`Say also ${missing.map((flag) => `--${flag}`).join(', ')}.`);
  const asked = Object.entries(FIELD_OF).map(([flag, field]) => [field, String(flags[flag])]);
  const { 'funded-by': fundedBy } = flags;
  return {
    action: 'cover',
    ...(Object.fromEntries(asked) as Record<string, string>),
    ...(typeof fundedBy === 'string' ? { fundedBy } : {}),
  };
};

/** @throws Error in the words of the problem, which say what to do */
const said = (answer: Answer<Body>): Answer<Body> => {
  if (answer.status < 300) return answer;
  const { code, title, detail, errors = [] } = answer.body as unknown as Problem;
  const faults = errors.map((fault) => `\n  ${fault.pointer}: ${fault.detail}`);
  throw new Error(`${title} (${code}). ${detail}${faults.join('')}`);
};

type Problem = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** Looks until the list is past these states. */
const followed = async (
  look: () => Promise<Answer<Body>>,
  states: readonly string[],
  { say }: CliContext,
): Promise<Answer<Body>> => {
  const progress = countProgress(say);
  try {
    for (;;) {
      const answer = said(await look());
      const list = answer.body.enrolmentList;
      if (!list || !states.includes(list.status)) return answer;
      if (list.progress) progress.at(list.progress.done, list.progress.of);
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
  }
};

const approved = async (
  office: ApiClient,
  { body, version }: Answer<Body>,
  look: () => Promise<Answer<Body>>,
  context: CliContext,
): Promise<Answer<Body>> => {
  const { id, status } = body.enrolmentList ?? { id: '', status: '' };
  if (status === 'checked')
    said(await office.post<Body>(`/v1/enrolment-lists/${id}/approvals`, {}, { ifMatch: version }));
  return followed(look, ['checked', 'applying'], context);
};

const told = (list: List, asJson: boolean): CliAnswer => {
  const faulty = Number(list.checked?.['faulty'] ?? 0) + Number(list.applied?.['refused'] ?? 0);
  const exitCode = faulty > 0 ? 2 : 0;
  if (asJson) return { lines: [JSON.stringify(list)], exitCode };
  return {
    lines: [
      `${list.id}: ${list.status}, ${list.rows} people, attempt ${list.attempt}`,
      ...countsIn('checked', list.checked),
      ...countsIn('applied', list.applied),
      ...(list.findings ?? []).flatMap(findingLines),
    ],
    exitCode,
  };
};

const countsIn = (of: string, counts: List['checked']): readonly string[] => {
  const numbers = Object.entries(counts ?? {}).filter(([, value]) => typeof value === 'number');
  if (numbers.length === 0) return [];
  return [`  ${of}: ${numbers.map(([name, value]) => `${name} ${String(value)}`).join(', ')}`];
};

const findingLines = ({ code, severity, count, detail, examples }: Finding): readonly string[] => {
  const cells = examples.map(({ sheet, cell }) => [sheet, cell].filter(Boolean).join('!'));
  return [`  ${severity} ${code} × ${count} (${cells.join(', ')})`, `    ${detail}`];
};
