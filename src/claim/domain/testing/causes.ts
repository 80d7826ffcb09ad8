import { stateOf } from '../../../kernel/decider';
import { Rejection } from '../../../kernel/rejection';
import { rupiah } from '../../../kernel/rupiah';
import type { BenefitStatus } from '../../../payout/domain/benefits';
import { isOver, type Payout } from '../../../payout/domain/payouts';
import {
  approve,
  approveReplacement,
  cancel,
  confirm,
  fail,
  giveBack,
  repay,
  requestReplacement,
  returnToAssessor,
  second,
  secondReplacement,
  send,
  takeBack,
} from '../../../payout/domain/testing/asks';
import type { Claim } from '../claim';
import type {
  ApproveCauseCorrection,
  ClaimCommand,
  ClaimFacts,
  CorrectedFacts,
  RequestCauseCorrection,
} from '../claim.commands';
import { claimDecider } from '../claim.decider';
import type { CauseOfDeath, ClaimEvent } from '../claim.events';
import { assessDeath, claimId } from './claims';
import { accidentAtWork, facts, today } from './people';

// What is asked for when the cause of a death turns out to be another, and how the money goes on from there.

const isByWork = (cause: CauseOfDeath): boolean =>
  cause === 'work_accident' || cause === 'occupational_disease';

/** What is read elsewhere for a death of that cause: the accident of four days before it, where work was. */
export const factsOfCause = (cause: CauseOfDeath, changed: Partial<ClaimFacts> = {}): ClaimFacts =>
  facts({ accident: isByWork(cause) ? accidentAtWork : null, ...changed });

export const factsFrom = (
  from: CauseOfDeath,
  to: CauseOfDeath,
  changed: Partial<ClaimFacts> = {},
): CorrectedFacts => ({ now: factsOfCause(from), corrected: factsOfCause(to, changed) });

export const requestCause = (
  to: CauseOfDeath,
  changed: Partial<RequestCauseCorrection['data']> = {},
): RequestCauseCorrection => ({
  type: 'RequestCauseCorrection',
  data: {
    ...{ claimId, today, by: 'siti', requestId: 'req-1', to, reasonCode: 'inspector_found' },
    accidentClaimId: isByWork(to) ? 'clm-accident' : null,
    facts: factsFrom(isByWork(to) ? 'illness' : 'work_accident', to),
    ...changed,
  },
});
export const approveCause = (
  to: CauseOfDeath,
  changed: Partial<ApproveCauseCorrection['data']> = {},
): ApproveCauseCorrection => ({
  type: 'ApproveCauseCorrection',
  data: {
    ...{ claimId, today, by: 'budi', requestId: 'req-1' },
    facts: factsFrom(isByWork(to) ? 'illness' : 'work_accident', to),
    ...changed,
  },
});

/** The history with what these commands add to it; each must be granted. */
export const after = (
  history: readonly ClaimEvent[],
  ...commands: readonly ClaimCommand[]
): readonly ClaimEvent[] =>
  commands.reduce(
    (before, command) => [
      ...before,
      ...claimDecider.decide(command, stateOf(claimDecider, before)),
    ],
    history,
  );

/** The same, where what is refused adds nothing. */
export const tried = (history: readonly ClaimEvent[], command: ClaimCommand) => {
  try {
    return after(history, command);
  } catch (error) {
    if (error instanceof Rejection) return history;
    throw error;
  }
};

export const claimAfter = (history: readonly ClaimEvent[]): Claim => stateOf(claimDecider, history);

export const causeOf = (history: readonly ClaimEvent[]): CauseOfDeath => {
  const { report } = claimAfter(history);
  return report?.kind === 'death' ? report.cause : 'unknown';
};

const payoutsWith = (history: readonly ClaimEvent[], status: Payout['status']) =>
  Object.values(claimAfter(history).benefits.payouts).filter((one) => one.status === status);

/** Whatever is assessed is approved. */
export const approvedAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] => {
  const read = factsOfCause(causeOf(history));
  return Object.values(claimAfter(history).benefits.benefits)
    .filter(({ status, supersededBy }) => status === 'assessed' && supersededBy === null)
    .reduce((before, { assessed }) => tried(before, approve(assessed.benefitId, read)), history);
};

/** The same, and whatever is scheduled is sent and arrives. */
export const paidAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] => {
  const approved = approvedAfter(history);
  return payoutsWith(approved, 'scheduled').reduce(
    (before, { payoutId }) => arrived(before, payoutId),
    approved,
  );
};

export const arrived = (history: readonly ClaimEvent[], payoutId: string) => {
  const read = factsOfCause(causeOf(history));
  const payout = claimAfter(history).benefits.payouts[payoutId];
  const sent = tried(history, send(payoutId, read));
  return payout && sent !== history
    ? tried(sent, confirm(payoutId, payout.amount, { reference: payoutId }))
    : history;
};

