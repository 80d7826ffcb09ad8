import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { rupiah } from '../../kernel/rupiah';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { Command } from '../../platform/http/routes';
import { ChangeCoverCommand, type CoverChange } from '../commands/change-cover';
import { DecideOnParticipantCommand } from '../commands/decide-on-participant';
import type { AnnulCover, EndCover } from '../domain/participant.commands';
import { answer } from './participant.answer';
import {
  CoverAnnulmentRequest,
  CoverCorrectionRequest,
  CoverEndingRequest,
  CoverExtensionRequest,
} from './participant.requests';

const CLAIMS_GATHER_ANEW =
  'Claims are not rewritten: whoever approves or pays one after this gathers its facts again, and is answered `facts-changed` where the cover is another.';

/** What becomes of a period of cover once it was asked for. */
@ApiTags('participants')
@Controller('participants/:id/coverage-periods/:period')
export class CoverageController {
  constructor(private readonly commands: CommandBus) {}

  @Post('extensions')
  @Command({ roles: ['enroller'], summary: 'The cover goes on to a later day' })
  extend(
    @PathId('par') participantId: string,
    @PathId('per', 'period') periodId: string,
    @Body() body: CoverExtensionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { participantId, periodId, ...body, by: context.actor };
    return this.change({ type: 'ExtendCover', data }, context, reply);
  }

  @Post('endings')
  @Command({
    roles: ['enroller'],
    summary: 'The cover ends early',
    description: CLAIMS_GATHER_ANEW,
  })
  end(
    @PathId('par') participantId: string,
    @PathId('per', 'period') periodId: string,
    @Body() body: CoverEndingRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { participantId, periodId, ...body, by: context.actor };
    return this.decide({ type: 'EndCover', data }, context, reply);
  }

  @Post('corrections')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Correct days, income, funding or card number of a period',
    description: `What is left out stays as it is. ${CLAIMS_GATHER_ANEW}`,
  })
  correct(
    @PathId('par') participantId: string,
    @PathId('per', 'period') periodId: string,
    @Body() { declaredIncome, ...body }: CoverCorrectionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const income = declaredIncome && rupiah(declaredIncome.amount);
    const about = { participantId, periodId, by: context.actor };
    const data = { ...about, ...body, declaredIncome: income };
    return this.change({ type: 'CorrectCover', data }, context, reply);
  }

  @Post('annulments')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'The period never was',
    description: CLAIMS_GATHER_ANEW,
  })
  annul(
    @PathId('par') participantId: string,
    @PathId('per', 'period') periodId: string,
    @Body() { reasonCode }: CoverAnnulmentRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { participantId, periodId, reasonCode, by: context.actor };
    return this.decide({ type: 'AnnulCover', data }, context, reply);
  }

  private async change(change: CoverChange, context: CommandContext, reply: FastifyReply) {
    return answer(
      reply,
      await this.commands.execute(new ChangeCoverCommand(change, context)),
      context,
    );
  }

  private async decide(
    command: EndCover | AnnulCover,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const message = new DecideOnParticipantCommand(command.data.participantId, command, context);
    return answer(reply, await this.commands.execute(message), context);
  }
}
