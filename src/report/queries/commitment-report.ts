import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { claimFile } from '../../claim/queries/claim-file';
import type { SchoolLevel } from '../../benefit-schedule/domain/benefit-schedule';
import type { Benefits } from '../../payout/domain/benefits';
import type { RegisteredPayout } from '../../payout/queries/payout-register';
import { type Awaited, owedPayouts } from '../../payout/domain/owed';
import type { Position } from '../../platform/event-store/event-store';
import { Exclusions } from '../../platform/read-models/exclusions';
import {
  type ReadState,
  type RowsAtOnce,
  RowsReader,
} from '../../platform/read-models/rows-reader';
import type { Area } from '../../platform/security/area';
import type { PaymentTerms } from '../../programme/domain/programme.events';
import { ProgrammeStreams } from '../../programme/programme.streams';
import type { SchoolPlan } from '../../scholarship/domain/plan';
import { type ScholarshipFile, scholarshipFile } from '../../scholarship/queries/scholarship-file';
import { SchoolPlans } from '../../scholarship/queries/school-plans';
import { grouped } from './grouped';

/** Approved and not arrived: so many payouts of a benefit wait for the same thing. Rupiah, whole. */
export type OwedRow = PaymentTerms & {
  readonly benefit: RegisteredPayout['benefitKind'];
  readonly scheme: RegisteredPayout['scheme'];
  readonly awaits: Awaited;
  readonly payouts: number;
  readonly amount: number;
};

/** Likely to follow, and promised to nobody yet. */
export type SchoolYearRow = PaymentTerms & {
  readonly schoolYear: number;
  readonly budgetYear: number;
  readonly level: SchoolLevel;
  readonly children: number;
  readonly amount: number;
};

/** Of granted scholarships. `unplanned` children have no known birth date, and nothing projected. */
export type SchoolTotal = PaymentTerms & {
  readonly children: number;
  readonly unplanned: number;
  readonly ceiling: number;
  readonly projected: number;
  readonly approved: number;
  readonly paid: number;
};

export type CommitmentReport = {
  readonly owed: readonly OwedRow[];
  readonly owedTotals: readonly (PaymentTerms & Pick<OwedRow, 'payouts' | 'amount'>)[];
  readonly schoolYears: readonly SchoolYearRow[];
  readonly schoolTotals: readonly SchoolTotal[];
  readonly read: ReadState;
  readonly projections: readonly { readonly name: string; readonly version: number }[];
};

export class CommitmentReportQuery extends Query<CommitmentReport> {
  constructor(
    readonly area: Area,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

/** A benefit that another supervisor has to second is no approved sum yet, and money that will be asked for all the same. */
const AWAITING_SECOND = '$.benefits.benefits.*.status ? (@ == "awaiting_second")';

const SOURCES = [claimFile, scholarshipFile];

@QueryHandler(CommitmentReportQuery)
export class CommitmentReportHandler implements IQueryHandler<CommitmentReportQuery> {
  constructor(
    private readonly rows: RowsReader,
    private readonly programmes: ProgrammeStreams,
    private readonly plans: SchoolPlans,
    private readonly exclusions: Exclusions,
  ) {}

  async execute({ area, minPosition }: CommitmentReportQuery): Promise<CommitmentReport> {
    const { result, read } = await this.rows.atOnce(SOURCES, minPosition, (rows) =>
      filesIn(area, rows),
    );
    const { claims, scholarships } = result;
    const owed = owedRows([...claims, ...scholarships].map(({ state }) => state.benefits));
    const planned = await this.planned(scholarships, minPosition);
    return {
      owed,
      owedTotals: grouped(owed, termsOf, (rows) => ({
        payouts: sumOf(rows, ({ payouts }) => payouts),
        amount: sumOf(rows, ({ amount }) => amount),
      })),
      schoolYears: schoolYearRows(planned),
      schoolTotals: grouped(planned, termsOf, schoolTotal),
      read: await this.exclusions.within(area, read),
      projections: SOURCES.map(({ name, version }) => ({ name, version })),
    };
  }

  private async planned(
    scholarships: readonly ScholarshipFile[],
    minPosition: Position | null,
  ): Promise<readonly Planned[]> {
    const plans = await this.plans.of(
      scholarships.map(({ state }) => state),
      minPosition,
    );
    const codes = [...new Set(scholarships.map(({ programme }) => programme))];
    const terms = new Map<string, PaymentTerms>();
    for (const code of codes) terms.set(code, await this.programmes.agreementOf(code));
    return scholarships.flatMap(({ programme }, index) => {
      const paidBy = terms.get(programme);
      return paidBy ? (plans[index] ?? []).map((plan) => ({ ...termsOf(paidBy), plan })) : [];
    });
  }
}

/** Of cases that could be read to the end. */
const filesIn = async (area: Area, rows: RowsAtOnce) => {
  const isWhole = (kind: string) => {
    const excluded: ReadonlySet<string> = new Set(rows.excluded);
    return ({ id }: { readonly id: string }) => !excluded.has(`${kind}-${id}`);
  };
  const approved = rows
    .within(area, claimFile, 'claim')
    .andWhere(`(claim.approved > 0 OR jsonb_path_exists(claim.state, '${AWAITING_SECOND}'))`);
  const claims = await approved.getMany();
  const scholarships = await rows.within(area, scholarshipFile, 'scholarship').getMany();
  return {
    claims: claims.filter(isWhole('claim')),
    scholarships: scholarships.filter(isWhole('scholarship')),
  };
};

type Planned = PaymentTerms & { readonly plan: SchoolPlan };

const termsOf = ({ payer, mode }: PaymentTerms): PaymentTerms => ({ payer, mode });

const owedRows = (all: readonly Benefits[]): readonly OwedRow[] =>
  grouped(
    all.flatMap(owedPayouts),
    ({ payout: { payer, mode, benefitKind: benefit, scheme }, awaits }) => ({
      ...{ payer, mode, benefit, scheme, awaits },
    }),
    (rows) => ({ payouts: rows.length, amount: sumOf(rows, ({ payout }) => payout.amount) }),
  );

const schoolYearRows = (planned: readonly Planned[]): readonly SchoolYearRow[] =>
  grouped(
    planned.flatMap(({ plan, ...terms }) =>
      plan.years
        .filter(({ status }) => status === 'projected')
        .map((year) => ({ ...terms, ...year })),
    ),
    ({ payer, mode, schoolYear, budgetYear, level }) => ({
      ...{ payer, mode, schoolYear, budgetYear, level },
    }),
    (rows) => ({ children: rows.length, amount: sumOf(rows, ({ amount }) => amount) }),
  );

const schoolTotal = (planned: readonly Planned[]) => ({
  children: planned.length,
  unplanned: planned.filter(({ plan }) => plan.projected === null).length,
  ceiling: sumOf(planned, ({ plan }) => plan.ceiling),
  projected: sumOf(planned, ({ plan }) => plan.projected ?? 0),
  approved: sumOf(planned, ({ plan }) => plan.approved),
  paid: sumOf(planned, ({ plan }) => plan.paid),
});

/** @throws RangeError rather than say a sum that a JavaScript number cannot hold. */
const sumOf = <Row>(rows: readonly Row[], amountOf: (row: Row) => number): number => {
  const sum = rows.reduce((before, row) => before + amountOf(row), 0);
  if (!Number.isSafeInteger(sum)) throw new RangeError('A sum is beyond what can be said exactly.');
  return sum;
};
