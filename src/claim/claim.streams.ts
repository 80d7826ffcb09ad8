import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import { ParticipantStreams } from '../participant/participant.streams';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { ProgrammeStreams } from '../programme/programme.streams';
import { type AccidentReport, type Claim, type DeathReport, eventDayOf } from './domain/claim';
import type { AccidentFacts, ClaimCommand, ClaimFacts } from './domain/claim.commands';
import { claimDecider } from './domain/claim.decider';
import type { ClaimEvent } from './domain/claim.events';
import { reportOf } from './domain/figures';

export type KnownClaim = Claim & { readonly report: AccidentReport | DeathReport };

/** Where the claim decider meets the store. One stream per case, with its payouts: claim-<id>. */
@Injectable()
export class ClaimStreams {
  constructor(
    private readonly streams: Streams,
    private readonly participants: ParticipantStreams,
    private readonly programmes: ProgrammeStreams,
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

  /** What a judgement looks at besides the claim, read afresh from the streams that own it. */
  async factsOf({ report }: KnownClaim): Promise<ClaimFacts> {
    const accidentClaimId = report.kind === 'death' ? report.accidentClaimId : null;
    const [known, terms, accident] = await Promise.all([
      this.participants.known(report.participantId),
      this.programmes.agreementOf(report.programme),
      accidentClaimId === null ? null : this.accidentOf(accidentClaimId, report.participantId),
    ]);
    const { payer, mode } = terms;
    return {
      participant: known.participant,
      participantVersion: known.version,
      terms: { payer, mode },
      accident,
    };
  }

  /** The accident that a death names as its cause: of the same person, or it is no such claim. */
  async accidentOf(claimId: string, participantId: string): Promise<AccidentFacts> {
    const { report, status, conclusion } = await this.known(claimId);
    if (report.participantId !== participantId) throw new Rejection('not-found');
    if (report.kind !== 'accident') throw new Rejection('wrong-claim-kind');
    const refused = status === 'refused' || status === 'withdrawn';
    const workAccident = !refused && conclusion?.outcome !== 'not_work_accident';
    return { status, eventDay: eventDayOf(report), workAccident };
  }
}

export const claimStream = (claimId: string) => `claim-${claimId}` as const;
