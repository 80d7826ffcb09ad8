import {
  type ClaimAnswer,
  lastBenefit,
  onlyBenefit,
  payoutOf,
  type ScholarshipAnswer,
} from '../answers';
import type { Desk, Recorded } from '../desk';
import { DEATH_BY_ILLNESS, SCHOLARSHIP_CEILING, SCHOOL_YEARS } from '../figures';
import type { Scene } from '../scene';
import { prose, rupiahText } from '../screen';
import type { Enrolled } from './enrolment';
import { registerFamily, type Relative } from './families';
import { DEATH_PAPERS, takePapers, type Wanted } from './papers';
import { approve, confirm, recordAccount, send } from './paying';
import { described } from './people-of-the-stories';

type Granted = Recorded<ScholarshipAnswer>;
type Told = Scene & { readonly path: string };
type Family = { readonly widow: string; readonly daughter: string; readonly son: string };

/** Three years of contributions open the scholarship: the right first, then the money, one school year at a time. */
export const sendTwoChildrenToSchool = async (scene: Scene, father: Enrolled): Promise<void> => {
  const desk = scene.desk.of('scholarship');
  prose(
    desk.screen,
    `${described(father)}, was covered for three years, 36 contributions paid. He dies of an illness and leaves a widow and two children at school.`,
  );
  const [widow = '', daughter = '', son = ''] = await registerFamily(
    { ...scene, desk },
    father,
    FAMILY,
  );
  const claimId = await payDeath(scene, desk, father, widow);

  const requested = await desk.record<ScholarshipAnswer>(scene.staff.adjuster, {
    key: 'requested',
    on: '2024-10-14',
    says: ({ scholarship }) =>
      `asks for the scholarship ${scholarship.number}: up to ${rupiahText(onlyBenefit(scholarship).total.amount)}`,
    post: '/v1/scholarships',
    body: { claimId, childIds: [daughter, son] },
  });
  const told = { ...scene, desk, path: `/v1/scholarships/${requested.body.scholarship.id}` };
  const granted = await grant(told, requested, { widow, daughter, son });
  const paid = await firstYears(told, granted, { widow, daughter, son });

  const { checks } = scene;
  const { ceiling, paid: sum } = paid.body.scholarship;
  checks.expect('ceiling of the scholarship', SCHOLARSHIP_CEILING, ceiling?.amount ?? 0);
  const years = SCHOOL_YEARS.primary + SCHOOL_YEARS.lowerSecondary;
  checks.expect('first school year of two children', years, sum.amount);
};

const FAMILY: readonly Relative[] = [
  { relation: 'spouse', name: 'Ernawati', birthDate: '1985-10-21' },
  { relation: 'child', name: 'Novita', birthDate: '2012-05-17' },
  { relation: 'child', name: 'Rahmat', birthDate: '2017-03-11' },
];

const payDeath = async (
  scene: Scene,
  desk: Desk,
  father: Enrolled,
  widow: string,
): Promise<string> => {
  const { staff, checks } = scene;
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'reported',
    on: '2024-09-25',
    says: ({ claim }) => `reports the death of 24 September, claim ${claim.number}`,
    post: '/v1/death-claims',
    body: {
      participantId: father.id,
      diedOn: '2024-09-24',
      knownOn: '2024-09-25',
      reportedOn: '2024-09-25',
      cause: 'illness',
      reporterRelation: 'spouse',
      reporterName: 'Ernawati',
    },
  });
  const claimId = reported.body.claim.id;
  const told = { ...scene, desk, path: `/v1/claims/${claimId}` };
  const assessed = await untilAssessed(told, reported, widow);
  const death = onlyBenefit(assessed.body.claim);
  const approved = await approve(told, assessed, death, {
    key: 'death',
    on: '2024-10-07',
    says: 'approves it',
  });
  const payout = payoutOf(approved.body.claim, { benefitId: death.id });
  await send(told, approved, payout, { key: 'death', on: '2024-10-08', to: 'the widow' });
  const money = { key: 'death', by: staff.otherFinance, paidOn: '2024-10-09', to: 'the widow' };
  const { body } = await confirm<ClaimAnswer>(told, payout, money);
  checks.expect('death after three years of cover', DEATH_BY_ILLNESS, body.claim.paid.amount);
  return claimId;
};

