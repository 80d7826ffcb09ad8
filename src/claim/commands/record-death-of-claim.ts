import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { ClaimStreams, ofWrongDay } from '../claim.streams';

/** What an accepted claim says of a death goes into the participant's stream; nothing where it is the claim of an accident. */
export class RecordDeathOfClaimCommand extends Command<void> {
  constructor(
    readonly claimId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Who is dead must not be covered again, nor charged for. */
@CommandHandler(RecordDeathOfClaimCommand)
export class RecordDeathOfClaimHandler implements ICommandHandler<RecordDeathOfClaimCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, context }: RecordDeathOfClaimCommand): Promise<void> {
    const { report, status } = await this.claims.known(claimId);
    if (report.kind !== 'death' || status === 'voided') return;
    const { diedOn, knownOn } = report;
    const participantId = await this.participants.survivorOf(report.participantId);
    const today = officeDayAt(this.clock.now());
    const told = { diedOn, knownOn, source: 'claim', claimId, by: context.actor, today } as const;
    const { voided } = await this.claims.deathAttempts(report.participantId);
    const data = { participantId, ...told, insteadOf: ofWrongDay(voided) };
    await this.participants.handle(participantId, { type: 'RecordDeath', data }, context);
  }
}
