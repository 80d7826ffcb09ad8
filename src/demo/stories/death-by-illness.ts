import { type ClaimAnswer, onlyBenefit, type Payout, payoutOf } from '../answers';
import type { Desk, Recorded } from '../desk';
import { DEATH_BY_ILLNESS, HEIRS_PARTS } from '../figures';
import type { Scene } from '../scene';
import { prose, rupiahText } from '../screen';
import type { Enrolled } from './enrolment';
import { registerFamily, type Relative } from './families';
import { DEATH_PAPERS, takePapers } from './papers';
import { approve, confirm, recordAccount, send } from './paying';
import { described } from './people-of-the-stories';

type Claim = Recorded<ClaimAnswer>;
type Told = Scene & { readonly desk: Desk; readonly path: string };
type Heirs = { readonly widow: string; readonly son: string; readonly daughter: string };

/** The office pays three heirs by itself; one transfer comes back, and the money goes out again only after an approval of its own. */
export const payThreeHeirs = async (scene: Scene, carpenter: Enrolled): Promise<void> => {
  const desk = scene.desk.of('death-by-illness');
  prose(
    desk.screen,
    `${described(carpenter)}, dies of an illness and leaves a widow, a grown son and a daughter of eleven.`,
  );
  const [widow = '', son = '', daughter = ''] = await registerFamily(
    { ...scene, desk },
    carpenter,
    FAMILY,
  );
  const heirs = { widow, son, daughter };
  const { path, claim: ready } = await untilAssessed(scene, desk, carpenter, heirs);
  const told = { ...scene, desk, path };
  const approved = await approve(told, ready, onlyBenefit(ready.body.claim), {
    key: 'death',
    on: '2024-09-25',
    says: 'approves it',
  });
  checkParts(scene, approved, heirs);
  const settled = await payHeirs(told, approved, heirs);

  const { body } = settled;
  scene.checks.expect(
    'death by illness, paid by the office',
    DEATH_BY_ILLNESS,
    body.claim.paid.amount,
  );
  const isSettled = body.events.some(({ type }) => type === 'DeathSettled');
  scene.checks.expect('with the last heir’s money', 'settled', isSettled ? 'settled' : 'open');
};

const FAMILY: readonly Relative[] = [
  { relation: 'spouse', name: 'Rohani', birthDate: '1979-02-14' },
  { relation: 'child', name: 'Hendra', birthDate: '2002-05-30' },
  { relation: 'child', name: 'Juwita', birthDate: '2013-08-08' },
];

const untilAssessed = async (
  { staff }: Scene,
  desk: Desk,
  carpenter: Enrolled,
  { widow, son, daughter }: Heirs,
): Promise<{ readonly path: string; readonly claim: Claim }> => {
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'reported',
    on: '2024-09-12',
    says: ({ claim }) => `reports the death of 11 September, claim ${claim.number}`,
    post: '/v1/death-claims',
    body: {
      participantId: carpenter.id,
      diedOn: '2024-09-11',
      knownOn: '2024-09-12',
      reportedOn: '2024-09-12',
      cause: 'illness',
      reporterRelation: 'spouse',
      reporterName: 'Rohani',
      chronology: 'Meninggal di rumah setelah sakit selama dua minggu.',
    },
  });
  const path = `/v1/claims/${reported.body.claim.id}`;
  const place = { desk, staff, path };
  const complete = await establishHeirs(place, reported, { widow, son, daughter });
  const accepted = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'accepted',
    on: '2024-09-23',
    says: 'accepts the claim: he was covered on 11 September',
    post: `${path}/acceptances`,
    seen: complete,
  });
  const claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'assessed',
    on: '2024-09-23',
    says: (body) =>
      `assesses 20 + 12 + 10 million = ${rupiahText(onlyBenefit(body.claim).total.amount)}`,
    post: `${path}/death-benefits`,
    seen: accepted,
  });
  return { path, claim };
};

type Place = Pick<Scene, 'desk' | 'staff'> & { readonly path: string };

