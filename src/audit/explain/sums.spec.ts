import * as fc from 'fast-check';
import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { stateOf } from '../../kernel/decider';
import { rupiah } from '../../kernel/rupiah';
import { deathId, treatmentId } from '../../payout/domain/testing/benefits';
import {
  confirmed,
  deathApproved,
  deathReady,
  failed,
  overpaymentFound,
  replacedBy,
  scheduled,
  sent,
  treatmentGranted,
  widows,
} from '../../payout/domain/testing/payouts';
import { deathAssessed, toWidow } from '../../payout/domain/testing/benefits';
import { walk } from '../../payout/domain/testing/walk';
import { wishes } from '../../payout/domain/testing/wishes';
import { caseChecks } from './case-sums';
import { aboutOf } from './steps';
import { chainsOf, type Check, checksOf, counts, moneyCheck, sumsOf } from './sums';

const foldOf = (history: readonly ClaimEvent[]) => stateOf(claimDecider, history).benefits;
const benefitIn = (history: readonly ClaimEvent[], id: string) => {
  const benefit = foldOf(history).benefits[id];
  if (!benefit) throw new Error('There is no such benefit.');
  return benefit;
};
const checksIn = (history: readonly ClaimEvent[]): readonly Check[] => {
  const benefits = foldOf(history);
  return [
    ...Object.values(benefits.benefits).flatMap((one) => checksOf(one, sumsOf(benefits, one))),
    ...caseChecks(benefits, history),
    moneyCheck(benefits, history),
  ];
};
const brokenIn = (history: readonly ClaimEvent[]) =>
  checksIn(history).flatMap(({ level, holds }) => (holds ? [] : [level]));

describe('The sums of a death of 42,000,000', () => {
  it('are claimed, granted and shared before anything is ordered', () =>
    expect(sumsOf(foldOf(deathReady), benefitIn(deathReady, deathId))).toMatchObject({
      ...{ claimed: 42_000_000, granted: 42_000_000, adjusted: 0 },
      ...{ shares: 42_000_000, ordered: 0, arrived: 0 },
    }));

  it('stay one sum while a payout fails, is replaced and arrives', () => {
    const next = scheduled(deathAssessed, toWidow, { n: 1 });
    const { payoutId } = widows.data;
    const history = [
      ...deathApproved,
      sent(payoutId),
      failed(payoutId),
      ...replacedBy(next),
      sent(next.data.payoutId),
      confirmed(next.data.payoutId, next.data.amount),
    ];
    expect(sumsOf(foldOf(history), benefitIn(history, deathId))).toMatchObject({
      ...{ shares: 42_000_000, ordered: 42_000_000, notPaid: 0 },
      ...{ arrived: 10_500_000, onItsWay: 31_500_000 },
    });
    expect(chainsOf(foldOf(history), deathId).map(({ length }) => length)).toEqual([2, 1, 1]);
    expect(brokenIn(history)).toEqual([]);
  });
});

it('A bill is claimed at more than it grants, and the rest is told', () =>
  expect(sumsOf(foldOf(treatmentGranted), benefitIn(treatmentGranted, treatmentId))).toMatchObject({
    claimed: 3_700_000,
    adjusted: 500_000,
    granted: 3_200_000,
  }));

it('An overpayment is told with its payout, and a paper with the case', () => {
  const found = overpaymentFound(widows);
  expect(aboutOf(found, foldOf(deathApproved))).toEqual({
    of: 'payout',
    benefitId: deathId,
    payoutId: widows.data.payoutId,
  });
});

describe('Whatever was asked for, in any order', () => {
  it.each([
    ['a death that the office pays', deathApproved],
    ['a treatment that BPJS pays', treatmentGranted],
  ])('every level adds up, of %s', (_, start) => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const history = walk(claimDecider, start, asked).at(-1)?.history ?? start;
        expect(brokenIn(history)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('It is seen where', () => {
  const tampered = (change: (data: typeof deathAssessed.data) => typeof deathAssessed.data) =>
    deathApproved.map((event) =>
      event.type === 'BenefitAssessed' ? { ...event, data: change(deathAssessed.data) } : event,
    );

  it('a line was changed', () =>
    expect(
      brokenIn(
        tampered((data) => ({
          ...data,
          lines: data.lines.map((line) => ({ ...line, granted: rupiah(line.granted - 1) })),
        })),
      ),
    ).toEqual(['total', 'granted', 'granted']));
  it('a share was changed', () =>
    expect(
      brokenIn(
        tampered((data) => ({
          ...data,
          payees: data.payees.map((payee) => ({ ...payee, amount: rupiah(payee.amount + 1) })),
        })),
      ),
    ).toEqual(['shares', 'payouts']));
  it('a payout is missing', () =>
    expect(brokenIn(deathApproved.filter((event) => event !== widows))).toEqual(['payouts']));
  it('a fold has forgotten a confirmation', () => {
    const { payoutId, amount } = widows.data;
    const benefits = foldOf(deathApproved);
    const history = [...deathApproved, sent(payoutId), confirmed(payoutId, amount)];
    expect(moneyCheck(benefits, history)).toMatchObject({ holds: false });
  });
});

it('An assessment that another one takes the place of does not count', () => {
  const later = {
    ...deathAssessed,
    data: { ...deathAssessed.data, benefitId: 'later', supersedes: deathId },
  };
  const benefits = foldOf([...deathReady, later]);
  expect(Object.values(benefits.benefits).map((one) => counts(benefits, one))).toEqual([
    false,
    true,
  ]);
});