/** As often as it takes: stale assessments are made anew, what is over goes out again, and everything arrives. */
export const settledAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] => {
  const next = paidAfter(replacedAfter(renewedAfter(history)));
  return next.length === history.length ? history : settledAfter(next);
};

/** Above the limit of one supervisor, so that another has to second it. */
export const heldAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] => {
  const read = factsOfCause(causeOf(history));
  return Object.keys(claimAfter(history).benefits.benefits).reduce(
    (before, id) => tried(before, approve(id, read, 'budi', rupiah(1_000_000))),
    history,
  );
};

const benefitsWith = (history: readonly ClaimEvent[], status: BenefitStatus) =>
  Object.values(claimAfter(history).benefits.benefits)
    .filter((one) => one.status === status)
    .map(({ assessed }) => assessed.benefitId);

/** Whatever waits for a second approval and still stands has it. */
export const secondedAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] =>
  benefitsWith(history, 'awaiting_second').reduce(
    (before, id) => tried(before, second(id, factsOfCause(causeOf(history)))),
    history,
  );

/** ... and every approval that may be taken back is. */
export const takenBackAfter = (
  history: readonly ClaimEvent[],
  ...statuses: readonly BenefitStatus[]
): readonly ClaimEvent[] =>
  statuses
    .flatMap((status) => benefitsWith(history, status))
    .reduce((before, id) => tried(before, takeBack(id)), history);

const renewedAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] => {
  const paid = paidAfter(takenBackAfter(secondedAfter(history), 'awaiting_second'));
  const stale = Object.values(claimAfter(paid).benefits.benefits).filter(
    ({ status, supersededBy }) => status === 'assessed' && supersededBy === null,
  );
  const returned = stale.reduce(
    (before, { assessed }) => tried(before, returnToAssessor(assessed.benefitId)),
    paid,
  );
  return assessedAnew(returned);
};

const replacedAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] =>
  replacementLetGo(replacementAsked(history));

/** One of the payouts that arrived comes back. */
export const cameBack = (history: readonly ClaimEvent[]) => {
  const [payout] = payoutsWith(history, 'confirmed');
  return payout ? tried(history, giveBack(payout.payoutId)) : history;
};

/** One of the scheduled payouts is sent and fails. */
export const failedOnce = (history: readonly ClaimEvent[]) => {
  const [payout] = payoutsWith(history, 'scheduled');
  if (!payout) return history;
  const sent = tried(history, send(payout.payoutId, factsOfCause(causeOf(history))));
  return tried(sent, fail(payout.payoutId));
};

export const correctedTo = (
  history: readonly ClaimEvent[],
  to: CauseOfDeath,
): readonly ClaimEvent[] => {
  const both = factsFrom(causeOf(history), to);
  const requestId = `req-${history.length}`;
  const asked = tried(history, requestCause(to, { requestId, facts: both }));
  return asked === history ? history : tried(asked, approveCause(to, { requestId, facts: both }));
};

/** So much of each open overpayment comes back. */
export const repaidAfter = (history: readonly ClaimEvent[], percent: number) =>
  Object.values(claimAfter(history).benefits.overpayments).reduce(
    (before, { overpaymentId, amount, setOff }) =>
      tried(
        before,
        repay(overpaymentId, Math.floor(((amount - setOff) * percent) / 100), {
          reference: `sts-${before.length}`,
        }),
      ),
    history,
  );

export const assessedAnew = (history: readonly ClaimEvent[]) =>
  tried(history, assessDeath(factsOfCause(causeOf(history))));

/** Whatever is over is asked for once more, by Joko; above the limit of one, Dewi and Tono let it go. */
export const replacementAsked = (history: readonly ClaimEvent[]): readonly ClaimEvent[] =>
  Object.values(claimAfter(history).benefits.payouts)
    .filter(isOver)
    .reduce((before, { payoutId }) => tried(before, requestReplacement(payoutId)), history);

export const replacementLetGo = (history: readonly ClaimEvent[]): readonly ClaimEvent[] =>
  Object.values(claimAfter(history).benefits.replacements).reduce(
    (before, { payoutId, awaitsSecond }) =>
      tried(
        before,
        awaitsSecond
          ? secondReplacement(payoutId)
          : approveReplacement(payoutId, 'dewi', rupiah(1_000_000)),
      ),
    history,
  );

/** One that was taken for failed had arrived after all. */
export const arrivedLate = (history: readonly ClaimEvent[]) => {
  const [payout] = payoutsWith(history, 'failed');
  return payout ? tried(history, confirm(payout.payoutId, payout.amount)) : history;
};

/** Nothing is on its way any more, and everybody gives back all that he holds. */
export const allBackAfter = (history: readonly ClaimEvent[]): readonly ClaimEvent[] => {
  const stopped = payoutsWith(history, 'scheduled').reduce(
    (before, { payoutId }) => tried(before, cancel(payoutId)),
    history,
  );
  return payoutsWith(stopped, 'confirmed').reduce(
    (before, { payoutId }) => tried(before, giveBack(payoutId)),
    stopped,
  );
};
