import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt, yearOf } from '../../kernel/calendar-day';
import { caseNumber } from '../../kernel/case-number';
import { idFrom } from '../../kernel/name-based-id';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import {
  ClaimStreams,
  type DeathAttempt,
  type DeathAttempts,
  withoutWrongDay,
} from '../claim.streams';
import type { ReportDeath } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';
import { circumstancesOf } from './circumstances';

export type DeathTold = Pick<
  ReportDeath['data'],
  | 'participantId'
  | 'diedOn'
  | 'knownOn'
  | 'reportedOn'
  | 'cause'
  | 'accidentClaimId'
  | 'reporterRelation'
  | 'account'
  | 'reporter'
>;

export class ReportDeathCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly told: DeathTold,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * A person dies once: every report meets the same stream, whatever its day and cause, so that two settlements can
 * never come of one death. A next attempt opens only when this one is voided.
 */
@CommandHandler(ReportDeathCommand)
export class ReportDeathHandler implements ICommandHandler<ReportDeathCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ told: asTold, context }: ReportDeathCommand) {
    // Whoever was merged lives on in another stream: his reports go there.
    const participantId = await this.participants.survivorOf(asTold.participantId);
    const told = { ...asTold, participantId };
    const { accidentClaimId, diedOn } = told;
    const { participant } = await this.participants.known(participantId);
    const accident =
      accidentClaimId === null
        ? null
        : await this.claims.accidentOf(accidentClaimId, participantId);

    const attempts = await this.claims.deathAttempts(participantId);
    const { attempt, claimId } = attemptFor(attempts, context);
    const scheme = accident ? 'jkk' : 'jkm';
    const data = {
      claimId,
      ...told,
      attempt,
      number: caseNumber('KLM', yearOf(told.reportedOn), claimId),
      reporterId: idFrom(claimId, 'reporter'),
      ...circumstancesOf(
        withoutWrongDay(participant, attempts.voided),
        scheme,
        accident?.eventDay ?? diedOn,
      ),
      by: context.actor,
      today: officeDayAt(this.clock.now()),
    };
    return this.claims.handle(claimId, { type: 'ReportDeath', data }, context);
  }
}

/** A repeat of a report belongs to the attempt that it opened, also when that was voided since. */
const attemptFor = (
  { voided, standing }: DeathAttempts,
  { commandId }: CommandContext,
): DeathAttempt =>
  voided.find(({ history }) => history[0]?.metadata.commandId === commandId) ?? standing;
