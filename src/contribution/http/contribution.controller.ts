import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type CalendarDay, type CalendarMonth, officeDayAt } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import type { Position } from '../../platform/event-store/event-store';
import { answerOf, setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx, MinPosition } from '../../platform/http/command-context';
import {
  ClearText,
  Code,
  Day,
  ListOfIds,
  Money,
  MoneyBody,
  Month,
  Nested,
} from '../../platform/http/fields';
import { money } from '../../platform/http/money';
import { type PublicId, publicId } from '../../platform/http/public-ids';
import { ReasonBody } from '../../platform/http/reason.body';
import { Command, Query } from '../../platform/http/routes';
import { PROGRAMME_CODE } from '../../programme/domain/programme.events';
import { PayContributionCommand } from '../commands/pay-contribution';
import { RefundContributionCommand } from '../commands/refund-contribution';
import {
  amountDue,
  type ContributionPaid,
  contributionPaymentDecider,
  type ContributionPaymentEvent,
  type Voucher,
} from '../domain/contribution-payment.decider';
import { GetContributionPaymentQuery } from '../queries/get-contribution-payment';
import type { RegisteredRefund } from '../queries/contribution-register';

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

class ContributionRefundRequest extends ReasonBody {
  @ListOfIds('par', { max: 1000, min: 1, optional: true, description: 'Left out: everybody.' })
  participantIds: readonly string[] | null;

  @Month()
  fromMonth: CalendarMonth;

  @Month()
  toMonth: CalendarMonth;

  @Money({ description: 'What came back, as the paper says it.' })
  amount: MoneyBody;

  @Day()
  refundedOn: CalendarDay;

  @ClearText({ max: 60, description: 'The paper of the refund: it names it.' })
  reference: string;
}

@ApiTags('contributions')
@Controller('contribution-payments')
export class ContributionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
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
    const today = officeDayAt(this.clock.now());
    for (const { on } of [invoice, sp2d, receipt]) notInTheFuture(on, today);
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
    const paid = paidIn(decided.history);
    const id = publicId('cpy', paymentId);
    return answerOf(reply, {
      decided: { ...decided, position },
      body: { contributionPayment: { ...paymentView(id, paid), recorded } },
      location: `/v1/contribution-payments/${id}`,
      warnings: differencesIn(paid),
      dryRun: context.dryRun,
    });
  }

  @Post(':id/refunds')
  @Command({
    roles: ['finance'],
    summary: 'Money for some of the people or months of a payment came back',
    description:
      'For everyone whom the payment was for, or for those named. What was refunded is no month paid any more: rights that rested on it are judged anew.',
  })
  async refund(
    @PathId('cpy') paymentId: string,
    @Body() { participantIds, amount, ...facts }: ContributionRefundRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const today = officeDayAt(this.clock.now());
    notInTheFuture(facts.refundedOn, today);
    const people = participantIds && [...new Set(participantIds)].sort();
    const told = { ...facts, participantIds: people, amount: rupiah(amount.amount) };
    const { decided, recorded, position } = await this.commands.execute(
      new RefundContributionCommand(paymentId, told, context),
    );
    const payment = stateOf(contributionPaymentDecider, decided.history);
    const reference = facts.reference.toUpperCase();
    const refund = payment.refunds.find((one) => one.reference.toUpperCase() === reference);
    const paid = paidIn(decided.history);
    const view = paymentView(publicId('cpy', paymentId), paid);
    return answerOf(reply, {
      decided: { ...decided, position },
      body: {
        contributionPayment: { ...view, refund: refund && { ...refundView(refund), recorded } },
      },
      warnings: refund ? refundDifference(paid, refund) : [],
      dryRun: context.dryRun,
    });
  }

  @Get(':id')
  @Query({ roles: ['finance', 'supervisor', 'auditor'], summary: 'One invoice paid' })
  async get(
    @PathId('cpy') paymentId: string,
    @MinPosition() minPosition: Position | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { payment, position } = await this.queries.execute(
      new GetContributionPaymentQuery(paymentId, minPosition),
    );
    const { paid, recordedHeads, complete, refunds, version } = payment;
    setReadHeaders(reply, position, version);
    const view = paymentView(publicId('cpy', paymentId), paid);
    return {
      contributionPayment: {
        ...view,
        recorded: recordedHeads,
        complete,
        refunds: refunds.map((refund) => ({
          ...refundView(refund),
          recorded: refund.recordedHeads,
        })),
      },
    };
  }
}

const voucherFrom = ({ number, on, amount }: VoucherBody): Voucher => ({
  number,
  on,
  amount: rupiah(amount.amount),
});

const voucherView = ({ amount, ...voucher }: Voucher) => ({ ...voucher, amount: money(amount) });

const paymentView = (id: PublicId<'cpy'>, paid: ContributionPaid['data']) => ({
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

const paidIn = (history: readonly ContributionPaymentEvent[]): ContributionPaid['data'] => {
  const [first] = history;
  if (first?.type !== 'ContributionPaid') throw new Rejection('not-found');
  return first.data;
};

const refundView = ({
  fromMonth,
  toMonth,
  heads,
  headMonths,
  amount,
  refundedOn,
  reference,
  reasonCode,
}: Omit<RegisteredRefund, 'recordedHeads' | 'refundId'>) => ({
  ...{ fromMonth, toMonth, heads, headMonths, refundedOn, reference, reasonCode },
  amount: money(rupiah(amount)),
});

const refundDifference = (
  { tariff }: ContributionPaid['data'],
  { headMonths, amount }: Pick<RegisteredRefund, 'headMonths' | 'amount'>,
) => {
  const due = headMonths * tariff;
  const facts = { paper: 'refund', amount, due, difference: amount - due };
  return amount === due ? [] : [{ code: 'contribution-differs', facts }];
};

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
