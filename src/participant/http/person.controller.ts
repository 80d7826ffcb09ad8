import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { Command } from '../../platform/http/routes';
import { CorrectIdentityCommand } from '../commands/correct-identity';
import { CorrectParticipantCommand } from '../commands/correct-participant';
import { DecideOnParticipantCommand } from '../commands/decide-on-participant';
import type { PersonCommand } from '../domain/participant.commands';
import { answer } from './participant.answer';
import {
  ContactCorrectionRequest,
  FamilyMemberCorrectionRequest,
  FamilyMemberRemovalRequest,
  IdentityCorrectionRequest,
  MoveRequest,
} from './person.requests';

/** Who a participant is, where he lives and who belongs to him: what was recorded is corrected by another fact. */
@ApiTags('participants')
@Controller('participants/:id')
export class PersonController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  @Post('corrections')
  @Command({
    roles: ['enroller', 'adjuster'],
    judgement: true,
    summary: 'Correct contact data',
    description: 'What is left out stays as it is. Name, NIK and birth date: identity-corrections.',
  })
  async correct(
    @PathId('par') participantId: string,
    @Body() { reasonCode, account, ...body }: ContactCorrectionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const told = given({ ...body, account: account && { ...account } });
    const message = new CorrectParticipantCommand(participantId, told, reasonCode, context);
    return answer(reply, await this.commands.execute(message), context);
  }

  @Post('identity-corrections')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Correct NIK, name, birth date or sex',
    description: 'What is left out stays as it is. Claims and cover stay with the participant.',
  })
  async correctIdentity(
    @PathId('par') participantId: string,
    @Body() { reasonCode, ...body }: IdentityCorrectionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const message = new CorrectIdentityCommand(participantId, given(body), reasonCode, context);
    return answer(reply, await this.commands.execute(message), context);
  }

  @Post('moves')
  @Command({
    roles: ['enroller', 'adjuster'],
    summary: 'The participant lives elsewhere',
    description: 'Claims keep the place of their report.',
  })
  move(
    @PathId('par') participantId: string,
    @Body() { subDistrictCode, villageCode, ...body }: MoveRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const place = { subDistrictCode, villageCode };
    const data = { participantId, place, ...body, today: this.today(), by: context.actor };
    return this.decide({ type: 'MoveParticipant', data }, context, reply);
  }

  @Post('family-members/:member/corrections')
  @Command({
    roles: ['enroller', 'adjuster'],
    judgement: true,
    summary: 'Say anew what is known of a member of the family',
  })
  correctMember(
    @PathId('par') participantId: string,
    @PathId('mem', 'member') memberId: string,
    @Body() { relation, legalChild, reasonCode, ...details }: FamilyMemberCorrectionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = {
      ...{ participantId, memberId, relation, reasonCode },
      legalChild: legalChild ?? false,
      details: { ...details },
      today: this.today(),
      by: context.actor,
    };
    return this.decide({ type: 'CorrectFamilyMember', data }, context, reply);
  }

  @Post('family-members/:member/removals')
  @Command({
    roles: ['enroller', 'adjuster'],
    summary: 'A member was registered by mistake, or belongs to the family no more',
  })
  removeMember(
    @PathId('par') participantId: string,
    @PathId('mem', 'member') memberId: string,
    @Body() { reasonCode }: FamilyMemberRemovalRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { participantId, memberId, reasonCode, by: context.actor };
    return this.decide({ type: 'RemoveFamilyMember', data }, context, reply);
  }

  private today() {
    return officeDayAt(this.clock.now());
  }

  private async decide(command: PersonCommand, context: CommandContext, reply: FastifyReply) {
    const message = new DecideOnParticipantCommand(command.data.participantId, command, context);
    return answer(reply, await this.commands.execute(message), context);
  }
}

type Given<Body> = { readonly [Field in keyof Body]?: NonNullable<Body[Field]> };

/** The fields that were told. */
const given = <Body extends object>(body: Body): Given<Body> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) as Given<Body>;
