import { type ClaimAnswer, idr, lastBenefit, onlyBenefit, payoutOf } from '../answers';
import type { Attempt, Desk, Recorded } from '../desk';
import type { Scene } from '../scene';
import { beside, prose } from '../screen';
import type { Colleague } from '../staff';
import type { Enrolled } from './enrolment';
import { ACCIDENT_PAPERS, takePapers } from './papers';
import { approve, recordAccount, send } from './paying';
import { described } from './people-of-the-stories';

type Claim = Recorded<ClaimAnswer>;

/** A claim that stays open: one bill is at the bank, another waits for its approval. On it some things are tried. */
export const tryWhatIsForbidden = async (scene: Scene, boatman: Enrolled): Promise<void> => {
  const desk = scene.desk.of('attempted-wrongs');
  prose(desk.screen, `${described(boatman)}, was hurt at work. His claim is still open.`);
  const { claim, path } = await openClaim(scene, desk, boatman);

  const now = await desk.read<ClaimAnswer>(scene.staff.auditor, path);
  if (now.version !== claim.version) {
    prose(desk.screen, 'Somebody has worked on this claim since, so nothing forbidden is tried.');
    return;
  }
  for (const { what, who, expected, ...attempt } of forbidden(scene, path, claim)) {
    const problem = await desk.refused(who, attempt);
    beside(desk.screen, `${problem.status} ${problem.code}`, 'yellow');
    beside(desk.screen, `“${problem.detail}”`);
    scene.checks.expect(what, expected, problem.code);
  }
};

type Forbidden = Attempt & {
  readonly what: string;
  readonly who: Colleague;
  /** The code that the engine should answer with. */
  readonly expected: string;
};

const forbidden = ({ staff }: Scene, path: string, seen: Claim): readonly Forbidden[] => {
  const { claim } = seen.body;
  const [payout] = claim.payouts;
  const on = '2024-10-02';
  return [
    {
      what: 'approving one’s own assessment',
      who: staff.adjusterWhoApproves,
      expected: 'self-approval',
      key: 'own-assessment',
      on,
      seen,
      says: 'tries to approve the bill that he assessed himself',
      post: `/v1/benefits/${lastBenefit(claim).id}/approvals`,
    },
    {
      what: 'sending a payout twice',
      who: staff.otherFinance,
      expected: 'payout-already-sent',
      key: 'sent-twice',
      on,
      seen,
      says: 'tries to send the money of the first bill a second time',
      post: `/v1/payouts/${payout?.id ?? ''}/sendings`,
    },
    {
      what: 'claiming a bill twice, with another sum',
      who: staff.adjuster,
      expected: 'bill-already-claimed',
      key: 'claimed-twice',
      on,
      seen,
      says: 'tries to claim the first bill once more, with another sum',
      post: `${path}/treatment-bills`,
      body: bill('CONTOH-BL-0901', 2_950_000),
    },
  ];
};

const openClaim = async (
  scene: Scene,
  desk: Desk,
  boatman: Enrolled,
): Promise<{ readonly claim: Claim; readonly path: string }> => {
  const { staff } = scene;
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'reported',
    on: '2024-09-10',
    says: ({ claim }) => `reports the accident of 9 September, claim ${claim.number}`,
    post: '/v1/accident-claims',
    body: {
      participantId: boatman.id,
      accidentKind: 'accident',
      occurredOn: '2024-09-09',
      reportedOn: '2024-09-10',
      reporterRelation: 'self',
      reporterName: 'Irwan Saputra',
      chronology: 'Tangan kiri terjepit tali tambat di dermaga.',
    },
  });
  const path = `/v1/claims/${reported.body.claim.id}`;
  const caseIn = ({ claim }: ClaimAnswer) => claim;
  const papers = { desk, adjuster: staff.adjuster, path, on: '2024-09-10', caseIn };
  let claim = await takePapers(papers, reported, ACCIDENT_PAPERS);
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'accepted',
    post: `${path}/acceptances`,
    seen: claim,
  });
  claim = await firstBill({ ...scene, desk, path }, claim);
  claim = await desk.record<ClaimAnswer>(staff.adjusterWhoApproves, {
    key: 'second-assessed',
    on: '2024-10-01',
    says: 'assesses the second bill, Rp 900,000; it waits for somebody else’s approval',
    post: `${path}/treatment-bills`,
    seen: claim,
    body: bill('CONTOH-BL-0934', 900_000),
  });
  return { claim, path };
};

const firstBill = async (told: Scene & { readonly path: string }, seen: Claim): Promise<Claim> => {
  const { desk, staff, path } = told;
  const on = '2024-09-18';
  let claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'first-assessed',
    on,
    says: 'accepts the claim and assesses the first bill of RSUD Bayung Lencir, Rp 2,750,000',
    post: `${path}/treatment-bills`,
    seen,
    body: bill('CONTOH-BL-0901', 2_750_000),
  });
  const benefit = onlyBenefit(claim.body.claim);
  const hospital = { payeeKind: 'facility', payeeId: FACILITY, number: '9900119001' } as const;
  claim = await recordAccount(told, claim, { ...hospital, holder: 'RSUD Bayung Lencir' });
  claim = await approve(told, claim, benefit, {
    key: 'first',
    on: '2024-09-19',
    says: 'approves it',
  });
  const payout = payoutOf(claim.body.claim, { benefitId: benefit.id });
  return send(told, claim, payout, {
    key: 'first',
    on: '2024-09-20',
    to: 'the hospital; the bank has not answered yet',
  });
};

const FACILITY = 'rsud-bayung-lencir';

const bill = (invoiceNumber: string, claimed: number) => ({
  facilityId: FACILITY,
  invoiceNumber,
  from: '2024-09-09',
  to: '2024-09-16',
  items: [{ code: 'outpatient', claimed: idr(claimed) }],
  paidTo: 'facility',
});
