import type { BenefitLine } from '../../benefit-schedule/domain/benefit-line';
import { type LineSum, setOffByLine, type SinceThen } from '../../benefit-schedule/domain/set-off';
import { type Rupiah, rupiah, total } from '../../kernel/rupiah';
import type { DeathInputs, SetOff } from './benefit-inputs';
import type { Payee } from './benefit.events';
import { type Benefit, type Benefits, isLive } from './benefits';
import { inOrder } from './in-order';
import { heldOf } from './overpayments';
import { isOnItsWay, type Payout } from './payouts';

// What was paid for a death under an earlier cause counts against what is owed under another: nobody gets it twice.

type Named = { readonly payeeId: string; readonly onBehalfOf: string | null };

/** The heir that a payout or payee is for, whoever receives it. */
export const heirOf = ({ payeeId, onBehalfOf }: Named): string => onBehalfOf ?? payeeId;
export const heirOfPayee = ({ id, onBehalfOf }: Pick<Payee, 'id' | 'onBehalfOf'>): string =>
  onBehalfOf ?? id;

export const deathPayouts = ({ payouts }: Benefits): readonly Payout[] =>
  inOrder(payouts).filter(({ benefitKind }) => benefitKind === 'death');

export const deathBenefits = ({ benefits }: Benefits): readonly Benefit[] =>
  inOrder(benefits).filter(({ assessed }) => assessed.kind === 'death');

/** The decision that stands, or else the last one that another cause has superseded. */
export const standingDeath = (benefits: Benefits): Benefit | undefined =>
  liveDeath(benefits) ?? lastSuperseded(benefits);

export const liveDeath = (benefits: Benefits): Benefit | undefined =>
  deathBenefits(benefits).find(isLive);

export const lastSuperseded = (benefits: Benefits): Benefit | undefined =>
  deathBenefits(benefits).findLast(({ supersededBy }) => supersededBy !== null);

/** Whether the cause of the death was corrected after a decision: from then on what each heir holds is looked at as a whole. */
export const isCorrected = (benefits: Benefits): boolean => lastSuperseded(benefits) !== undefined;

/** What an heir holds, or will hold once it has arrived, from decisions other than that one. */
const paidTo = (heirId: string, benefits: Benefits, except: string | null): number =>
  deathPayouts(benefits)
    .filter((payout) => payout.benefitId !== except && heirOf(payout) === heirId)
    .reduce(
      (sum, payout) => sum + (isOnItsWay(payout) ? payout.amount : heldOf(payout, benefits)),
      0,
    );

/** What an heir holds of the money for this death. */
export const heldBy = (heirId: string, benefits: Benefits): number =>
  deathPayouts(benefits)
    .filter((payout) => heirOf(payout) === heirId)
    .reduce((sum, payout) => sum + heldOf(payout, benefits), 0);

/** So much of what a decision has set off is held by those it was set off for; the rest came back, or is on its way. */
export const setOffHeld = ({ assessed }: Pick<Benefit, 'assessed'>, benefits: Benefits): Rupiah =>
  total(
    (setOffIn(assessed)?.heirs ?? []).map(({ heirId, amount }) => {
      const held = deathPayouts(benefits)
        .filter((payout) => payout.benefitId !== assessed.benefitId && heirOf(payout) === heirId)
        .reduce((sum, payout) => sum + heldOf(payout, benefits), 0);
      return rupiah(Math.max(0, Math.min(amount, held)));
    }),
  );

/** The lines of a decision as they were owed when it was made: what it granted, and what it had set off. */
export const owedLines = ({ assessed }: Benefit): readonly LineSum[] =>
  assessed.lines.map(({ code, granted }) => ({
    code,
    amount: rupiah(granted + amountOf(setOffIn(assessed)?.lines ?? [], code)),
  }));

const amountOf = (lines: readonly LineSum[], code: string): number =>
  lines.find((line) => line.code === code)?.amount ?? 0;

/** What has changed between a decision on a death and the one whose place it took, as its inputs say. */
export const changedSince = ({
  arrearsPaidOn,
  factsCorrected,
}: Pick<DeathInputs, 'arrearsPaidOn' | 'factsCorrected'>): SinceThen => {
  if (arrearsPaidOn !== undefined) return 'arrears_paid';
  return factsCorrected ? 'facts_corrected' : 'cause_corrected';
};

/** What a decision on a death has set off; null where it has nothing to. */
export const setOffIn = (assessed: Benefit['assessed']): SetOff | null =>
  assessed.kind === 'death' ? (assessed.inputs.setOff ?? null) : null;

/** What a decision leaves an heir with in the end: what it pays him, and what it has set off. */
export const rightOf = (heirId: string, { assessed }: Pick<Benefit, 'assessed'>): number => {
  const payee = assessed.payees.find((one) => heirOfPayee(one) === heirId);
  return (payee?.amount ?? 0) + setOffFor(heirId, { assessed });
};

const setOffFor = (heirId: string, { assessed }: Pick<Benefit, 'assessed'>): number =>
  setOffIn(assessed)?.heirs.find((one) => one.heirId === heirId)?.amount ?? 0;

/**
 * What is set off against a death benefit; null where no earlier decision was superseded, or nothing of it was paid.
 * @param whole the lines and parts without a set-off
 * @param except the decision that is looked at again: its own payouts are what it pays
 */
export const setOffOf = (
  benefits: Benefits,
  whole: { readonly lines: readonly BenefitLine[]; readonly payees: readonly Payee[] },
  except: string | null,
): SetOff | null => {
  const earlier = lastSuperseded(benefits);
  if (!earlier) return null;
  const heirs = whole.payees
    .map((payee) => {
      const heirId = heirOfPayee(payee);
      return { heirId, amount: rupiah(Math.min(paidTo(heirId, benefits, except), payee.amount)) };
    })
    .filter(({ amount }) => amount > 0);
  if (heirs.length === 0) return null;

  const paid = total(heirs.map(({ amount }) => amount));
  return { heirs, lines: setOffByLine(paid, whole.lines, owedLines(earlier)) };
};

/** Each part less what its heir holds; whoever is owed nothing more is no payee. */
export const partsLessSetOff = (payees: readonly Payee[], { heirs }: SetOff): readonly Payee[] =>
  payees
    .map((payee) => {
      const held = heirs.find(({ heirId }) => heirId === heirOfPayee(payee))?.amount ?? 0;
      return { ...payee, amount: rupiah(payee.amount - held) };
    })
    .filter(({ amount }) => amount > 0);

/** Nobody has to approve it, or whoever has to has done so, the second above the limit of one included. */
export const isDecided = ({ status, approval }: Benefit): boolean =>
  status === 'settled' || (approval !== null && status !== 'awaiting_second');

/**
 * Whether so much may still go out to that heir, as the decision that stands has it. A payout of a superseded decision
 * that came back goes out again, as the one that stands has set it off.
 */
export const isOwedAfterAll = (payout: Payout, benefits: Benefits): boolean => {
  const standing = liveDeath(benefits);
  if (payout.benefitKind !== 'death' || !isCorrected(benefits)) return false;
  if (!standing || !isDecided(standing)) return false;
  const heirId = heirOf(payout);
  const { benefitId } = standing.assessed;
  if (payout.benefitId === benefitId)
    return rightOf(heirId, standing) - paidTo(heirId, benefits, null) >= payout.amount;
  const setOff = setOffFor(heirId, standing);
  return (
    payout.status === 'returned' && setOff - paidTo(heirId, benefits, benefitId) >= payout.amount
  );
};
