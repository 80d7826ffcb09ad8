import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { Participant } from '../participant/domain/participant';
import { type KnownParticipant, ParticipantStreams } from '../participant/participant.streams';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { BenefitInputs } from '../payout/domain/benefit-inputs';
import { ProgrammeStreams } from '../programme/programme.streams';
import { ClaimedElsewhere } from './queries/claimed-elsewhere';
import {
  type AccidentReport,
  type Claim,
  type ClaimStatus,
  type DeathReport,
  eventDayOf,
  hasDied,
} from './domain/claim';
import type { AccidentAsk, AccidentFacts, ClaimCommand, ClaimFacts } from './domain/claim.commands';
import { claimDecider } from './domain/claim.decider';
import { claimStream, deathClaimId } from './domain/claim-ids';
import type { ClaimEvent } from './domain/claim.events';
import { NOTHING_ELSEWHERE } from './domain/claimed-once';
import { reportOf } from './domain/figures';

export type KnownClaim = Claim & { readonly report: AccidentReport | DeathReport };

/** An attempt to claim a death; nobody has reported it yet where its claim has no report. */
export type DeathAttempt = {
  readonly claimId: string;
  readonly attempt: number;
  readonly claim: Claim;
  readonly history: readonly RecordedEvent<ClaimEvent>[];
};

/** The attempts at the death of a participant that were voided, and the one that stands or may be reported next. */
export type DeathAttempts = {
  readonly voided: readonly DeathAttempt[];
  readonly standing: DeathAttempt;
};

/** The attempts whose day was wrong: two people have said so already, and what they recorded gives way to the next. */
export const ofWrongDay = (voided: DeathAttempts['voided']): readonly string[] =>
  voided
    .filter(({ claim }) => claim.voiding?.reasonCode === 'wrong_day')
    .map(({ claimId }) => claimId);

/** The participant as if nobody had told of a death on a day that was wrong: nothing is judged by that day. */
export const withoutWrongDay = <P extends Participant>(
  participant: P,
  voided: DeathAttempts['voided'],
): P =>
  participant.deathOfClaim !== null && ofWrongDay(voided).includes(participant.deathOfClaim)
    ? { ...participant, death: null, deathOfClaim: null }
    : participant;

/** Where the claim decider meets the store. One stream per case, with its payouts: claim-<id>. */
@Injectable()
export class ClaimStreams {
  constructor(
    private readonly streams: Streams,
    private readonly participants: ParticipantStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly elsewhere: ClaimedElsewhere,
  ) {}

  handle(
    claimId: string,
    command: ClaimCommand,
    context: CommandContext,
  ): Promise<Decided<ClaimEvent>> {
    const stream = claimStream(claimId);
    return decideAndAppend(this.streams, claimDecider, { stream, command, context });
  }

  history(claimId: string): Promise<readonly RecordedEvent<ClaimEvent>[]> {
    return this.streams.read(claimStream(claimId));
  }

  /** @throws Rejection `not-found` */
  async known(claimId: string): Promise<KnownClaim> {
    const claim = stateOf(claimDecider, await this.history(claimId));
    return { ...claim, report: reportOf(claim) };
  }

  /** Null where there is no such claim. */
  async statusOf(claimId: string): Promise<ClaimStatus | null> {
    const { report, status } = stateOf(claimDecider, await this.history(claimId));
    return report && status;
  }

  async deathAttempts(participantId: string): Promise<DeathAttempts> {
    const voided: DeathAttempt[] = [];
    for (let attempt = 1; ; attempt++) {
      const claimId = deathClaimId(participantId, attempt);
      const history = await this.history(claimId);
      const one = { claimId, attempt, claim: stateOf(claimDecider, history), history };
      // Voided is for ever: what was read of an earlier attempt cannot change while the next one is reported.
      if (one.claim.status !== 'voided') return { voided, standing: one };
      voided.push(one);
    }
  }

