import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { officeDayAt } from '../../kernel/calendar-day';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import type { BenefitRef } from '../../platform/http/public-ids';
import { ReasonBody } from '../../platform/http/reason.body';
import { Command } from '../../platform/http/routes';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { BenefitStreams, type Owner } from '../benefit-streams';
import { DecideOnBenefitCommand } from '../commands/decide-on-benefit';
import type { BenefitCommand } from '../domain/benefit.commands';
import {
  DocumentRequest,
  PayeeAccountRequest,
  PayerDecisionRequest,
  PresentationRequest,
  RepaymentRequest,
} from './benefit.requests';
import { answerOfClaim, answerOfScholarship } from './owner.answer';

type CaseKind<Answer> = {
  /** The name of the constant: the document calls its operations by it. */
  readonly name: string;
  readonly kind: Owner['kind'];
  readonly path: string;
  readonly prefix: 'clm' | 'sch';
  readonly answer: (reply: FastifyReply, decided: Decided, context: CommandContext) => Answer;
};

/** What claims and scholarships have in common at the door: papers, accounts, and what the payer is asked and says. */
const caseBenefitsController = <Answer>({ name, kind, path, prefix, answer }: CaseKind<Answer>) => {
  @ApiTags(path)
  @Controller(`${path}/:id`)
  class CaseBenefitsController {
    constructor(
      private readonly commands: CommandBus,
      private readonly benefits: BenefitStreams,
      private readonly hasher: KeyedHasher,
      private readonly clock: Clock,
    ) {}

    @Post('documents')
    @Command({ roles: ['adjuster'], summary: 'Record that a paper was received' })
    async receive(
      @PathId(prefix) id: string,
      @Body() { number, issuer, keptAt, ...received }: DocumentRequest,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const data = {
        documentId: idFrom(context.commandId, 'document'),
        ...received,
        fileRef: null,
        subjectId: received.concerns ?? (await this.benefits.participantOf({ kind, id })),
        details: { number, issuer, keptAt },
        by: context.actor,
      };
      return this.decide(id, { type: 'RecordPaper', data }, context, reply);
    }

    @Post('documents/:document/verifications')
    @Command({ roles: ['adjuster'], judgement: true, summary: 'A paper is in order' })
    verify(
      @PathId(prefix) id: string,
      @PathId('doc', 'document') documentId: string,
      @Body() _body: NoFields,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const data = { documentId, by: context.actor };
      return this.decide(id, { type: 'VerifyPaper', data }, context, reply);
    }

    @Post('documents/:document/returns')
    @Command({ roles: ['adjuster'], judgement: true, summary: 'A paper goes back' })
    returnPaper(
      @PathId(prefix) id: string,
      @PathId('doc', 'document') documentId: string,
      @Body() { reasonCode }: ReasonBody,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const data = { documentId, reasonCode, by: context.actor };
      return this.decide(id, { type: 'ReturnPaper', data }, context, reply);
    }

    @Post('payee-accounts')
    @Command({ roles: ['adjuster'], judgement: true, summary: 'Record a payee’s bank account' })
    recordAccount(
      @PathId(prefix) id: string,
      @Body() { payeeKind, payeeId, bank, number, holder }: PayeeAccountRequest,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const data = {
        ...this.asked(context),
        payeeKind,
        payeeId,
        accountRef: this.hasher.accountRef(bank.toUpperCase().replaceAll(/\s+/g, ''), number),
        account: { bank, number, holder },
        // A hospital is no person: its account gets a key of its own all the same.
        subjectId: payeeKind === 'facility' ? idFrom('facility', payeeId) : payeeId,
      };
      return this.decide(id, { type: 'RecordPayeeAccount', data }, context, reply);
    }

    @Post('presentations')
    @Command({ roles: ['adjuster'], judgement: true, summary: 'Present benefits to the payer' })
    present(
      @PathId(prefix) id: string,
      @Body() { benefits, ...presentation }: PresentationRequest,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const benefitIds = benefits.map(({ benefitId }) => insideOf(benefitId, { kind, id }));
      const data = { ...this.asked(context), benefitIds, ...presentation };
      return this.decide(id, { type: 'PresentBenefits', data }, context, reply);
    }

    @Post('payer-decisions')
    @Command({ roles: ['adjuster'], summary: 'Record what the payer has decided' })
    recordDecision(
      @PathId(prefix) id: string,
      @Body() { benefits, ...decision }: PayerDecisionRequest,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const amounts = benefits.map(({ benefitId, amount }) => ({
        benefitId: insideOf(benefitId, { kind, id }),
        amount: rupiah(amount.amount),
      }));
      const data = { ...this.asked(context), amounts, ...decision };
      return this.decide(id, { type: 'RecordPayerDecision', data }, context, reply);
    }

    @Post('overpayments/:overpayment/repayments')
    @Command({ roles: ['finance'], summary: 'Money of an overpayment has come back' })
    repay(
      @PathId(prefix) id: string,
      @PathId('ovp', 'overpayment') overpaymentId: string,
      @Body() { amount, ...repaid }: RepaymentRequest,
      @Ctx() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const sum = rupiah(amount.amount);
      const data = { ...this.asked(context), overpaymentId, amount: sum, ...repaid };
      return this.decide(id, { type: 'RepayOverpayment', data }, context, reply);
    }

    private asked({ actor }: CommandContext) {
      return { by: actor, today: officeDayAt(this.clock.now()) };
    }

    private async decide(
      id: string,
      command: BenefitCommand,
      context: CommandContext,
      reply: FastifyReply,
    ) {
      const message = new DecideOnBenefitCommand({ kind, id }, command, context);
      return answer(reply, await this.commands.execute(message), context);
    }
  }
  Object.defineProperty(CaseBenefitsController, 'name', { value: name });
  return CaseBenefitsController;
};

/** A benefit's id says whose it is: one of another case is not found in this one. */
const insideOf = ({ stream, streamId, benefitId }: BenefitRef, { kind, id }: Owner): string => {
  if (stream !== kind || streamId !== id) throw new Rejection('not-found');
  return benefitId;
};

export const ClaimCaseController = caseBenefitsController({
  name: 'ClaimCaseController',
  kind: 'claim',
  path: 'claims',
  prefix: 'clm',
  answer: answerOfClaim,
});
export const ScholarshipCaseController = caseBenefitsController({
  name: 'ScholarshipCaseController',
  kind: 'scholarship',
  path: 'scholarships',
  prefix: 'sch',
  answer: answerOfScholarship,
});
