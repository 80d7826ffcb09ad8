import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt } from '../../kernel/calendar-day';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ClaimStreams } from '../claim.streams';
import type { EstablishHeirs } from '../domain/claim.commands';
import type { ClaimEvent } from '../domain/claim.events';

export type HeirLetter = Pick<
  EstablishHeirs['data'],
  'heirClass' | 'heirs' | 'representativeId' | 'funeralArrangerId' | 'letterOn' | 'letterNumber'
>;

export class EstablishHeirsCommand extends Command<Decided<ClaimEvent>> {
  constructor(
    readonly claimId: string,
    readonly letter: HeirLetter,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Heirs are people of the participant's family: who they are stands there, what they inherit stands here. */
@CommandHandler(EstablishHeirsCommand)
export class EstablishHeirsHandler implements ICommandHandler<EstablishHeirsCommand> {
  constructor(
    private readonly claims: ClaimStreams,
    private readonly participants: ParticipantStreams,
    private readonly clock: Clock,
  ) {}

  async execute({ claimId, letter, context }: EstablishHeirsCommand) {
    const { report } = await this.claims.known(claimId);
    const { participant } = await this.participants.known(report.participantId);
    const today = officeDayAt(this.clock.now());
    const data = { claimId, ...letter, participant, by: context.actor, today };
    return this.claims.handle(claimId, { type: 'EstablishHeirs', data }, context);
  }
}
