import { type Benefit, type ClaimAnswer, idr, lastBenefit, payoutOf } from '../answers';
import type { Desk, Recorded } from '../desk';
import { TREATMENT, TREATMENT_TOTAL } from '../figures';
import type { Scene } from '../scene';
import { beside, prose, rupiahText, warnings as showWarnings } from '../screen';
import type { Enrolled } from './enrolment';
import { ACCIDENT_PAPERS, takePapers } from './papers';
import { approve, confirm, present } from './paying';
import { described } from './people-of-the-stories';

type Claim = Recorded<ClaimAnswer>;

/** Hurt at work on 14 October 2024, treated in two hospitals until the doctor states that he has recovered. */
export const treatUntilRecovered = async (scene: Scene, tapper: Enrolled): Promise<string> => {
  const desk = scene.desk.of('work-accident');
  prose(desk.screen, `${described(tapper)}, falls from a slope on the way between two trees.`);

  const reported = await report(scene, desk, tapper);
  const path = `/v1/claims/${reported.body.claim.id}`;
  const told: Told = { ...scene, desk, path };
  let claim = await takePapers<ClaimAnswer>(
    { desk, adjuster: scene.staff.adjuster, path, on: '2024-10-17', caseIn: claimIn },
    reported,
    ACCIDENT_PAPERS,
  );
  claim = await desk.record<ClaimAnswer>(scene.staff.adjuster, {
    key: 'accepted',
    on: '2024-10-18',
    says: 'accepts the claim: he was covered on 14 October',
    post: `${path}/acceptances`,
    seen: claim,
  });
  claim = await firstTwoBills(told, claim);
  claim = await recovery(told, claim);
  claim = await lastBill(told, claim);
  claim = await desk.record<ClaimAnswer>(scene.staff.adjuster, {
    key: 'closed',
    on: '2024-12-09',
    says: ({ claim: { paid } }) => `closes the claim: ${rupiahText(paid.amount)} paid`,
    post: `${path}/closings`,
    seen: claim,
    body: { reasonCode: 'treatment_completed' },
  });

  const { checks } = scene;
  const { status, paid, benefits, number } = claim.body.claim;
  const assessed = benefits.map(({ total }) => total.amount);
  checks.expect('first bill of the work accident', TREATMENT.emergency, assessed[0] ?? 0);
  checks.expect('second bill, less the higher ward', TREATMENT.operation, assessed[1] ?? 0);
  checks.expect('third bill', TREATMENT.checkUp, assessed[2] ?? 0);
  checks.expect('treatment paid until recovery', TREATMENT_TOTAL, paid.amount);
  checks.expect('the claim of the work accident', 'closed', status);
  return number;
};

type Told = Scene & { readonly path: string };

const claimIn = ({ claim }: ClaimAnswer) => claim;

const report = async ({ staff, checks }: Scene, desk: Desk, { id }: Enrolled): Promise<Claim> => {
  const reported = await desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'reported',
    on: '2024-10-17',
    says: ({ claim }) => `reports the accident of 14 October, claim ${claim.number}`,
    post: '/v1/accident-claims',
    body: {
      participantId: id,
      accidentKind: 'accident',
      occurredOn: '2024-10-14',
      reportedOn: '2024-10-17',
      reporterRelation: 'village',
      reporterName: 'Kepala Dusun (contoh)',
      chronology: 'Terpeleset di lereng kebun karet saat menyadap, tungkai kanan patah.',
    },
  });
  const { warnings } = reported.body;
  showWarnings(desk.screen, warnings);
  checks.expect('a late report is', 'reported-late', warnings.map(({ code }) => code).join());
  return reported;
};

type Bill = {
  readonly key: string;
  readonly on: string;
  readonly says: string;
  readonly body: object;
};

const assess = ({ desk, staff, path }: Told, seen: Claim, bill: Bill): Promise<Claim> =>
  desk.record<ClaimAnswer>(staff.adjuster, {
    ...bill,
    key: `${bill.key}-assessed`,
    post: `${path}/treatment-bills`,
    seen,
  });

