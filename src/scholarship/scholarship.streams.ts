import { Injectable } from '@nestjs/common';
import { ClaimStreams } from '../claim/claim.streams';
import { MergedRecords } from '../claim/queries/merged-records';
import type { CalendarDay } from '../kernel/calendar-day';
import { stateOf } from '../kernel/decider';
import { idFrom } from '../kernel/name-based-id';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { ageLimitOn, reachesLimitOn } from './domain/age-limit';
import { basisOf, isGone } from './domain/basis';
import type { Scholarship } from './domain/scholarship';
import type { ScholarshipCommand, ScholarshipFacts } from './domain/scholarship.commands';
import { scholarshipDecider } from './domain/scholarship.decider';
import type { ScholarshipEvent } from './domain/scholarship.events';

export type KnownScholarship = Scholarship & {
  readonly request: NonNullable<Scholarship['request']>;
};

/** Where the scholarship decider meets the store. One stream per participant, with its payouts: scholarship-<id>. */
@Injectable()
export class ScholarshipStreams {
  constructor(
    private readonly streams: Streams,
    private readonly claims: ClaimStreams,
    private readonly merged: MergedRecords,
  ) {}

  handle(
    scholarshipId: string,
    command: ScholarshipCommand,
    context: CommandContext,
  ): Promise<Decided<ScholarshipEvent>> {
    const stream = scholarshipStream(scholarshipId);
    return decideAndAppend(this.streams, scholarshipDecider, { stream, command, context });
  }

  history(scholarshipId: string): Promise<readonly RecordedEvent<ScholarshipEvent>[]> {
    return this.streams.read(scholarshipStream(scholarshipId));
  }

  /** @throws Rejection `not-found` */
  async known(scholarshipId: string): Promise<KnownScholarship> {
    const scholarship = stateOf(scholarshipDecider, await this.history(scholarshipId));
    const { request } = scholarship;
    if (!request) throw new Rejection('not-found');
    return { ...scholarship, request };
  }

  /**
   * One human has one, whichever record the claim that gives the right was told under: that of who survived the merges.
   * What was begun under a merged record, by an earlier release or while it was being merged, stays there.
   * @throws ProjectionBehind where the read model that knows the records does not catch up in time
   */
  async ofClaim(
    claimId: string,
  ): Promise<{ readonly scholarshipId: string; readonly participantId: string }> {
    const { participantId: told } = (await this.claims.known(claimId)).report;
    const records = await this.merged.recordsOf(told);
    const participantId =
      (await this.firstAsked(new Set([told, ...records]))) ?? records[0] ?? told;
    return { scholarshipId: scholarshipOf(participantId), participantId };
  }

  private async firstAsked(records: ReadonlySet<string>): Promise<string | null> {
    for (const record of records)
      if ((await this.requestOf(scholarshipOf(record))) !== null) return record;
    return null;
  }

  /** Null where nobody has asked for it yet. */
  async requestOf(scholarshipId: string): Promise<Scholarship['request']> {
    return stateOf(scholarshipDecider, await this.history(scholarshipId)).request;
  }

  /** The day on which a child reaches the age limit; null where there is none, or its birth date is not on record. */
  async ageLimitOf({ request }: KnownScholarship, childId: string): Promise<CalendarDay | null> {
    const { claim, participant } = await this.factsOf(request.claimId);
    const member = participant.family.find(({ memberId }) => memberId === childId);
    return member ? reachesLimitOn(ageLimitOn(claim.decidingDay), member) : null;
  }

  /** Whether the claim that it rested on gives no right any more, whatever becomes of it. */
  async basisIsGone(claimId: string): Promise<boolean> {
    return isGone(await this.claims.known(claimId));
  }

  /** What a judgement looks at besides the scholarship: the claim that gives the right, and the participant. */
  async factsOf(claimId: string): Promise<ScholarshipFacts> {
    const claim = await this.claims.known(claimId);
    const facts = await this.claims.factsOf(claim);
    return { ...facts, claim: basisOf(claimId, claim, facts.accident) };
  }
}

const scholarshipOf = (participantId: string): string => idFrom(participantId, 'scholarship');

export const scholarshipStream = (scholarshipId: string) => `scholarship-${scholarshipId}` as const;
