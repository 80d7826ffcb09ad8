import type { Case } from '../answers';
import type { Desk, Recorded } from '../desk';
import { happening } from '../screen';
import type { Colleague } from '../staff';

export type Wanted = { readonly kind: string; readonly concerns?: string };

type Place<Body> = {
  readonly desk: Desk;
  readonly adjuster: Colleague;
  /** `/v1/claims/clm_…` or `/v1/scholarships/sch_…`. */
  readonly path: string;
  readonly on: string;
  /** Whether it is a claim or a scholarship that the answer holds. */
  readonly caseIn: (body: Body) => Case;
};

/** Each paper is received, and then somebody looks at it: an approval waits for papers that are verified. */
export const takePapers = async <Body>(
  { desk, adjuster, path, on, caseIn }: Place<Body>,
  seen: Recorded<Body>,
  papers: readonly Wanted[],
): Promise<Recorded<Body>> => {
  let latest = seen;
  for (const [index, paper] of papers.entries())
    latest = await desk.record<Body>(adjuster, {
      key: `paper-${on}-${index + 1}`,
      post: `${path}/documents`,
      body: { ...paper, receivedOn: on },
    });
  const received = caseIn(latest.body).papers.filter(({ status }) => status === 'received');
  for (const [index, { id }] of received.entries())
    latest = await desk.record<Body>(adjuster, {
      key: `paper-${on}-${index + 1}-verified`,
      post: `${path}/documents/${id}/verifications`,
      seen: latest,
    });
  happening(desk.screen, {
    mark: latest.known ? 'known' : 'done',
    on,
    actor: adjuster.actor,
    says: `receives and verifies ${papers.length} papers: ${namesOf(papers).join(', ')}`,
  });
  return latest;
};

/** Each kind once, with how many there are of it. */
const namesOf = (papers: readonly Wanted[]): readonly string[] => {
  const kinds = papers.map(({ kind }) => kind);
  return [...new Set(kinds)].map((kind) => {
    const times = kinds.filter((one) => one === kind).length;
    return `${times > 1 ? `${times} × ` : ''}${NAMES[kind] ?? kind}`;
  });
};

const NAMES: Readonly<Record<string, string>> = {
  kk1: 'accident report (KK1)',
  kk2: 'application (KK2)',
  kk3: 'form of the doctor (KK3)',
  form_4: 'form 4',
  participant_card: 'participant card',
  ktp: 'KTP',
  heir_ktp: 'KTP of the heir',
  family_card: 'family card',
  death_certificate: 'death certificate',
  heir_letter: 'letter of heirs',
  marriage_book: 'marriage book',
  application: 'application',
  guardian_ktp: 'KTP of the guardian',
  birth_certificate: 'birth certificate',
  school_letter: 'letter of the school',
  school_report: 'school report',
};

export const ACCIDENT_PAPERS: readonly Wanted[] = [
  { kind: 'kk1' },
  { kind: 'participant_card' },
  { kind: 'ktp' },
];

const OF_ANY_DEATH: readonly Wanted[] = [
  { kind: 'participant_card' },
  { kind: 'ktp' },
  { kind: 'heir_ktp' },
  { kind: 'death_certificate' },
  { kind: 'family_card' },
  { kind: 'heir_letter' },
  { kind: 'marriage_book' },
];

export const DEATH_PAPERS: readonly Wanted[] = [...OF_ANY_DEATH, { kind: 'form_4' }];

export const DEATH_BY_ACCIDENT_PAPERS: readonly Wanted[] = [
  ...OF_ANY_DEATH,
  { kind: 'kk1' },
  { kind: 'kk2' },
  { kind: 'kk3' },
];