/** The letter of heirs and where their money goes. */
const establishHeirs = async (
  place: Place,
  reported: Claim,
  { widow, son, daughter }: Heirs,
): Promise<Claim> => {
  const { desk, staff, path } = place;
  const papers = { desk, adjuster: staff.adjuster, path, on: '2024-09-20', caseIn: claimIn };
  let claim = await takePapers<ClaimAnswer>(papers, reported, DEATH_PAPERS);
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'heirs',
    on: '2024-09-20',
    says: 'records the letter of heirs: widow 2/9, son 4/9, daughter 3/9; the widow receives for the daughter',
    post: `${path}/heirs`,
    seen: claim,
    body: {
      heirClass: 1,
      letterOn: '2024-09-19',
      letterNumber: 'CONTOH/AW/19',
      heirs: [
        { heirId: widow, share: { numerator: 2, denominator: 9 } },
        { heirId: son, share: { numerator: 4, denominator: 9 } },
        { heirId: daughter, share: { numerator: 3, denominator: 9 }, guardianId: widow },
      ],
    },
  });
  claim = await recordAccount(place, claim, account('heir', widow, '9900112001', 'Rohani'));
  claim = await recordAccount(place, claim, account('guardian', widow, '9900112001', 'Rohani'));
  return recordAccount(place, claim, account('heir', son, '9900112002', 'Hendra'), {
    on: '2024-09-20',
    says: 'records the accounts of the widow and the son',
  });
};

const claimIn = ({ claim }: ClaimAnswer) => claim;

const account = (
  payeeKind: 'heir' | 'guardian',
  payeeId: string,
  number: string,
  holder: string,
) => ({
  payeeKind,
  payeeId,
  number,
  holder,
});

const partsOf = ({ body: { claim } }: Claim, { widow, son, daughter }: Heirs) => ({
  widow: payoutOf(claim, { payeeId: widow, onBehalfOf: null }),
  son: payoutOf(claim, { payeeId: son, replaces: null }),
  daughter: payoutOf(claim, { onBehalfOf: daughter }),
});

const checkParts = ({ checks }: Scene, claim: Claim, heirs: Heirs): void => {
  const parts = partsOf(claim, heirs);
  checks.expect('part of the widow, 2/9', HEIRS_PARTS.widow, parts.widow.amount.amount);
  checks.expect('part of the son, 4/9', HEIRS_PARTS.son, parts.son.amount.amount);
  checks.expect('part of the daughter, 3/9', HEIRS_PARTS.daughter, parts.daughter.amount.amount);
};

const payHeirs = async (told: Told, approved: Claim, heirs: Heirs): Promise<Claim> => {
  const { widow, son, daughter } = partsOf(approved, heirs);
  const by = told.staff.otherFinance;
  const sent = { on: '2024-09-26' } as const;
  const arrived = { by, paidOn: '2024-09-27' } as const;
  const toWidow = { key: 'widow', to: 'the widow' } as const;
  const toGuardian = { key: 'daughter', to: 'the daughter’s guardian' } as const;

  const first = await send(told, approved, widow, { ...sent, ...toWidow });
  const second = await send(told, first, son, { ...sent, key: 'son', to: 'the son' });
  await send(told, second, daughter, { ...sent, ...toGuardian });
  await confirm(told, widow, { ...arrived, ...toWidow });
  const paid = await confirm<ClaimAnswer>(told, daughter, { ...arrived, ...toGuardian });

  const { claim, payout } = await payAgain(told, paid, son, heirs.son);
  const again = { key: 'son-again', to: 'the son, to the right account' } as const;
  await send(told, claim, payout, { ...again, on: '2024-10-02' });
  const to = 'the son; with this the death is settled';
  return confirm(told, payout, { ...again, to, by, paidOn: '2024-10-03' });
};

/** The bank has sent the money back: the account is corrected, and a replacement asked for and approved by two people. */
const payAgain = async (
  { desk, staff, path }: Told,
  seen: Claim,
  payout: Payout,
  son: string,
): Promise<{ readonly claim: Claim; readonly payout: Payout }> => {
  let claim = await desk.record<ClaimAnswer>(staff.otherFinance, {
    key: 'returned',
    on: '2024-09-30',
    says: 'the bank returns the transfer to the son: no such account',
    post: `/v1/payouts/${payout.id}/returns`,
    seen,
    body: { returnedOn: '2024-09-30', reasonCode: 'account_unknown', reference: 'CONTOH/RTR/30' },
  });
  const place = { desk, staff, path };
  claim = await recordAccount(place, claim, account('heir', son, '9900112020', 'Hendra'), {
    on: '2024-10-01',
    says: 'corrects the account of the son',
  });
  claim = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'replacement-requested',
    on: '2024-10-01',
    says: 'asks for a replacement of the payout that came back',
    post: `/v1/payouts/${payout.id}/replacements`,
    seen: claim,
    body: { reasonCode: 'account_corrected' },
  });
  const { id } = payoutOf(claim.body.claim, { replaces: payout.id });
  claim = await desk.record<ClaimAnswer>(staff.otherSupervisor, {
    key: 'replacement-approved',
    on: '2024-10-01',
    says: 'approves the replacement',
    post: `/v1/payouts/${id}/approvals`,
    seen: claim,
  });
  return { claim, payout: payoutOf(claim.body.claim, { replaces: payout.id }) };
};
