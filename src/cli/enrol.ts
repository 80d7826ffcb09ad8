import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ApiClient } from '../demo/api-client';
import type { Language } from '../platform/http/words';
import type { CliCommand, CliContext } from './command';
import { countProgress } from './count-progress';
import { type List, told, triedOut, type WouldCheck } from './enrol-lines';
import { type InWords, wordsIn } from './enrol-words';

const OFFICE = 'http://127.0.0.1:3000';

const HELP = `Brings a list of people (xlsx, csv) to an office that is running, waits for its check and prints what was found, with cells.

  --programme CODE --from DAY --to DAY --income RUPIAH   what is asked for everyone in it; needed
  --end REASON      ends their cover on --to instead, where it began on --from or later; without --income
  --funded-by WHO   apbd, village_fund, palm_oil_fund or self, where it is not as the agreement says
  --approve         approves the list and waits until it is applied; by another than who brought it
  --dry-run         says what the check would find, the register asked too, and keeps nothing
  --lang id|en      in which language it answers (en)
  --json            the list as the API answers it; of a dry run what the check would find

The token is taken from KELAMBU_TOKEN, the office from KELAMBU_URL (${OFFICE}). It is safe to repeat: the same
file for the same programme and period is the same list, whatever its name. It ends with 2 where the check has found an
error in a row and nobody has approved the list yet, or where a row was refused while the list was applied.`;

const LOOK_EVERY_MS = 500;

type Body = { readonly enrolmentList: List | null; readonly wouldCheck?: WouldCheck };

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
      end: { type: 'string' },
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
    const { env, words: names, flags } = context;
    const language = flags['lang'] === 'id' ? 'id' : 'en';
    const words = wordsIn(language);
    const token = env['KELAMBU_TOKEN'];
    if (!token) throw new Error(words('token'));
    const office = officeAt(env['KELAMBU_URL'] ?? OFFICE, token, language);
    const path = names[0] ?? '';
    const dryRun = flags['dry-run'] === true;
    const options = { name: basename(path), language, dryRun } as const;
    const file = fileAt(path, words);

    const sent = await office.asked((api) =>
      api.send<Body>('/v1/enrolment-lists', file, fieldsIn(context, words), options),
    );
    const { enrolmentList: list, wouldCheck } = sent.body;
    if (dryRun && wouldCheck) return triedOut(wouldCheck, words, flags['json'] === true);
    if (!list) throw new Error(words('nothing'));

    const look = () =>
      office.asked((api) =>
        api.get<Body>(`/v1/enrolment-lists/${list.id}`, { 'Accept-Language': language }),
      );
    const checked = await followed(look, ['checking'], context);
    const last =
      flags['approve'] === true ? await approved(office, checked, look, context) : checked;
    return told(last.body.enrolmentList ?? list, words, flags['json'] === true);
  },
};

type Office = {
  readonly asked: (ask: (api: ApiClient) => Promise<Answer<Body>>) => Promise<Answer<Body>>;
  readonly language: Language;
};

/** @throws Error in the words of the problem, which say what to do; where nobody answers, which address that was */
const officeAt = (url: string, token: string, language: Language): Office => {
  const api = new ApiClient(url, token);
  const asked: Office['asked'] = async (ask) => {
    const answer = await ask(api).catch(() => {
      throw new Error(wordsIn(language)('away', { url }));
    });
    return said(answer, wordsIn(language));
  };
  return { asked, language };
};

const fileAt = (path: string, words: InWords): Uint8Array<ArrayBuffer> => {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch {
    throw new Error(words('file'));
  }
};

const FIELD_OF = {
  programme: 'programme',
  from: 'from',
  to: 'lastCoveredOn',
  income: 'declaredIncome',
  end: 'reasonCode',
  'funded-by': 'fundedBy',
} as const;
const ALWAYS = ['programme', 'from', 'to'];

const fieldsIn = ({ flags }: CliContext, words: InWords): Readonly<Record<string, string>> => {
  const isGiven = (flag: string) => typeof flags[flag] === 'string';
  const action = isGiven('end') ? 'end' : 'cover';
  const needed = action === 'end' ? ALWAYS : [...ALWAYS, 'income'];
  const missing = needed.filter((flag) => !isGiven(flag)).map((flag) => `--${flag}`);
  if (missing.length > 0) throw new Error(words('flags', { missing }));
  const given = Object.entries(FIELD_OF).filter(([flag]) => isGiven(flag));
  const asked = given.map(([flag, field]) => [field, String(flags[flag])]);
  return { action, ...(Object.fromEntries(asked) as Record<string, string>) };
};

const said = (answer: Answer<Body>, words: InWords): Answer<Body> => {
  if (answer.status < 300) return answer;
  const { code, title, detail, errors = [] } = answer.body as unknown as Partial<Problem>;
  if (!code) throw new Error(words('nothing'));
  const faults = errors.map((fault) => `\n  ${fault.pointer}: ${fault.detail}`);
  throw new Error(`${title ?? ''} (${code}). ${detail ?? ''}${faults.join('')}`);
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
      const answer = await look();
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
  office: Office,
  { body, version }: Answer<Body>,
  look: () => Promise<Answer<Body>>,
  context: CliContext,
): Promise<Answer<Body>> => {
  const { id, status } = body.enrolmentList ?? { id: '', status: '' };
  if (status === 'checked')
    await office.asked((api) =>
      api.post<Body>(
        `/v1/enrolment-lists/${id}/approvals`,
        {},
        { ifMatch: version, language: office.language },
      ),
    );
  return followed(look, ['checked', 'applying'], context);
};
