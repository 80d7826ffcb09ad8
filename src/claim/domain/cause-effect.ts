import { type BenefitLine, less, totalGranted } from '../../benefit-schedule/domain/benefit-line';
import { deathLines } from '../../benefit-schedule/domain/death-benefit';
import type { LineSum } from '../../benefit-schedule/domain/set-off';
import { rupiah, total } from '../../kernel/rupiah';
import { heirOfPayee, heldBy, owedLines, standingDeath } from '../../payout/domain/set-off';
import type { Claim } from './claim';
import type { ClaimFacts, CorrectedFacts } from './claim.commands';
import type { CauseEffect } from './claim.events';
import { coverOf, inheritedOf } from './figures';
import { partsAmong } from './payees';

/**
 * What another cause changes: line by line between the decision that stands and the new right, and heir by heir between
 * that right and what was paid.
 * @param corrected the claim under the other cause
 */
export const effectOf = (claim: Claim, corrected: Claim, facts: CorrectedFacts): CauseEffect => {
  const standing = standingDeath(claim.benefits);
  const [before, after] = [rightOf(claim, facts.now), rightOf(corrected, facts.corrected)];
  const linesBefore = standing ? owedLines(standing) : granted(before.lines);
  const lines = after.lines.map(({ code, granted: owed, reasons }) => {
    const decided = linesBefore.find((line) => line.code === code)?.amount ?? rupiah(0);
    const why = reasons.length > 0 ? { reasons } : {};
    return { code, before: decided, after: owed, difference: owed - decided, ...why };
  });
  const heirs = heirsIn(claim, after.lines);
  return {
    before: {
      ...(standing ? termsOf(standing.assessed) : termsOf(before)),
      total: total(lines.map((line) => line.before)),
    },
    after: { ...termsOf(after), total: totalGranted(after.lines) },
    lines,
    difference: lines.reduce((sum, { difference }) => sum + difference, 0),
    paid: total(heirs.map(({ paid }) => paid)),
    toPay: claim.heirs ? total(heirs.map(({ toPay }) => toPay)) : totalGranted(after.lines),
    toCollect: total(heirs.map(({ toCollect }) => toCollect)),
    heirs,
  };
};

const rightOf = (claim: Claim, facts: ClaimFacts) => {
  const { schedule, scheduleId, scheme, decidingDay, inputs } = coverOf(claim, facts);
  const due = deathLines(schedule, { ...inputs, scheme, decidingDay });
  const lines = inheritedOf(due, scheme, claim.heirs);
  return { scheme, scheduleId, decidingDay, lines };
};

const termsOf = ({
  scheme,
  scheduleId,
  decidingDay,
}: Pick<CauseEffect['before'], 'scheme' | 'scheduleId' | 'decidingDay'>) => ({
  ...{ scheme, scheduleId, decidingDay },
});

const granted = (lines: readonly BenefitLine[]): readonly LineSum[] =>
  lines.map(({ code, granted: amount }) => ({ code, amount }));

/** What each heir has, is owed in the end, and is therefore to be paid or asked back. */
const heirsIn = (
  { heirs, benefits }: Claim,
  lines: readonly BenefitLine[],
): CauseEffect['heirs'] => {
  const payees = heirs ? partsAmong(heirs, totalGranted(lines)) : [];
  return payees.map((payee) => {
    const [paid, right] = [rupiah(heldBy(heirOfPayee(payee), benefits)), payee.amount];
    const [toPay, toCollect] = [less(right, paid), less(paid, right)];
    return { heirId: heirOfPayee(payee), right, paid, toPay, toCollect };
  });
};
