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
import { ReasonBody } from '../../platform/http/reason.body';
import { Command } from '../../platform/http/routes';
import { AcceptClaimCommand } from '../commands/accept-claim';
import { DecideOnClaimCommand } from '../commands/decide-on-claim';
import { EstablishHeirsCommand } from '../commands/establish-heirs';
import type { ClaimCommand } from '../domain/claim.commands';
import { claimAnswer } from '../claim.answer';
import {
  ClaimRefusalRequest,
  ConclusionRequest,
  DoctorStatementRequest,
  HeirsRequest,
} from './claim.requests';

/** What becomes of a claim once it is reported: concluded, stated, accepted or refused, its heirs, its end. */
@ApiTags('claims')
@Controller('claims/:id')
export class ClaimController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  @Post('conclusions')
  @Command({ roles: ['adjuster'], summary: 'Conclude whether it was a work accident' })
  conclude(
    @PathId('clm') claimId: string,
    @Body() body: ConclusionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(claimId, context), ...body };
    return this.decide(claimId, { type: 'ConcludeAccident', data }, context, reply);
  }

  @Post('doctor-statements')
  @Command({ roles: ['adjuster'], summary: 'Record what the doctor states (forms 3a KK2, 3b KK3)' })
  recordStatement(
    @PathId('clm') claimId: string,
    @Body() { diagnosis, bodyPart, side, ...stated }: DoctorStatementRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const statementId = idFrom(context.commandId, 'statement');
    const details = { diagnosis, bodyPart, side };
    const data = { ...this.about(claimId, context), statementId, ...stated, details };
    return this.decide(claimId, { type: 'RecordDoctorStatement', data }, context, reply);
  }

  @Post('acceptances')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Accept: there was cover on the day' })
  async accept(
    @PathId('clm') claimId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(new AcceptClaimCommand(claimId, context));
    return claimAnswer(reply, decided, context);
  }

  @Post('refusals')
  @Command({ roles: ['supervisor'], judgement: true, summary: 'Refuse, with ground and citation' })
  refuse(
    @PathId('clm') claimId: string,
    @Body() body: ClaimRefusalRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(claimId, context), ...body };
    return this.decide(claimId, { type: 'RefuseClaim', data }, context, reply);
  }

  @Post('withdrawals')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'The family withdraws the claim' })
  withdraw(
    @PathId('clm') claimId: string,
    @Body() { reasonCode }: ReasonBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(claimId, context), reasonCode };
    return this.decide(claimId, { type: 'WithdrawClaim', data }, context, reply);
  }

  @Post('closings')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Close: the judging is over' })
  close(
    @PathId('clm') claimId: string,
    @Body() { reasonCode }: ReasonBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(claimId, context), reasonCode };
    return this.decide(claimId, { type: 'CloseClaim', data }, context, reply);
  }

  @Post('heirs')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Establish heirs and their shares' })
  async establishHeirs(
    @PathId('clm') claimId: string,
    @Body() { heirs, ...letter }: HeirsRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const named = heirs.map(({ heirId, share, guardianId }) => ({
      heirId,
      share: { ...share },
      guardianId,
    }));
    const decided = await this.commands.execute(
      new EstablishHeirsCommand(claimId, { ...letter, heirs: named }, context),
    );
    return claimAnswer(reply, decided, context);
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