const firstTwoBills = async (told: Told, seen: Claim): Promise<Claim> => {
  const first = await assess(told, seen, EMERGENCY);
  const emergency = lastBenefit(first.body.claim);
  const second = await assess(told, first, OPERATION);
  const operation = lastBenefit(second.body.claim);
  beside(
    told.desk.screen,
    'less Rp 850,000 for a higher ward class, which is the participant’s own',
    'dim',
  );

  const one = { key: 'emergency', on: '2024-11-01', says: 'approves the bill of RSUD Sekayu' };
  const other = {
    key: 'operation',
    on: '2024-11-01',
    says: 'approves the bill of RSUP Moh. Hoesin',
  };
  let claim = await approve(told, await approve(told, second, emergency, one), operation, other);
  claim = await present(told, claim, [emergency, operation], {
    key: 'first',
    presentedOn: '2024-11-01',
    decidedOn: '2024-11-05',
    outcome: 'guaranteed',
  });
  await arrived(told, claim, emergency, {
    key: 'emergency',
    paidOn: '2024-11-11',
    to: 'RSUD Sekayu',
  });
  return arrived(told, claim, operation, {
    key: 'operation',
    paidOn: '2024-11-12',
    to: 'RSUP Moh. Hoesin',
  });
};

const recovery = ({ desk, staff, path }: Told, seen: Claim): Promise<Claim> =>
  desk.record<ClaimAnswer>(staff.adjuster, {
    key: 'recovered',
    on: '2024-11-25',
    says: 'records what the doctor states: recovered on 25 November; no later treatment is paid',
    post: `${path}/doctor-statements`,
    seen,
    body: {
      outcome: 'recovered',
      statedOn: '2024-11-25',
      receivedOn: '2024-11-26',
      diagnosis: 'Fraktur tungkai kanan, sembuh tanpa cacat',
      bodyPart: 'tungkai',
      side: 'right',
    },
  });

const lastBill = async (told: Told, seen: Claim): Promise<Claim> => {
  const assessed = await assess(told, seen, CHECK_UP);
  const checkUp = lastBenefit(assessed.body.claim);
  const says = 'approves the last bill';
  const approved = await approve(told, assessed, checkUp, {
    key: 'check-up',
    on: '2024-11-28',
    says,
  });
  const granted = await present(told, approved, [checkUp], {
    key: 'last',
    presentedOn: '2024-11-29',
    decidedOn: '2024-12-03',
    outcome: 'granted',
  });
  return arrived(told, granted, checkUp, {
    key: 'check-up',
    paidOn: '2024-12-06',
    to: 'RSUD Sekayu',
  });
};

const arrived = (
  told: Told,
  { body }: Claim,
  { id }: Benefit,
  money: { readonly key: string; readonly paidOn: string; readonly to: string },
): Promise<Claim> =>
  confirm(told, payoutOf(body.claim, { benefitId: id }), { by: told.staff.finance, ...money });

const EMERGENCY: Bill = {
  key: 'emergency',
  on: '2024-10-21',
  says: 'assesses the bill of RSUD Sekayu: emergency care, Rp 6,400,000',
  body: {
    facilityId: 'rsud-sekayu',
    invoiceNumber: 'CONTOH-RS-1021',
    from: '2024-10-14',
    to: '2024-10-16',
    items: [
      { code: 'emergency_care', claimed: idr(1_900_000) },
      { code: 'inpatient', claimed: idr(3_350_000) },
      { code: 'medicine', claimed: idr(1_150_000) },
    ],
    paidTo: 'facility',
  },
};

const OPERATION: Bill = {
  key: 'operation',
  on: '2024-10-31',
  says: 'assesses the bill of RSUP Dr. Mohammad Hoesin: operation, Rp 13,800,000 of 14,650,000',
  body: {
    facilityId: 'rsup-moh-hoesin',
    invoiceNumber: 'CONTOH-MH-7730',
    from: '2024-10-16',
    to: '2024-10-28',
    items: [
      { code: 'surgery', claimed: idr(9_200_000) },
      {
        code: 'inpatient',
        claimed: idr(5_450_000),
        deductions: [{ code: 'ward_class_above_entitlement', amount: idr(850_000) }],
      },
    ],
    paidTo: 'facility',
  },
};

const CHECK_UP: Bill = {
  key: 'check-up',
  on: '2024-11-27',
  says: 'assesses the last bill of RSUD Sekayu: check-ups and physiotherapy, Rp 1,250,000',
  body: {
    facilityId: 'rsud-sekayu',
    invoiceNumber: 'CONTOH-RS-1188',
    from: '2024-11-04',
    to: '2024-11-25',
    items: [{ code: 'outpatient', claimed: idr(1_250_000) }],
    paidTo: 'facility',
  },
};
