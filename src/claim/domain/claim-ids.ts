import { idFrom } from '../../kernel/name-based-id';

export const claimStream = (claimId: string) => `claim-${claimId}` as const;

/** A person dies once: every report of it meets the same stream, until an attempt is voided. */
export const deathClaimId = (participantId: string, attempt: number): string =>
  idFrom(participantId, 'death', attempt);
