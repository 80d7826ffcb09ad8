import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Rejection } from '../../kernel/rejection';
import type { Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { contributionRegister, type RegisteredPayment } from './contribution-register';

export type PaymentFound = { readonly payment: RegisteredPayment; readonly position: Position };

export class GetContributionPaymentQuery extends Query<PaymentFound> {
  constructor(
    readonly paymentId: string,
    readonly minPosition: Position | null,
  ) {
    super();
  }
}

@QueryHandler(GetContributionPaymentQuery)
export class GetContributionPaymentHandler implements IQueryHandler<GetContributionPaymentQuery> {
  constructor(private readonly rows: RowsReader) {}

  async execute({ paymentId, minPosition }: GetContributionPaymentQuery): Promise<PaymentFound> {
    const position = await this.rows.at(contributionRegister.name, minPosition);
    const payment = await this.find(paymentId);
    if (payment) return { payment, position };
    // Somebody may follow a Location before the register has it.
    const now = await this.rows.caughtUp(contributionRegister.name);
    const late = await this.find(paymentId);
    if (!late) throw new Rejection('not-found');
    return { payment: late, position: now };
  }

  private find(id: string): Promise<RegisteredPayment | null> {
    return this.rows.of(contributionRegister).findOneBy({ id });
  }
}
