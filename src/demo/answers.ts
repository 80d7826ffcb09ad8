// The parts of the API's answers that the demo reads; the whole of each stands in the document at /docs.

export type Money = { readonly amount: number; readonly currency: 'IDR' };
export const idr = (amount: number): Money => ({ amount, currency: 'IDR' });

export type Warning = { readonly code: string; readonly detail: string };

export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly retryable: boolean;
};

type Answered = {
  readonly warnings: readonly Warning[];
  readonly events: readonly { readonly type: string; readonly version: number }[];
};

export type Paper = {
  readonly id: string;
  readonly kind: string;
  readonly concerns: string | null;
  readonly status: string;
};

export type Benefit = {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly total: Money;
};

export type Payout = {
  readonly id: string;
  readonly benefitId: string;
  readonly status: string;
  readonly payeeId: string;
  readonly onBehalfOf: string | null;
  readonly amount: Money;
  readonly replaces: string | null;
};

/** What claims and scholarships have in common. */
export type Case = {
  readonly id: string;
  readonly number: string;
  readonly papers: readonly Paper[];
  readonly benefits: readonly Benefit[];
  readonly payouts: readonly Payout[];
  readonly approved: Money;
  readonly paid: Money;
  readonly version: number;
};

export type Claim = Case & {
  readonly status: string;
  readonly refusal: { readonly ground: string; readonly citation: string } | null;
};
export type Scholarship = Case & { readonly ceiling: Money | null };

export type ClaimAnswer = Answered & { readonly claim: Claim };
export type ScholarshipAnswer = Answered & { readonly scholarship: Scholarship };

export type ParticipantAnswer = Answered & {
  readonly participant: {
    readonly id: string;
    readonly family: readonly { readonly id: string; readonly relation: string }[];
  };
};

export type BatchAnswer = {
  readonly counts: { readonly enrolled: number; readonly known: number; readonly refused: number };
  readonly rows: readonly {
    readonly outcome: string;
    readonly id?: string;
    readonly code?: string;
    readonly warnings?: readonly string[];
  }[];
  readonly position: string;
};

type Voucher = { readonly number: string; readonly amount: Money };

export type ContributionAnswer = Answered & {
  readonly contributionPayment: {
    readonly heads: number;
    readonly headMonths: number;
    readonly due: Money;
    readonly invoice: Voucher;
    readonly sp2d: Voucher;
    readonly receipt: Voucher;
    readonly recorded: number;
  };
};

export type PayoutReportRow = {
  readonly month: string;
  readonly benefit: string;
  readonly scheme: string;
  readonly payer: string;
  readonly mode: string;
  readonly payouts: number;
  readonly paid: number;
  readonly returned: number;
  readonly net: number;
};

export type PayoutReport = { readonly rows: readonly PayoutReportRow[] };

/** The one benefit that a case has; `last` where it has several. */
export const onlyBenefit = ({ benefits }: Case): Benefit => present(benefits.at(0), 'benefit');
export const lastBenefit = ({ benefits }: Case): Benefit => present(benefits.at(-1), 'benefit');

export const payoutOf = (
  { payouts }: Case,
  wanted: Partial<Pick<Payout, 'benefitId' | 'payeeId' | 'onBehalfOf' | 'replaces'>>,
): Payout =>
  present(
    payouts.find((payout) =>
      Object.entries(wanted).every(([name, value]) => payout[name as keyof Payout] === value),
    ),
    'payout',
  );

export const present = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`The answer has no ${what} where one was expected.`);
  return found;
};
