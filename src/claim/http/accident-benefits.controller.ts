import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { rupiah } from '../../kernel/rupiah';
import type { DisabilityForm } from '../../payout/domain/benefit.events';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { Command } from '../../platform/http/routes';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { AssessBenefitCommand } from '../commands/assess-benefit';
import type { AccidentAsk } from '../domain/claim.commands';
import { itemsOf } from '../domain/disability-form';
import { claimAnswer } from '../claim.answer';
import {
  DeviceRequest,
  DisabilityRequest,
  HomeCareRequest,
  TransportCostRequest,
  WageReplacementRequest,
} from './accident-benefits.requests';
import { mustBeSayable, writtenAlike } from './bills';

/** What an accident pays beside its treatment. A line that the law does not pay is recorded, with the reason. */
@ApiTags('benefits')
@Controller('claims/:id')
export class AccidentBenefitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly hasher: KeyedHasher,
  ) {}

  @Post('transport-costs')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Assess a journey, by mode and day' })
  assessTransport(
    @PathId('clm') claimId: string,
    @Body() { mode, travelledOn, cost }: TransportCostRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const inputs = { mode, travelledOn, cost: rupiah(cost.amount) };
    return this.assess(claimId, { kind: 'transport', inputs }, context, reply);
  }

  @Post('wage-replacements')
  @Command({
    roles: ['adjuster'],
    judgement: true,
    summary: 'Assess days without work (STMB): in any slices, and no day twice',
  })
  assessWageReplacement(
    @PathId('clm') claimId: string,
    @Body() { from, to }: WageReplacementRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.assess(claimId, { kind: 'wage_replacement', inputs: { from, to } }, context, reply);
  }

  @Post('disabilities')
  @Command({
    roles: ['adjuster'],
    judgement: true,
    summary: 'Assess a disability that a doctor has stated, against the table',
  })
  async assessDisability(
    @PathId('clm') claimId: string,
    @Body() { statementId, kind, parts, leftHanded }: DisabilityRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const form: DisabilityForm = {
      leftHanded: leftHanded ?? false,
      parts: (parts ?? []).map(({ part, side, measure, percentTenths, lossPercent }) => ({
        ...{ part, side, measure, percentTenths, lossPercent },
      })),
    };
    const inputs = { statementId, disability: kind, items: itemsOf(form) };
    const asked = { kind: 'disability', inputs } as const;
    const message = new AssessBenefitCommand(claimId, asked, context, form);
    return claimAnswer(reply, await this.commands.execute(message), context);
  }

  @Post('devices')
  @Command({
    roles: ['adjuster'],
    judgement: true,
    summary: 'Assess a bill for rehabilitation devices',
  })
  assessDevices(
    @PathId('clm') claimId: string,
    @Body() { supplier, invoiceNumber, obtainedOn, items }: DeviceRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    mustBeSayable(items.map(({ cost }) => cost));
    const seller = `supplier ${writtenAlike(supplier)}`;
    const inputs = {
      supplier,
      invoiceRef: this.hasher.invoiceRef(seller, writtenAlike(invoiceNumber)),
      obtainedOn,
      items: items.map(({ device, cost, referencePrice }) => ({
        device,
        cost: rupiah(cost.amount),
        referencePrice: referencePrice && rupiah(referencePrice.amount),
      })),
    };
    return this.assess(claimId, { kind: 'device', inputs }, context, reply);
  }

  @Post('home-care')
  @Command({
    roles: ['adjuster'],
    judgement: true,
    summary: 'Assess a bill for care at home: one year, up to one sum',
  })
  assessHomeCare(
    @PathId('clm') claimId: string,
    @Body() { invoiceNumber, items, ...bill }: HomeCareRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    mustBeSayable(items.map(({ claimed }) => claimed));
    const inputs = {
      ...bill,
      invoiceRef: this.hasher.invoiceRef(bill.facilityId, writtenAlike(invoiceNumber)),
      items: items.map(({ code, claimed }) => ({ code, claimed: rupiah(claimed.amount) })),
    };
    return this.assess(claimId, { kind: 'home_care', inputs }, context, reply);
  }

  private async assess(
    claimId: string,
    asked: AccidentAsk,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const message = new AssessBenefitCommand(claimId, asked, context);
    return claimAnswer(reply, await this.commands.execute(message), context);
  }
}
