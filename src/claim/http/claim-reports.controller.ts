import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../platform/command-context';
import { Ctx } from '../../platform/http/command-context';
import { Command } from '../../platform/http/routes';
import { ReportAccidentCommand } from '../commands/report-accident';
import { ReportDeathCommand } from '../commands/report-death';
import { claimAnswer } from '../claim.answer';
import { AccidentClaimRequest, DeathClaimRequest } from './claim.requests';

/** A report is always recorded, also late and also outside cover: having no right is an outcome, not a reason to forget it. */
@ApiTags('claims')
@Controller()
export class ClaimReportsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('accident-claims')
  @Command({
    roles: ['adjuster', 'supervisor'],
    opensStream: true,
    summary: 'Report an accident or a disease',
  })
  async reportAccident(
    @Body() { reporterName, reporterPhone, chronology, onRoad, ...told }: AccidentClaimRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(
      new ReportAccidentCommand(
        {
          ...told,
          occurrence: told.occurrence ?? 1,
          suspected: told.suspected ?? false,
          ...(onRoad === null ? {} : { onRoad }),
          account: { words: chronology },
          reporter: { name: reporterName, phone: reporterPhone },
        },
        context,
      ),
    );
    return claimAnswer(reply, decided, context);
  }

  @Post('death-claims')
  @Command({ roles: ['adjuster'], opensStream: true, summary: 'Report a death' })
  async reportDeath(
    @Body() { reporterName, reporterPhone, chronology, ...told }: DeathClaimRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(
      new ReportDeathCommand(
        {
          ...told,
          account: { words: chronology },
          reporter: { name: reporterName, phone: reporterPhone },
        },
        context,
      ),
    );
    return claimAnswer(reply, decided, context);
  }
}
