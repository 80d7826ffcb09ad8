import { Injectable } from '@nestjs/common';
import { claimDecider } from '../claim/domain/claim.decider';
import type { ClaimEvent } from '../claim/domain/claim.events';
import { stateOf } from '../kernel/decider';
import { idFrom } from '../kernel/name-based-id';
import { Streams } from '../platform/event-store/decide-and-append';
import type { OwnCases } from './domain/participant.commands';

/** A claim in such a state pays nothing and can be opened again only by a supervisor. */
const OVER: readonly string[] = ['refused', 'withdrawn', 'voided'];

/** The death claims and the scholarship of a participant, found by their names and read from their own streams. */
@Injectable()
export class CasesOfParticipant {
  constructor(private readonly streams: Streams) {}

  async ownCases(participantId: string): Promise<OwnCases> {
    const [deathClaims, scholarship] = await Promise.all([
      this.deathClaims(participantId),
      this.streams.store.readStream(`scholarship-${idFrom(participantId, 'scholarship')}`, {
        limit: 1,
      }),
    ]);
    return {
      deathClaim: deathClaims.some((status) => status !== 'voided'),
      scholarship: scholarship.length > 0,
    };
  }

  async isDeathClaimed(participantId: string): Promise<boolean> {
    return (await this.deathClaims(participantId)).some((status) => !OVER.includes(status));
  }

  /** The state of each attempt: a next one opens only when the one before is voided. */
  private async deathClaims(participantId: string): Promise<readonly string[]> {
    const states: string[] = [];
    for (let attempt = 1; ; attempt++) {
      const claimId = idFrom(participantId, 'death', attempt);
      const [history = []] = await this.streams.readMany<ClaimEvent>([`claim-${claimId}`], {
        personal: 'sealed',
      });
      if (history.length === 0) return states;
      states.push(stateOf(claimDecider, history).status);
    }
  }
}
