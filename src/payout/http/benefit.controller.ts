import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import type { BenefitRef } from '../../platform/http/public-ids';
import { ReasonBody } from '../../platform/http/reason.body';
import { Command } from '../../platform/http/routes';
import { ApproveBenefitCommand } from '../commands/approve-benefit';
import { DecideOnBenefitCommand } from '../commands/decide-on-benefit';
import type { BenefitCommand } from '../domain/benefit.commands';
import { BenefitRefusalRequest } from './benefit.requests';
import { ownerAnswer } from './owner.answer';

/** The judgement of a second person on what was assessed. */
@ApiTags('benefits')
@Controller('benefits/:id')
export class BenefitController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  @Post('approvals')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Approve: never the assessor, and only while the facts still stand',
  })
  approve(
    @PathId('ben') ref: BenefitRef,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.letGo(ref, 'first', context, reply);
  }

  @Post('secondings')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary:
      'Second an approval above the limit of one supervisor: never the assessor or the first',
  })
  second(
    @PathId('ben') ref: BenefitRef,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.letGo(ref, 'second', context, reply);
  }

  @Post('returns')
  @Command({ roles: ['supervisor'], judgement: true, summary: 'Send back to be assessed again' })
  returnBenefit(
    @PathId('ben') ref: BenefitRef,
    @Body() { reasonCode }: ReasonBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), reasonCode };
    return this.decide(ref, { type: 'ReturnBenefit', data }, context, reply);
  }

  @Post('refusals')
  @Command({ roles: ['supervisor'], judgement: true, summary: 'Refuse, with ground and citation' })
  refuse(
    @PathId('ben') ref: BenefitRef,
    @Body() { ground, citation }: BenefitRefusalRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), ground, citation };
    return this.decide(ref, { type: 'RefuseBenefit', data }, context, reply);
  }

  @Post('voidings')
  @Command({ roles: ['supervisor'], judgement: true, summary: 'Take an approval back' })
  voidApproval(
    @PathId('ben') ref: BenefitRef,
    @Body() { reasonCode }: ReasonBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), reasonCode };
    return this.decide(ref, { type: 'VoidApproval', data }, context, reply);
  }

  private async letGo(
    { stream, streamId, benefitId }: BenefitRef,
    approval: 'first' | 'second',
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const owner = { kind: stream, id: streamId };
    const message = new ApproveBenefitCommand(owner, benefitId, approval, context);
    return ownerAnswer(reply, owner, await this.commands.execute(message), context);
  }

  private about({ benefitId }: BenefitRef, { actor }: CommandContext) {
    return { benefitId, by: actor, today: officeDayAt(this.clock.now()) };
  }

  private async decide(
    { stream, streamId }: BenefitRef,
    command: BenefitCommand,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const owner = { kind: stream, id: streamId };
    const message = new DecideOnBenefitCommand(owner, command, context);
    return ownerAnswer(reply, owner, await this.commands.execute(message), context);
  }
}
