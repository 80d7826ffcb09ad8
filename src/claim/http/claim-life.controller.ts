import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { idFrom } from '../../kernel/name-based-id';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import { Command } from '../../platform/http/routes';
import { DecideOnClaimCommand } from '../commands/decide-on-claim';
import { VoidClaimCommand } from '../commands/void-claim';
import type { ClaimCommand } from '../domain/claim.commands';
import { claimAnswer } from '../claim.answer';
import {
  ClaimCorrectionRequest,
  DisputeRequest,
  ReopeningRequest,
  VoidingRequest,
} from './claim-life.requests';

/** What was wrong about a claim: that it was ever filed, what was decided, how it was written down. */
@ApiTags('claims')
@Controller('claims/:id')
export class ClaimLifeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  @Post('voidings')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Ask that a claim be voided: it should never have been filed',
    description:
      'Refused (409 `money-moving`) while a payout is scheduled, sent, in doubt, or confirmed and not given back, and while the payer has yet to answer or to pay. The next attempt at the same death opens once it is voided.',
  })
  async requestVoiding(
    @PathId('clm') claimId: string,
    @Body() { reasonCode, refiledAs }: VoidingRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const command = new VoidClaimCommand(claimId, { reasonCode, refiledAs }, context);
    return claimAnswer(reply, await this.commands.execute(command), context);
  }

  @Post('voidings/:request/approvals')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Void a claim: by another than who asked, and for ever',
  })
  async approveVoiding(
    @PathId('clm') claimId: string,
    @PathId('req', 'request') requestId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const command = new VoidClaimCommand(claimId, { requestId }, context);
    return claimAnswer(reply, await this.commands.execute(command), context);
  }

  @Post('disputes')
  @Command({
    roles: ['adjuster'],
    summary: 'Record what became of a dispute; of a closed claim too',
  })
  recordDispute(
    @PathId('clm') claimId: string,
    @Body() told: DisputeRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const disputeId = idFrom(context.commandId, 'dispute');
    const data = { ...this.about(claimId, context), disputeId, ...told };
    return this.decide(claimId, { type: 'DecideDispute', data }, context, reply);
  }

  @Post('reopenings')
  @Command({ roles: ['supervisor'], judgement: true, summary: 'Open a finished claim again' })
  reopen(
    @PathId('clm') claimId: string,
    @Body() { reasonCode, disputeId }: ReopeningRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(claimId, context), reasonCode, disputeId };
    return this.decide(claimId, { type: 'ReopenClaim', data }, context, reply);
  }

  @Post('corrections')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Correct how a claim was written down; not its day',
  })
  correct(
    @PathId('clm') claimId: string,
    @Body() body: ClaimCorrectionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { occurredOn, diagnosedOn, diedOn, reasonCode, ...told } = body;
    const days = { occurredOn, diagnosedOn, diedOn };
    const data = { ...this.about(claimId, context), told, days, reasonCode };
    return this.decide(claimId, { type: 'CorrectClaim', data }, context, reply);
  }

  private about(claimId: string, { actor }: CommandContext) {
    return { claimId, by: actor, today: officeDayAt(this.clock.now()) };
  }

  private async decide(
    claimId: string,
    command: ClaimCommand,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(
      new DecideOnClaimCommand(claimId, command, context),
    );
    return claimAnswer(reply, decided, context);
  }
}
