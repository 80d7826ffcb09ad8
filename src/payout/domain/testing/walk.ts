import type { Claim } from '../../../claim/domain/claim';
import type { ClaimCommand } from '../../../claim/domain/claim.commands';
import type { ClaimEvent } from '../../../claim/domain/claim.events';
import { type Decider, stateOf } from '../../../kernel/decider';
import { Rejection } from '../../../kernel/rejection';
import { rupiah } from '../../../kernel/rupiah';
import { commandOf, type Office, type Wish } from './wishes';

export type ClaimDecider = Decider<Claim, ClaimCommand, ClaimEvent>;

/** A wish that was granted: what it recorded, and what the same command came to right after it. */
export type Step = {
  readonly command: ClaimCommand;
  readonly events: readonly ClaimEvent[];
  readonly repeat: readonly ClaimEvent[] | Rejection;
  readonly history: readonly ClaimEvent[];
  readonly claim: Claim;
};

/** Anything but events and a Rejection is a fault of the decider, and ends the walk by being thrown. */
export const outcomeOf = (decider: ClaimDecider, command: ClaimCommand, claim: Claim) => {
  try {
    return decider.decide(command, claim);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
};

/** Every wish in its turn, from a claim that has come so far. */
export const walk = (
  decider: ClaimDecider,
  start: readonly ClaimEvent[],
  asked: readonly Wish[],
): readonly Step[] => {
  const steps: Step[] = [];
  let history = start;
  let claim = stateOf(decider, start);
  const office: Office = {
    mode: start[0]?.type === 'DeathReported' ? 'disbursed' : 'recorded',
    limit: start.some(({ type }) => type === 'SecondApprovalRequired') ? rupiah(1_000_000) : null,
  };
  for (const wish of asked) {
    const command = commandOf(wish, claim, office);
    const events = command ? outcomeOf(decider, command, claim) : [];
    if (!command || events instanceof Rejection || events.length === 0) continue;
    history = [...history, ...events];
    claim = events.reduce(decider.evolve, claim);
    steps.push({ command, events, repeat: outcomeOf(decider, command, claim), history, claim });
  }
  return steps;
};
