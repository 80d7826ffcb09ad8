import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ClaimStreams, withoutWrongDay } from '../../claim/claim.streams';
import type { ClaimFacts } from '../../claim/domain/claim.commands';
import type { CauseOfDeath } from '../../claim/domain/claim.events';
import { NOTHING_ELSEWHERE } from '../../claim/domain/claimed-once';
import {
  accidentRight,
  alternativeTo,
  deathRight,
  type Right,
} from '../../claim/domain/eligibility';
import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { scholarshipRight, type ScholarshipRight } from '../../scholarship/domain/eligibility';

export type EligibilityAsked = {
  readonly participantId: string;
  readonly day: CalendarDay;
  readonly kind: 'accident' | 'death';
  readonly cause: CauseOfDeath;
  /** The day of the accident that a death by work came of; null: the same day. */
  readonly accidentOn: CalendarDay | null;
};

export type RightFound = Right & {
  readonly of: 'accident' | 'death';
  /** Whether it was asked about; else it stands beside it. */
  readonly asked: boolean;
  /** Of a death; of an accident, where it leaves a total permanent disability. */
  readonly scholarship: ScholarshipRight;
};

export type Eligibility = {
  /** Whoever was merged lives on as the survivor. */
  readonly participantId: string;
  readonly participantVersion: number;
  readonly rights: readonly RightFound[];
  /** The death that was reported already. */
  readonly deathClaimId: string | null;
  readonly death: { readonly diedOn: CalendarDay } | null;
};

export class CheckEligibilityQuery extends Query<Eligibility> {
  constructor(readonly asked: EligibilityAsked) {
    super();
  }
}

/**
 * What a report would come to, from the participant's own stream and by the functions that will decide it: so the answer
 * and a later assessment cannot differ. Nothing is written.
 */
@QueryHandler(CheckEligibilityQuery)
export class CheckEligibilityHandler implements IQueryHandler<CheckEligibilityQuery> {
  constructor(
    private readonly participants: ParticipantStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly claims: ClaimStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ asked }: CheckEligibilityQuery): Promise<Eligibility> {
    const participantId = await this.participants.survivorOf(asked.participantId);
    const known = await this.participants.known(participantId);
    const { version } = known;
    const { voided, standing } = await this.claims.deathAttempts(participantId);
    const participant = withoutWrongDay(known.participant, voided);
    const { payer, mode } = await this.programmes.agreementOf(participant.enrolment.programme);
    const facts: ClaimFacts & { readonly participant: typeof participant } = {
      participant,
      participantVersion: version,
      terms: { payer, mode },
      accident: null,
      heirs: null,
      elsewhere: NOTHING_ELSEWHERE,
    };
    const today = officeDayAt(this.clock.now());
    const question = { ...asked, participantId, reportedOn: today };
    const scholarshipOf = ({ deciding }: Pick<RightFound, 'deciding'>) =>
      scholarshipRight(participant, deciding, today);
    const death = (cause: CauseOfDeath, isAsked: boolean): RightFound => {
      const right = deathRight({ ...question, cause }, facts);
      return { of: 'death', asked: isAsked, ...right, scholarship: scholarshipOf(right) };
    };
    const accident = (): RightFound => {
      const right = accidentRight(question, facts);
      return { of: 'accident', asked: true, ...right, scholarship: scholarshipOf(right) };
    };
    const rights: readonly RightFound[] =
      asked.kind === 'death'
        ? [death(asked.cause, true), death(alternativeTo(asked.cause), false)]
        : [accident(), death('work_accident', false)];
    return {
      participantId,
      participantVersion: version,
      rights,
      deathClaimId: standing.history.length > 0 ? standing.claimId : null,
      death: participant.death,
    };
  }
}
