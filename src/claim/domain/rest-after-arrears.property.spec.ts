import * as fc from 'fast-check';
import { SCHEDULES } from '../../benefit-schedule/domain/schedules';
import { type Benefit, isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { heldOf } from '../../payout/domain/overpayments';
import type { Payout } from '../../payout/domain/payouts';
import { replay } from '../../payout/domain/replay';
import {
  approve,
  cancel,
  confirm,
  fail,
  giveBack,
  returnToAssessor,
  send,
  takeBack,
} from '../../payout/domain/testing/asks';
import type { ClaimCommand, ClaimFacts } from './claim.commands';
import type { ClaimEvent } from './claim.events';
import { arrearsPaid, inArrears, ready } from './testing/arrears';
import { claimAfter, replacementAsked, replacementLetGo, tried } from './testing/causes';
import { assessDeath } from './testing/claims';

// A death in arrears whose money goes any way, while the arrears are paid at any moment of it.

type History = readonly ClaimEvent[];
type Step = (history: History, read: ClaimFacts) => History;

const each = (history: History, commands: readonly ClaimCommand[]): History =>
  commands.reduce(tried, history);
const benefits = (history: History, where: (benefit: Benefit) => boolean) =>
  inOrder(claimAfter(history).benefits.benefits)
    .filter((benefit) => isLive(benefit) && where(benefit))
    .map(({ assessed }) => assessed.benefitId);
const payouts = (history: History, where: (payout: Payout) => boolean) =>
  inOrder(claimAfter(history).benefits.payouts).filter(where);
const first = (history: History, status: Payout['status']) =>
  payouts(history, (payout) => payout.status === status).slice(0, 1);
const isAssessed = ({ status }: Benefit): boolean => status === 'assessed';
const isApproved = ({ status }: Benefit): boolean => status === 'approved';

const payOne: Step = (history, read) =>
  first(history, 'scheduled').reduce((before, { payoutId, amount }) => {
    const sent = tried(before, send(payoutId, read));
    return sent === before ? sent : tried(sent, confirm(payoutId, amount, { reference: payoutId }));
  }, history);

const STEPS: Readonly<Record<string, Step>> = {
  assess: (history, read) => tried(history, assessDeath(read)),
  approve: (history, read) =>
    each(
      history,
      benefits(history, isAssessed).map((id) => approve(id, read)),
    ),
  payOne,
  failOne: (history, read) =>
    each(
      history,
      first(history, 'scheduled').flatMap(({ payoutId }) => [send(payoutId, read), fail(payoutId)]),
    ),
  oneComesBack: (history) =>
    each(
      history,
      first(history, 'confirmed').map(({ payoutId }) => giveBack(payoutId)),
    ),
  replace: (history) => replacementLetGo(replacementAsked(history)),
  cancelOne: (history) =>
    each(
      history,
      first(history, 'scheduled').map(({ payoutId }) => cancel(payoutId)),
    ),
  cancelAll: (history) =>
    each(
      history,
      payouts(history, ({ status }) => status === 'scheduled').map(({ payoutId }) =>
        cancel(payoutId),
      ),
    ),
  takeBack: (history) =>
    each(
      history,
      benefits(history, isApproved).map((id) => takeBack(id)),
    ),
  giveUp: (history) =>
    each(
      history,
      benefits(history, isAssessed).map((id) => returnToAssessor(id)),
    ),
};
const PAID = 'the arrears are paid';
const OFTEN = ['assess', 'approve', 'payOne', 'payOne'];
const walks = fc.array(fc.constantFrom(...Object.keys(STEPS), ...OFTEN, ...OFTEN, PAID), {
  maxLength: 24,
});

const heldIn = (history: History): number => {
  const state = claimAfter(history).benefits;
  return inOrder(state.payouts).reduce((sum, payout) => sum + heldOf(payout, state), 0);
};
const LEADING_ON: readonly string[] = [
  ...['takeBack', 'cancelAll', 'giveUp', 'assess', 'approve'],
  // Above the limit of one supervisor another one seconds.
  ...['replace', 'replace', 'payOne', 'payOne', 'payOne'],
];
/** Every step that leads on, often enough for whatever had stopped on the way. */
const settled = (history: History, read: ClaimFacts): History =>
  [...LEADING_ON, ...LEADING_ON, ...LEADING_ON, ...LEADING_ON].reduce(
    (before, name) => STEPS[name]?.(before, read) ?? before,
    history,
  );

it('nobody ever holds more than the funeral before they are paid, and 42,000,000 are held in the end', () => {
  const check = fc.property(walks, (names) => {
    let [history, read]: [History, ClaimFacts] = [ready, inArrears];
    for (const name of names) {
      if (name === PAID) read = arrearsPaid;
      history = STEPS[name]?.(history, read) ?? history;
      expect(heldIn(history)).toBeLessThanOrEqual(read === inArrears ? 10_000_000 : 42_000_000);
    }
    const end = settled(history, arrearsPaid);
    expect(heldIn(end)).toBe(42_000_000);
    const outcomes = inOrder(claimAfter(end).benefits.benefits).map(
      ({ assessed }) => replay(assessed, SCHEDULES).outcome,
    );
    expect(new Set(outcomes)).toEqual(new Set(['same']));
  });
  fc.assert(check, { numRuns: Number(process.env['KELAMBU_RUNS'] ?? 60) });
});
