import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import { Command } from '../../platform/http/routes';
import { claimAnswer } from '../claim.answer';
import { CorrectCauseCommand } from '../commands/correct-cause';
import { CauseCorrectionRequest } from './claim.requests';

/** The cause of death decides the money: one person asks and shows what it changes, another agrees. */
@ApiTags('claims')
@Controller('claims/:id/cause-corrections')
export class CauseCorrectionController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Command({
    roles: ['adjuster'],
    judgement: true,
    summary: 'Ask that the cause of death be corrected; the answer shows the difference in money',
    description:
      'What was paid is set off line by line and heir by heir. With `dryRun=true` the effect is shown before anybody has asked.',
  })
  async request(
    @PathId('clm') claimId: string,
    @Body() { cause: to, accidentClaimId, reasonCode }: CauseCorrectionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const message = new CorrectCauseCommand(claimId, { to, accidentClaimId, reasonCode }, context);
    return claimAnswer(reply, await this.commands.execute(message), context);
  }

  @Post(':request/approvals')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Correct the cause of death: by another than who asked, on the same facts',
    description:
      'What was never sent is cancelled, the right is assessed anew less what was paid, and what was paid beyond it becomes an overpayment.',
  })
  async approve(
    @PathId('clm') claimId: string,
    @PathId('req', 'request') requestId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const message = new CorrectCauseCommand(claimId, { requestId }, context);
    return claimAnswer(reply, await this.commands.execute(message), context);
  }
}
