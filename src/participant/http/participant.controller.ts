import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { idFrom } from '../../kernel/name-based-id';
import { rupiah } from '../../kernel/rupiah';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { Command } from '../../platform/http/routes';
import { CoverParticipantCommand } from '../commands/cover-participant';
import { DecideOnParticipantCommand } from '../commands/decide-on-participant';
import { EnrolParticipantsCommand } from '../commands/enrol-participants';
import type { ParticipantCommand } from '../domain/participant.commands';
import { answer } from './participant.answer';
import {
  CoverageRequest,
  CoverRefusalRequest,
  CoverStartRequest,
  DeathRequest,
  EnrolRequest,
  FamilyMemberRequest,
} from './participant.requests';
import { newcomerFrom } from './newcomer';

@ApiTags('participants')
@Controller('participants')
export class ParticipantController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Command({ roles: ['enroller'], opensStream: true, summary: 'Enrol one person' })
  async enrol(
    @Body() { programme, ...person }: EnrolRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const newcomer = newcomerFrom(person, programme, null);
    const [enrolled] = await this.commands.execute(
      new EnrolParticipantsCommand([{ newcomer, row: 0 }], context),
    );
    if (enrolled?.outcome === 'refused') throw enrolled.rejection;
    if (!enrolled) throw new Error('One person, and no outcome.');
    return answer(reply, enrolled.decided, context);
  }

  @Post(':id/coverage-periods')
  @Command({ roles: ['enroller'], summary: 'Ask for cover, or start it where nobody confirms' })
  async cover(
    @PathId('par') participantId: string,
    @Body() { reference, kpj, declaredIncome, ...asked }: CoverageRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(
      new CoverParticipantCommand(
        participantId,
        { ...asked, declaredIncome: rupiah(declaredIncome.amount) },
        { reference, kpj },
        context,
      ),
    );
    return answer(reply, decided, context);
  }

  @Post(':id/coverage-periods/:period/starts')
  @Command({ roles: ['enroller'], summary: 'The payer has confirmed the cover' })
  start(
    @PathId('par') participantId: string,
    @PathId('per', 'period') periodId: string,
    @Body() body: CoverStartRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { participantId, periodId, ...body, by: context.actor };
    return this.decide(participantId, { type: 'StartCover', data }, context, reply);
  }

  @Post(':id/coverage-periods/:period/refusals')
  @Command({ roles: ['enroller'], summary: 'The payer has refused the cover' })
  refuse(
    @PathId('par') participantId: string,
    @PathId('per', 'period') periodId: string,
    @Body() body: CoverRefusalRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { participantId, periodId, ...body, by: context.actor };
    return this.decide(participantId, { type: 'RefuseCover', data }, context, reply);
  }

  @Post(':id/family-members')
  @Command({ roles: ['enroller', 'adjuster'], summary: 'Register a member of the family' })
  registerFamilyMember(
    @PathId('par') participantId: string,
    @Body() { relation, legalChild, ...details }: FamilyMemberRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = {
      participantId,
      memberId: idFrom(context.commandId, 'member'),
      relation,
      legalChild: legalChild ?? false,
      details: { ...details },
      today: officeDayAt(this.clock.now()),
      by: context.actor,
    };
    return this.decide(participantId, { type: 'RegisterFamilyMember', data }, context, reply);
  }

  @Post(':id/deaths')
  @Command({ roles: ['enroller', 'adjuster'], summary: 'Record that the participant has died' })
  recordDeath(
    @PathId('par') participantId: string,
    @Body() body: DeathRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const today = officeDayAt(this.clock.now());
    const data = { participantId, ...body, claimId: null, by: context.actor, today };
    return this.decide(participantId, { type: 'RecordDeath', data }, context, reply);
  }

  private async decide(
    participantId: string,
    command: ParticipantCommand,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const message = new DecideOnParticipantCommand(participantId, command, context);
    return answer(reply, await this.commands.execute(message), context);
  }
}