  /**
   * What a judgement looks at besides the claim, read afresh from the streams that own it.
   * @throws Rejection `already-reported` where the death of whoever was merged is claimed under the survivor as well
   */
  async factsOf(claim: KnownClaim): Promise<ClaimFacts> {
    const { report } = claim;
    const accidentClaimId = report.kind === 'death' ? report.accidentClaimId : null;
    // Whoever was merged lives, is covered and dies under another record; his claims go on.
    const person = await this.participants.survivorOf(report.participantId);
    await this.mustBeTheOnlyDeath(claim, person);
    const [known, terms, accident] = await Promise.all([
      this.participantOf(person),
      this.programmes.agreementOf(report.programme),
      accidentClaimId === null ? null : this.accidentOf(accidentClaimId, person),
    ]);
    const { payer, mode } = terms;
    const owedToHeirs = report.kind === 'accident' && hasDied(claim, known.participant);
    return {
      participant: known.participant,
      participantVersion: known.version,
      terms: { payer, mode },
      accident,
      heirs: owedToHeirs ? await this.heirsOf(person) : null,
      elsewhere: NOTHING_ELSEWHERE,
    };
  }

  /** The same for judging and sending some benefits: what may be claimed once is looked for in other claims too. */
  async factsFor(
    claimId: string,
    claim: KnownClaim,
    ...benefits: readonly (BenefitInputs | AccidentAsk)[]
  ): Promise<ClaimFacts> {
    const facts = await this.factsOf(claim);
    const elsewhere = await this.elsewhere.of(claimId, claim.report.participantId, benefits);
    return { ...facts, elsewhere };
  }

  /**
   * A death that was reported while its record was merged may stand beside the survivor's own claim: it gives way, so
   * that one death is never settled twice.
   */
  private async mustBeTheOnlyDeath({ report, status }: KnownClaim, person: string): Promise<void> {
    if (report.kind !== 'death' || status === 'voided' || report.participantId === person) return;
    const { claimId: existing, history } = (await this.deathAttempts(person)).standing;
    if (history.length > 0)
      throw new Rejection('already-reported', { existing, recorded: report.diedOn });
  }

  /** Whoever inherits, once the claim of the participant's death says so. */
  private async heirsOf(participantId: string): Promise<ClaimFacts['heirs']> {
    const { claim } = (await this.deathAttempts(participantId)).standing;
    return claim.heirs?.heirs ?? null;
  }

  /**
   * As the participant's own stream says; with the death of an accepted claim, from that moment on: the reaction that
   * writes it there comes a little later, and nobody is paid as if alive meanwhile.
   */
  private async participantOf(participantId: string): Promise<KnownParticipant> {
    const known = await this.participants.known(participantId);
    const { death, deathOfClaim } = known.participant;
    if (death && deathOfClaim === null) return known;
    const { voided, standing } = await this.deathAttempts(participantId);
    const { attempt, claim } = standing;
    if (death) return this.diedOnRightDay(known, voided, claim);
    const { report, acceptance, status } = claim;
    // What was told and is not there was retracted: by two people, or with the claim of an earlier attempt.
    const isNew = attempt > 1 && isTakenUp(status);
    if (known.deathTold && !isNew) return known;
    if (report?.kind !== 'death' || !acceptance) return known;
    const { diedOn, knownOn } = report;
    return { ...known, participant: { ...known.participant, death: { diedOn, knownOn } } };
  }

  /** A day that was wrong gives way to the one that was told since; until then the person is as dead as two people left him. */
  private diedOnRightDay(
    known: KnownParticipant,
    voided: DeathAttempts['voided'],
    { report }: Claim,
  ): KnownParticipant {
    const { participant } = known;
    const stands = withoutWrongDay(participant, voided) === participant;
    if (stands || report?.kind !== 'death') return known;
    const { diedOn, knownOn } = report;
    return { ...known, participant: { ...participant, death: { diedOn, knownOn } } };
  }

  /** The accident that a death names as its cause: of the same person, under whichever record, or it is no such claim. */
  async accidentOf(claimId: string, participantId: string): Promise<AccidentFacts> {
    const { report, status, conclusion } = await this.known(claimId);
    if (!(await this.isOf(report, participantId))) throw new Rejection('not-found');
    if (report.kind !== 'accident') throw new Rejection('wrong-claim-kind');
    const refused = status === 'refused' || status === 'withdrawn' || status === 'voided';
    const workAccident = !refused && conclusion?.outcome !== 'not_work_accident';
    const { reportedOn } = report;
    return { status, eventDay: eventDayOf(report), reportedOn, workAccident };
  }

  /** What was reported before two records of one person were merged stays in the claims of the one that was merged. */
  private async isOf({ participantId }: KnownClaim['report'], person: string): Promise<boolean> {
    return (
      participantId === person || (await this.participants.survivorOf(participantId)) === person
    );
  }
}

const isTakenUp = (status: ClaimStatus): boolean => status === 'accepted' || status === 'closed';
