import * as fc from 'fast-check';
import type { ClaimEvent } from '../claim.events';
import {
  approvedAfter,
  arrived,
  arrivedLate,
  assessedAnew,
  cameBack,
  claimAfter,
  correctedTo,
  failedOnce,
  heldAfter,
  paidAfter,
  repaidAfter,
  replacementAsked,
  replacementLetGo,
  secondedAfter,
  takenBackAfter,
} from './causes';

// Corrections of a cause of death, approvals, seconding, payments and repayments, in any order.

type Step = (history: readonly ClaimEvent[]) => readonly ClaimEvent[];

const firstArrives: Step = (history) => {
  const scheduled = Object.values(claimAfter(history).benefits.payouts).find(
    ({ status }) => status === 'scheduled',
  );
  return scheduled ? arrived(history, scheduled.payoutId) : history;
};
export const STEPS: Readonly<Record<string, Step>> = {
  accident: (history) => correctedTo(history, 'work_accident'),
  illness: (history) => correctedTo(history, 'illness'),
  other: (history) => correctedTo(history, 'other'),
  approve: approvedAfter,
  hold: heldAfter,
  second: secondedAfter,
  takeBack: (history) => takenBackAfter(history, 'approved', 'awaiting_second'),
  assess: assessedAnew,
  ask: replacementAsked,
  letGo: replacementLetGo,
  arriveLate: arrivedLate,
  pay: paidAfter,
  payOne: firstArrives,
  failOne: failedOnce,
  oneComesBack: cameBack,
  repayAll: (history) => repaidAfter(history, 100),
  repayHalf: (history) => repaidAfter(history, 50),
};

const OFTEN = ['accident', 'illness', 'approve', 'pay', 'payOne', 'oneComesBack'];
export const walks = fc.array(fc.constantFrom(...Object.keys(STEPS), ...OFTEN, ...OFTEN), {
  minLength: 1,
  maxLength: 18,
});

/** Where a claim has come after each of these steps in turn. */
export const walked = (names: readonly string[], start: readonly ClaimEvent[]) =>
  names.reduce<readonly ClaimEvent[]>((history, name) => STEPS[name]?.(history) ?? history, start);
