import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import type { PayoutRef } from '../../platform/http/public-ids';
import { ReasonBody } from '../../platform/http/reason.body';
import { Command } from '../../platform/http/routes';
import { DecideOnBenefitCommand } from '../commands/decide-on-benefit';
import { ReplacePayoutCommand } from '../commands/replace-payout';
import { SendPayoutCommand } from '../commands/send-payout';
import type { BenefitCommand } from '../domain/benefit.commands';
import {
  ConfirmationRequest,
  FailureRequest,
  PayoutReturnRequest,
  UnknownRequest,
} from './benefit.requests';
import { ownerAnswer } from './owner.answer';

/** Money on its way: ordered once, arrived or not, and paid again only with an approval of its own. */
@ApiTags('payouts')
@Controller('payouts/:id')
export class PayoutController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  @Post('sendings')
  @Command({
    roles: ['finance'],
    judgement: true,
    summary: 'Order the transfer: a third person, once',
  })
  async send(
    @PathId('pyt') ref: PayoutRef,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const owner = ownerOf(ref);
    const message = new SendPayoutCommand(owner, ref.payoutId, context);
    return ownerAnswer(reply, owner, await this.commands.execute(message), context);
  }

  @Post('confirmations')
  @Command({ roles: ['adjuster', 'finance'], summary: 'The money has arrived' })
  confirm(
    @PathId('pyt') ref: PayoutRef,
    @Body() { amount, ...confirmed }: ConfirmationRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), ...confirmed, amount: rupiah(amount.amount) };
    return this.decide(ref, { type: 'ConfirmPayout', data }, context, reply);
  }

  @Post('failures')
  @Command({ roles: ['adjuster', 'finance'], summary: 'The transfer has failed' })
  fail(
    @PathId('pyt') ref: PayoutRef,
    @Body() body: FailureRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), ...body };
    return this.decide(ref, { type: 'FailPayout', data }, context, reply);
  }

  @Post('returns')
  @Command({ roles: ['adjuster', 'finance'], summary: 'The money has come back' })
  returnPayout(
    @PathId('pyt') ref: PayoutRef,
    @Body() body: PayoutReturnRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), ...body };
    return this.decide(ref, { type: 'ReturnPayout', data }, context, reply);
  }

  @Post('unknowns')
  @Command({ roles: ['finance'], summary: 'Nobody can say whether the money has arrived' })
  markUnknown(
    @PathId('pyt') ref: PayoutRef,
    @Body() body: UnknownRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), ...body };
    return this.decide(ref, { type: 'MarkPayoutUnknown', data }, context, reply);
  }

  @Post('cancellations')
  @Command({ roles: ['finance'], judgement: true, summary: 'Cancel what was never sent' })
  cancel(
    @PathId('pyt') ref: PayoutRef,
    @Body() { reasonCode }: ReasonBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = { ...this.about(ref, context), reasonCode };
    return this.decide(ref, { type: 'CancelPayout', data }, context, reply);
  }

  @Post('replacements')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Ask to pay again what is over' })
  async requestReplacement(
    @PathId('pyt') ref: PayoutRef,
    @Body() { reasonCode }: ReasonBody,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const owner = ownerOf(ref);
    const message = new ReplacePayoutCommand(
      owner,
      ref.payoutId,
      { step: 'request', reasonCode },
      context,
    );
    return ownerAnswer(reply, owner, await this.commands.execute(message), context);
  }

  @Post('approvals')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Approve a replacement: never who asked for it',
  })
  approveReplacement(
    @PathId('pyt') ref: PayoutRef,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.letGo(ref, 'approve', context, reply);
  }

  @Post('secondings')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Second a replacement above the limit of one supervisor: never who had a hand in it',
  })
  secondReplacement(
    @PathId('pyt') ref: PayoutRef,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.letGo(ref, 'second', context, reply);
  }

  private async letGo(
    ref: PayoutRef,
    step: 'approve' | 'second',
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const owner = ownerOf(ref);
    const message = new ReplacePayoutCommand(owner, ref.payoutId, { step }, context);
    return ownerAnswer(reply, owner, await this.commands.execute(message), context);
  }

  private about({ payoutId }: PayoutRef, { actor }: CommandContext) {
    return { payoutId, by: actor, today: officeDayAt(this.clock.now()) };
  }

  private async decide(
    ref: PayoutRef,
    command: BenefitCommand,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const owner = ownerOf(ref);
    const message = new DecideOnBenefitCommand(owner, command, context);
    return ownerAnswer(reply, owner, await this.commands.execute(message), context);
  }
}

const ownerOf = ({ stream, streamId }: PayoutRef) => ({ kind: stream, id: streamId });
