import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { knownPeriod } from '../domain/coverage';
import type { CorrectCover, ExtendCover } from '../domain/participant.commands';
import type { ParticipantEvent } from '../domain/participant.events';
import { ParticipantStreams } from '../participant.streams';

type WithoutAgreement<C extends ExtendCover | CorrectCover> = {
  readonly type: C['type'];
  readonly data: Omit<C['data'], 'agreement'>;
};
export type CoverChange = WithoutAgreement<ExtendCover> | WithoutAgreement<CorrectCover>;

/** A change that the agreement of the period's programme sets bounds to. */
export class ChangeCoverCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly change: CoverChange,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeCoverCommand)
export class ChangeCoverHandler implements ICommandHandler<ChangeCoverCommand> {
  constructor(
    private readonly participants: ParticipantStreams,
    private readonly programmes: ProgrammeStreams,
  ) {}

  async execute({ change, context }: ChangeCoverCommand) {
    const { participantId, periodId } = change.data;
    const { participant } = await this.participants.known(participantId);
    // A period never changes its programme, so what was read before the decision still holds in it.
    const { programme } = knownPeriod(participant, periodId);
    const agreement = await this.programmes.agreementOf(programme);
    const command =
      change.type === 'ExtendCover'
        ? { type: change.type, data: { ...change.data, agreement } }
        : { type: change.type, data: { ...change.data, agreement } };
    return this.participants.handle(participantId, command, context);
  }
}
