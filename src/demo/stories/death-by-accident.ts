import { type ClaimAnswer, onlyBenefit, payoutOf } from '../answers';
import type { Desk, Recorded } from '../desk';
import { DEATH_BY_ACCIDENT } from '../figures';
import type { Scene } from '../scene';
import { prose, rupiahText } from '../screen';
import type { Enrolled } from './enrolment';
import { registerFamily } from './families';
import { ACCIDENT_PAPERS, DEATH_BY_ACCIDENT_PAPERS, takePapers } from './papers';
import { approve, confirm, present } from './paying';
import { described } from './people-of-the-stories';

type Claim = Recorded<ClaimAnswer>;

/** The accident is one claim and the death another that names it: so the death is paid once, and as an accident. */
export const payWidowOfFisher = async (scene: Scene, fisher: Enrolled): Promise<void> => {
  const desk = scene.desk.of('death-by-accident');
  prose(desk.screen, `${described(fisher)}: his boat capsizes on 20 November, and he drowns.`);

  const accident = await reportAccident(scene, desk, fisher);
  const [widow = ''] = await registerFamily({ ...scene, desk }, fisher, [WIDOW]);
  const { path, claim: assessed } = await untilAssessed(scene, desk, { fisher, widow, accident });

  const told = { ...scene, desk, path };
  const death = onlyBenefit(assessed.body.claim);
  const says = 'approves it';
  const approved = await approve(told, assessed, death, { key: 'death', on: '2024-12-02', says });
  const granted = await present(told, approved, [death], {
    key: 'death',
    presentedOn: '2024-12-02',
    decidedOn: '2024-12-09',
    outcome: 'granted',
  });
  const payout = payoutOf(granted.body.claim, { benefitId: death.id });
  const money = { key: 'death', by: scene.staff.finance, paidOn: '2024-12-10', to: 'the widow' };
  const { body } = await confirm<ClaimAnswer>(told, payout, money);
  scene.checks.expect('death by accident, paid by BPJS', DEATH_BY_ACCIDENT, body.claim.paid.amount);
};

const WIDOW = { relation: 'spouse', name: 'Masnah', birthDate: '1988-04-02' } as const;

const reportAccident = async ({ staff }: Scene, desk: Desk, { id }: Enrolled): Promise<string> => {
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'accident-reported',
    on: '2024-11-21',
    says: ({ claim }) => `reports the accident of 20 November, claim ${claim.number}`,
    post: '/v1/accident-claims',
    body: {
      participantId: id,
      accidentKind: 'accident',
      occurredOn: '2024-11-20',
      reportedOn: '2024-11-21',
      reporterRelation: 'village',
      reporterName: 'Kepala Desa (contoh)',
      chronology: 'Perahu terbalik saat mencari ikan di Sungai Lalan.',
    },
  });
  const claimId = reported.body.claim.id;
  const path = `/v1/claims/${claimId}`;
  const papers = { desk, adjuster: staff.adjuster, path, on: '2024-11-21', caseIn: claimIn };
  const complete = await takePapers<ClaimAnswer>(papers, reported, ACCIDENT_PAPERS);
  await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'accident-accepted',
    on: '2024-11-22',
    says: 'accepts it: he was covered, and it happened at work',
    post: `${path}/acceptances`,
    seen: complete,
  });
  return claimId;
};

const claimIn = ({ claim }: ClaimAnswer) => claim;

type Family = { readonly fisher: Enrolled; readonly widow: string; readonly accident: string };

const untilAssessed = async (
  { staff }: Scene,
  desk: Desk,
  { fisher, widow, accident }: Family,
): Promise<{ readonly path: string; readonly claim: Claim }> => {
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'reported',
    on: '2024-11-22',
    says: ({ claim }) => `reports the death, claim ${claim.number}, with the accident as its cause`,
    post: '/v1/death-claims',
    body: {
      participantId: fisher.id,
      diedOn: '2024-11-20',
      knownOn: '2024-11-21',
      reportedOn: '2024-11-22',
      cause: 'work_accident',
      accidentClaimId: accident,
      reporterRelation: 'spouse',
      reporterName: 'Masnah',
    },
  });
  const path = `/v1/claims/${reported.body.claim.id}`;
  const claim = await judge({ desk, staff, path }, reported, widow);
  return { path, claim };
};

type Place = Pick<Scene, 'desk' | 'staff'> & { readonly path: string };

const judge = async (
  { desk, staff, path }: Place,
  reported: Claim,
  widow: string,
): Promise<Claim> => {
  const papers = { desk, adjuster: staff.adjuster, path, on: '2024-11-29', caseIn: claimIn };
  let claim = await takePapers<ClaimAnswer>(papers, reported, DEATH_BY_ACCIDENT_PAPERS);
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'heirs',
    on: '2024-11-29',
    says: 'records the letter of heirs: the widow receives, with a power of attorney of all',
    post: `${path}/heirs`,
    seen: claim,
    body: {
      heirClass: 1,
      letterOn: '2024-11-28',
      heirs: [{ heirId: widow, share: { numerator: 1, denominator: 1 } }],
    },
  });
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'accepted',
    on: '2024-11-29',
    says: 'accepts the claim: cover on the day of the accident decides',
    post: `${path}/acceptances`,
    seen: claim,
  });
  return desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'assessed',
    on: '2024-11-29',
    says: (body) =>
      `assesses 48 + 12 + 10 million = ${rupiahText(onlyBenefit(body.claim).total.amount)}`,
    post: `${path}/death-benefits`,
    seen: claim,
  });
};