const untilAssessed = async (
  { desk, staff, path }: Told,
  reported: Recorded<ClaimAnswer>,
  widow: string,
): Promise<Recorded<ClaimAnswer>> => {
  const papers = { desk, adjuster: staff.adjuster, path, on: '2024-10-04' };
  const caseIn = ({ claim }: ClaimAnswer) => claim;
  let claim = await takePapers({ ...papers, caseIn }, reported, DEATH_PAPERS);
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'heirs',
    post: `${path}/heirs`,
    seen: claim,
    body: {
      heirClass: 1,
      letterOn: '2024-10-03',
      heirs: [{ heirId: widow, share: { numerator: 1, denominator: 1 } }],
    },
  });
  const account = { payeeId: widow, number: '9900117001', holder: 'Ernawati' };
  claim = await recordAccount({ desk, staff, path }, claim, { payeeKind: 'heir', ...account });
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'accepted',
    post: `${path}/acceptances`,
    seen: claim,
  });
  return desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'assessed',
    on: '2024-10-07',
    says: (body) =>
      `accepts the claim and assesses ${rupiahText(onlyBenefit(body.claim).total.amount)} for the widow, who has a power of attorney of all`,
    post: `${path}/death-benefits`,
    seen: claim,
  });
};

const scholarshipIn = ({ scholarship }: ScholarshipAnswer) => scholarship;

/** Approving the right pays nobody yet. */
const grant = async (told: Told, requested: Granted, children: Family): Promise<Granted> => {
  const { desk, staff, path } = told;
  const on = '2024-10-14';
  const place = { desk, adjuster: staff.adjuster, path, on, caseIn: scholarshipIn };
  const complete = await takePapers(place, requested, papersOf(children));
  return approve(told, complete, onlyBenefit(requested.body.scholarship), {
    key: 'grant',
    on: '2024-10-16',
    says: 'grants it: a ceiling of 87 million a child; nobody is paid by this yet',
  });
};

const papersOf = ({ daughter, son }: Family): readonly Wanted[] => [
  { kind: 'application' },
  { kind: 'family_card' },
  { kind: 'guardian_ktp' },
  { kind: 'birth_certificate', concerns: daughter },
  { kind: 'birth_certificate', concerns: son },
  { kind: 'school_letter', concerns: daughter },
  { kind: 'school_letter', concerns: son },
  { kind: 'application', concerns: daughter },
  { kind: 'application', concerns: son },
  { kind: 'school_report', concerns: daughter },
  { kind: 'school_report', concerns: son },
];

const firstYears = async (told: Told, granted: Granted, family: Family): Promise<Granted> => {
  const { widow, daughter, son } = family;
  const account = { payeeId: widow, number: '9900117001', holder: 'Ernawati' };
  const ready = await recordAccount(told, granted, { payeeKind: 'guardian', ...account });
  const ofDaughter = await payYear(told, ready, {
    body: { childId: daughter, level: 'smp', grade: 1, schoolYear: 2024, guardianId: widow },
    key: 'daughter',
    days: ['2024-10-17', '2024-10-18', '2024-10-21', '2024-10-22'],
    to: 'the guardian, for the daughter in lower secondary school (SMP 1)',
  });
  return payYear(told, ofDaughter, {
    body: { childId: son, level: 'sd', grade: 2, schoolYear: 2024, guardianId: widow },
    key: 'son',
    days: ['2024-10-24', '2024-10-25', '2024-10-28', '2024-10-29'],
    to: 'the guardian, for the son in primary school (SD 2)',
  });
};

type SchoolYear = {
  readonly body: object;
  readonly key: string;
  readonly to: string;
  /** Assessed, approved, sent, arrived. */
  readonly days: readonly [string, string, string, string];
};

const payYear = async (
  told: Told,
  seen: Granted,
  { body, key, to, days: [assessedOn, approvedOn, sentOn, paidOn] }: SchoolYear,
): Promise<Granted> => {
  const { desk, staff, path } = told;
  const assessed = await desk.record<ScholarshipAnswer>(staff.adjuster, {
    key: `${key}-assessed`,
    on: assessedOn,
    says: ({ scholarship }) =>
      `assesses the first school year of the ${key}: ${rupiahText(lastBenefit(scholarship).total.amount)}`,
    post: `${path}/years`,
    seen,
    body,
  });
  const year = lastBenefit(assessed.body.scholarship);
  const says = 'approves it';
  const approved = await approve(told, assessed, year, { key, on: approvedOn, says });
  const payout = payoutOf(approved.body.scholarship, { benefitId: year.id });
  await send(told, approved, payout, { key, on: sentOn, to });
  return confirm(told, payout, { key, by: staff.otherFinance, paidOn, to });
};
