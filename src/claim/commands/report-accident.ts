import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CalendarDay, officeDayAt, yearOf } from '../../kernel/calendar-day';
import { caseNumber } from '../../kernel/case-number';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import { MergedRecords } from '../queries/merged-records';
import type { ReportAccident } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';
import { circumstancesOf } from './circumstances';

export type AccidentTold = Pick<
  ReportAccident['data'],
  | 'participantId'
  | 'occurrence'
  | 'reasonCode'
  | 'accidentKind'
  | 'occurredOn'
  | 'diagnosedOn'
  | 'reportedOn'
  | 'reporterRelation'
  | 'suspected'
  | 'onRoad'
  | 'account'
  | 'reporter'
>;

export class ReportAccidentCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly told: AccidentTold,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The participant, the day and the occurrence name the claim: the same accident always meets the same stream. */
@CommandHandler(ReportAccidentCommand)
export class ReportAccidentHandler implements ICommandHandler<ReportAccidentCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
    private readonly merged: MergedRecords,
    private readonly clock: Clock,
  ) {}

  async execute({ told: asTold, context }: ReportAccidentCommand) {
    // Whoever was merged lives on in another stream: his reports go there.
    const participantId = await this.participants.survivorOf(asTold.participantId);
    const told = { ...asTold, participantId };
    const eventDay = told.occurredOn ?? told.diagnosedOn;
    if (!eventDay || (told.occurredOn && told.diagnosedOn)) throw new Rejection('one-event-day');
    const { participant } = await this.participants.known(told.participantId);
    const claimId = accidentClaimId(told.participantId, eventDay, told.occurrence);
    await this.mustBeTheOnly(claimId, told, eventDay);
    await this.mustFollowAnother(told, eventDay, context);

    const data = {
      claimId,
      ...told,
      number: caseNumber('KLM', yearOf(told.reportedOn), claimId),
      reporterId: idFrom(claimId, 'reporter'),
      ...circumstancesOf(participant, 'jkk', eventDay),
      by: context.actor,
      today: officeDayAt(this.clock.now()),
    };
    return this.claims.handle(claimId, { type: 'ReportAccident', data }, context);
  }

  /**
   * The same accident may have been reported under a record that was merged into this one: what was paid there would be
   * paid twice. Once that claim is voided, or a supervisor says that it is another accident, it is recorded here.
   */
  private async mustBeTheOnly(
    claimId: string,
    { participantId, occurrence }: AccidentTold,
    eventDay: CalendarDay,
  ): Promise<void> {
    if (occurrence > 1 || (await this.claims.history(claimId)).length > 0) return;
    const [existing] = await this.earlierOf(participantId, eventDay, occurrence);
    if (existing !== undefined)
      throw new Rejection('already-reported', { existing, recorded: eventDay });
  }

  /** That accident, as it was reported under other records of the same person. */
  private async earlierOf(
    participantId: string,
    eventDay: CalendarDay,
    occurrence: number,
  ): Promise<readonly string[]> {
    const ids = (await this.merged.of(participantId)).map((one) =>
      accidentClaimId(one, eventDay, occurrence),
    );
    const statuses = await Promise.all(ids.map((id) => this.claims.statusOf(id)));
    return ids.filter((_, index) => statuses[index] !== null && statuses[index] !== 'voided');
  }

  /** A second accident on one day is rare: only after the first is reported, by a supervisor, with a reason. */
  private async mustFollowAnother(
    { participantId, occurrence, reasonCode }: AccidentTold,
    eventDay: CalendarDay,
    { roles }: CommandContext,
  ): Promise<void> {
    if (occurrence === 1) return;
    if (!roles.includes('supervisor') || reasonCode === null)
      throw new Rejection('occurrence-needs-supervisor');
    const before = accidentClaimId(participantId, eventDay, occurrence - 1);
    if ((await this.claims.history(before)).length > 0) return;
    if ((await this.earlierOf(participantId, eventDay, occurrence - 1)).length === 0)
      throw new Rejection('earlier-occurrence-missing');
  }
}

const accidentClaimId = (participantId: string, eventDay: CalendarDay, occurrence: number) =>
  idFrom(participantId, 'accident', eventDay, occurrence);
