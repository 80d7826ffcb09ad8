import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import type { CommandContext } from '../../platform/command-context';
import { answerOf, setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { ClearText, Code, Day, Money, MoneyBody, Month, Nested } from '../../platform/http/fields';
import { money } from '../../platform/http/money';
import { publicId } from '../../platform/http/public-ids';
import { Command, Query } from '../../platform/http/routes';
import { PROGRAMME_CODE } from '../../programme/domain/programme.events';
import { PayContributionCommand } from '../commands/pay-contribution';
import { ContributionStreams } from '../contribution.streams';
import {
  amountDue,
  type ContributionPaid,
  type Voucher,
} from '../domain/contribution-payment.decider';

class VoucherBody {
  @ClearText({ max: 60 })
  number: string;

  @Day()
  on: CalendarDay;

  @Money()
  amount: MoneyBody;
}

class ContributionPaymentRequest {
  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;

  @Month()
  fromMonth: CalendarMonth;

  @Month()
  toMonth: CalendarMonth;

  @Nested(() => VoucherBody)
  invoice: VoucherBody;

  @Nested(() => VoucherBody, { description: 'The treasury’s order to pay (SP2D).' })
  sp2d: VoucherBody;

  @Nested(() => VoucherBody)
  receipt: VoucherBody;
}

@ApiTags('contributions')
@Controller('contribution-payments')
export class ContributionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly payments: ContributionStreams,
  ) {}

  @Post()
  @Command({
    roles: ['finance'],
    opensStream: true,
    seconds: 300,
    summary: 'Record one invoice paid for everyone covered in those months',
  })
  async pay(
    @Body() { programme, fromMonth, toMonth, invoice, sp2d, receipt }: ContributionPaymentRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const facts = {
      programme,
      fromMonth,
      toMonth,
      invoice: voucherFrom(invoice),
      sp2d: voucherFrom(sp2d),
      receipt: voucherFrom(receipt),
    };
    const { paymentId, decided, recorded, position } = await this.commands.execute(
      new PayContributionCommand(facts, context),
    );
    const [paid] = decided.history;
    if (!paid) throw new Rejection('not-found');
    const id = publicId('cpy', paymentId);
    return answerOf(reply, {
      decided: { ...decided, position },
      body: { contributionPayment: { ...paymentView(id, paid.data), recorded } },
      location: `/v1/contribution-payments/${id}`,
      warnings: differencesIn(paid.data),
      dryRun: context.dryRun,
    });
  }

  @Get(':id')
  @Query({ roles: ['finance', 'supervisor', 'auditor'], summary: 'One invoice paid' })
  async get(@PathId('cpy') paymentId: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const history = await this.payments.history(paymentId);
    const [paid] = history;
    if (!paid) throw new Rejection('not-found');
    setReadHeaders(reply, paid.position, history.length);
    return { contributionPayment: paymentView(publicId('cpy', paymentId), paid.data) };
  }
}

const voucherFrom = ({ number, on, amount }: VoucherBody): Voucher => ({
  number,
  on,
  amount: rupiah(amount.amount),
});

const voucherView = ({ amount, ...voucher }: Voucher) => ({ ...voucher, amount: money(amount) });

const paymentView = (id: string, paid: ContributionPaid['data']) => ({
  id,
  programme: paid.programme,
  fromMonth: paid.fromMonth,
  toMonth: paid.toMonth,
  heads: paid.heads,
  headMonths: paid.headMonths,
  tariff: money(paid.tariff),
  due: money(amountDue(paid)),
  invoice: voucherView(paid.invoice),
  sp2d: voucherView(paid.sp2d),
  receipt: voucherView(paid.receipt),
  asOfPosition: paid.asOfPosition,
});

/** Heads x months x tariff = invoice = SP2D = receipt is the first control of every audit; a difference is recorded and shown. */
const differencesIn = (paid: ContributionPaid['data']) => {
  const due = amountDue(paid);
  const named = { invoice: paid.invoice, sp2d: paid.sp2d, receipt: paid.receipt };
  return Object.entries(named)
    .filter(([, { amount }]) => amount !== due)
    .map(([paper, { amount }]) => ({
      code: 'contribution-differs',
      facts: { paper, amount, due, difference: amount - due },
    }));
};
