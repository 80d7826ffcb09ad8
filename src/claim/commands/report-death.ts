import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt, yearOf } from '../../kernel/calendar-day';
import { caseNumber } from '../../kernel/case-number';
import { idFrom } from '../../kernel/name-based-id';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams, type DeathAttempt, withoutWrongDay } from '../claim.streams';
import type { ReportDeath } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';
import { MergedRecords } from '../queries/merged-records';
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
 * never come of one death. A next attempt opens only when this one is voided. A person may have been enrolled twice: the
 * attempts under the records that were merged into one are attempts at the same death.
 */
@CommandHandler(ReportDeathCommand)
export class ReportDeathHandler implements ICommandHandler<ReportDeathCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
    private readonly merged: MergedRecords,
    private readonly clock: Clock,
  ) {}

  async execute({ told: asTold, context }: ReportDeathCommand) {
    // Whoever was merged lives on in another stream: his reports go there.
    const participantId = await this.participants.survivorOf(asTold.participantId);
    const { accidentClaimId, diedOn } = asTold;
    const { participant } = await this.participants.known(participantId);
    const accident =
      accidentClaimId === null
        ? null
        : await this.claims.accidentOf(accidentClaimId, participantId);

    const attempts = await this.claims.deathAttempts(participantId);
    const { attempt, claimId, record } = await this.attemptFor(participantId, context);
    const scheme = accident ? 'jkk' : 'jkm';
    const data = {
      claimId,
      ...asTold,
      participantId: record,
      attempt,
      number: caseNumber('KLM', yearOf(asTold.reportedOn), claimId),
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

  /**
   * A repeat of a report belongs to the attempt that it opened, also when that was voided since. Where a claim stands
   * under a record that was merged while it was reported, every other report meets that one.
   */
  private async attemptFor(survivor: string, { commandId }: CommandContext): Promise<OfRecord> {
    const records = [survivor, ...(await this.merged.ofAll(survivor))];
    const each = await Promise.all(
      records.map(async (record) => {
        const { voided, standing } = await this.claims.deathAttempts(record);
        return [...voided, standing].map((one): OfRecord => ({ ...one, record }));
      }),
    );
    const reported = each.flat().filter(({ history }) => history.length > 0);
    const found =
      reported.find(({ history }) => history[0]?.metadata.commandId === commandId) ??
      reported.find(({ claim }) => claim.status !== 'voided') ??
      each[0]?.at(-1);
    if (!found) throw new Error('A next attempt is always open.');
    return found;
  }
}

/** An attempt, and the record of the participant that names it. */
type OfRecord = DeathAttempt & { readonly record: string };
