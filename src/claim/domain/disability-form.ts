import type { DisabilityRules } from '../../benefit-schedule/domain/benefit-schedule';
import {
  type DisabilityItem,
  type DisabilityKind,
  thousandthsOf,
} from '../../benefit-schedule/domain/disability';
import {
  checkAgainstEarlier,
  checkAgainstTable,
} from '../../benefit-schedule/domain/disability-check';
import { Rejection } from '../../kernel/rejection';
import type { DisabilityForm } from '../../payout/domain/benefit.events';
import { holds } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import type { Claim } from './claim';
import type { StatedDisability } from './claim.commands';

/** What the form's parts come to, without their names. */
export const itemsOf = ({ parts }: DisabilityForm): readonly DisabilityItem[] =>
  parts.map(({ percentTenths, lossPercent }) => ({
    percentTenths,
    lossPercent: lossPercent ?? 100,
  }));

/**
 * The statement of a disability in this claim, with its percentage.
 * @throws Rejection `disability-statement-unknown`
 */
export const disabilityStatement = ({ statements }: Claim, statementId: string) => {
  const statement = statements.find((one) => one.statementId === statementId);
  if (statement?.outcome !== 'disabled' || statement.percentTenths === null)
    throw new Rejection('disability-statement-unknown');
  return { ...statement, percentTenths: statement.percentTenths };
};

/**
 * The doctor's form against the table, and against what the statement sums up. The percentage is his, and never set here.
 * @throws Rejection `disability-parts`, `disability-loss`, `disability-not-total` or `disability-sum-differs`, and those of
 * the table.
 */
export const checkForm = (
  form: DisabilityForm,
  { statementId, disability }: StatedDisability,
  claim: Claim,
  { table, totalPermanent }: DisabilityRules,
): void => {
  const { percentTenths: stated } = disabilityStatement(claim, statementId);
  const isTotal = disability === 'total_permanent';
  if (isTotal === form.parts.length > 0) throw new Rejection('disability-parts');
  if (isTotal) {
    const needed = totalPermanent.value.percentTenths;
    if (stated < needed) throw new Rejection('disability-not-total', { stated, needed });
    return;
  }
  mustSayLoss(form, disability);
  checkAgainstTable(table.value, form.parts, form.leftHanded);
  checkAgainstEarlier(form.parts, namedBefore(statementId, claim));

  const listed = thousandthsOf(itemsOf(form)) / 100;
  // The form has no more than one decimal, so that the sum of parts of functions may be rounded either way.
  if (Math.abs(listed - stated) >= 1)
    throw new Rejection('disability-sum-differs', { stated, listed: Math.floor(listed) });
};

/** What other statements of this accident have named, and was or may be paid; nobody knows what was erased. */
const namedBefore = (statementId: string, { benefits }: Claim): DisabilityForm['parts'] =>
  inOrder(benefits.benefits)
    .filter(
      (benefit) =>
        benefit.assessed.kind === 'disability' &&
        benefit.assessed.inputs.statementId !== statementId &&
        holds(benefits, benefit),
    )
    .flatMap(({ told }) => (told === null || told === 'erased' ? [] : told.parts));

/** Of a function the form says how much of it is lost; a part that is gone is gone. */
const mustSayLoss = ({ parts }: DisabilityForm, kind: DisabilityKind): void => {
  const needed = kind === 'partial_functional';
  const wrong = parts.findIndex(({ lossPercent }) => needed === (lossPercent === null));
  if (wrong !== -1) throw new Rejection('disability-loss', { number: wrong + 1 });
};
