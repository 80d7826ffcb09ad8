import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NOTHING, rupiah } from '../../kernel/rupiah';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import { Command } from '../../platform/http/routes';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { AssessBenefitCommand } from '../commands/assess-benefit';
import type { TreatmentBill } from '../domain/claim.commands';
import { claimAnswer } from '../claim.answer';
import { mustBeSayable, writtenAlike } from './bills';
import { TreatmentBillRequest } from './claim.requests';

@ApiTags('benefits')
@Controller('claims/:id')
export class ClaimBenefitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly hasher: KeyedHasher,
  ) {}

  @Post('treatment-bills')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Assess a bill for treatment' })
  async assessTreatment(
    @PathId('clm') claimId: string,
    @Body() body: TreatmentBillRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(
      new AssessBenefitCommand(
        claimId,
        { kind: 'treatment', inputs: this.billFrom(body) },
        context,
      ),
    );
    return claimAnswer(reply, decided, context);
  }

  @Post('death-benefits')
  @Command({ roles: ['adjuster'], judgement: true, summary: 'Assess what a death pays its heirs' })
  async assessDeath(
    @PathId('clm') claimId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(new AssessBenefitCommand(claimId, null, context));
    return claimAnswer(reply, decided, context);
  }

  /** An invoice is known by a keyed hash of hospital and number, written the same however it was typed. */
  private billFrom({
    invoiceNumber,
    items,
    otherPayer,
    ...bill
  }: TreatmentBillRequest): TreatmentBill {
    mustBeSayable(items.map(({ claimed }) => claimed));
    return {
      ...bill,
      invoiceRef: this.hasher.invoiceRef(bill.facilityId, writtenAlike(invoiceNumber)),
      items: items.map(({ code, claimed, deductions }) => ({
        code,
        claimed: rupiah(claimed.amount),
        deductions: (deductions ?? []).map((deduction) => ({
          code: deduction.code,
          amount: rupiah(deduction.amount.amount),
        })),
      })),
      otherPayer: otherPayer ? rupiah(otherPayer.amount) : NOTHING,
    };
  }
}
