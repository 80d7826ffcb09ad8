import { type Benefit, type Case, idr, type Payout } from '../answers';
import type { Desk, Recorded } from '../desk';
import { rupiahText } from '../screen';
import type { Colleague, Staff } from '../staff';

// The two ways in which a benefit is paid. What BPJS pays is presented, answered and recorded; what the office pays by
// itself is sent by a third person and confirmed from the bank statement.

type Place = { readonly desk: Desk; readonly staff: Staff; readonly path: string };

type Presented = {
  readonly key: string;
  readonly presentedOn: string;
  readonly decidedOn: string;
  readonly outcome: 'guaranteed' | 'granted';
};

/** Hands approved benefits to BPJS and records its answer. */
export const present = async <Body>(
  { desk, staff, path }: Place,
  seen: Recorded<Body>,
  benefits: readonly Benefit[],
  { key, presentedOn, decidedOn, outcome }: Presented,
): Promise<Recorded<Body>> => {
  await desk.record<Body>(staff.adjuster, {
    key: `${key}-presented`,
    on: presentedOn,
    says: `presents ${benefits.length === 1 ? 'it' : `${benefits.length} bills`} to BPJS, branch Sekayu`,
    post: `${path}/presentations`,
    seen,
    body: {
      benefits: benefits.map(({ id }) => ({ benefitId: id })),
      branch: 'Sekayu',
      channel: 'counter',
      presentedOn,
      papersCompleteOn: presentedOn,
    },
  });
  return desk.record<Body>(staff.adjuster, {
    key: `${key}-answered`,
    on: decidedOn,
    says: `records the answer of BPJS: ${outcome}`,
    post: `${path}/payer-decisions`,
    body: {
      outcome,
      benefits: benefits.map(({ id, total }) => ({ benefitId: id, amount: total })),
      decidedOn,
      reference: `CONTOH/${key}`.toUpperCase(),
    },
  });
};

type Arrived = {
  readonly key: string;
  readonly by: Colleague;
  readonly paidOn: string;
  readonly to: string;
};

/** The money has arrived. */
export const confirm = <Body>(
  { desk }: Place,
  { id, amount }: Payout,
  { key, by, paidOn, to }: Arrived,
): Promise<Recorded<Body>> =>
  desk.record<Body>(by, {
    key: `${key}-confirmed`,
    on: paidOn,
    says: `${rupiahText(amount.amount)} has arrived: ${to}`,
    post: `/v1/payouts/${id}/confirmations`,
    body: { paidOn, amount: idr(amount.amount), reference: `CONTOH/BUKTI/${paidOn}` },
  });

type Sent = { readonly key: string; readonly on: string; readonly to: string };

/** The order to the bank: once, by somebody who neither assessed nor approved. */
export const send = <Body>(
  { desk, staff }: Place,
  seen: Recorded<Body>,
  { id, amount }: Payout,
  { key, on, to }: Sent,
): Promise<Recorded<Body>> =>
  desk.record<Body>(staff.finance, {
    key: `${key}-sent`,
    on,
    says: `sends ${rupiahText(amount.amount)}: ${to}`,
    post: `/v1/payouts/${id}/sendings`,
    seen,
  });

type Approved = { readonly key: string; readonly on: string; readonly says: string };

/** A second person looks at what was assessed. */
export const approve = <Body>(
  { desk, staff }: Place,
  seen: Recorded<Body>,
  { id }: Benefit,
  { key, on, says }: Approved,
): Promise<Recorded<Body>> =>
  desk.record<Body>(staff.supervisor, {
    key: `${key}-approved`,
    on,
    says,
    post: `/v1/benefits/${id}/approvals`,
    seen,
  });

type Account = {
  readonly payeeKind: 'heir' | 'guardian' | 'facility';
  readonly payeeId: string;
  readonly number: string;
  readonly holder: string;
};

/** Money of the office goes to a recorded account only. The bank is none that exists. */
export const recordAccount = <Body>(
  { desk, staff, path }: Place,
  seen: Recorded<Body>,
  account: Account,
  told: { readonly on?: string; readonly says?: string } = {},
): Promise<Recorded<Body>> =>
  desk.record<Body>(staff.adjuster, {
    key: `account-${account.payeeKind}-${account.number}`,
    ...told,
    post: `${path}/payee-accounts`,
    seen,
    body: { ...account, bank: 'Bank Contoh' },
  });

export const sumOf = ({ benefits }: Case): number =>
  benefits.reduce((sum, { total }) => sum + total.amount, 0);
