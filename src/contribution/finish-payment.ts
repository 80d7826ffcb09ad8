import { Injectable } from '@nestjs/common';
import { CoveredPeople } from '../participant/queries/covered-people';
import type { CommandContext } from '../platform/command-context';
import type { Metadata } from '../platform/event-store/recorded-event';
import { ContributionStreams } from './contribution.streams';
import {
  type ContributionPaid,
  type ContributionPayment,
  type ContributionPaymentRefunded,
  monthsLeft,
  takes,
} from './domain/contribution-payment.decider';
import { monthsOwed, type PartOf, PaymentParts } from './payment-parts';

/** What a payment writes into the stream of each person who owed it. */
export const contributionPart =
  (paymentId: string, paid: ContributionPaid['data']): PartOf =>
  (person) => {
    const { programme, tariff, receipt } = paid;
    const months = monthsOwed(person, paid);
    const data = { paymentId, programme, months, tariff, paidOn: receipt.on };
    return months.length > 0 ? { type: 'RecordContribution', data } : null;
  };

/** What a refund takes from each person whom it names: only what the refunds before it have left. */
export const refundPart =
  (
    paymentId: string,
    payment: ContributionPayment & { readonly paid: ContributionPaid['data'] },
    refund: Omit<ContributionPaymentRefunded['data'], 'heads' | 'headMonths' | 'by'>,
  ): PartOf =>
  (person) => {
    const { refundId, refundedOn, reasonCode } = refund;
    const { programme, tariff } = payment.paid;
    const months = monthsLeft(
      payment,
      person.id,
      monthsOwed(person, payment.paid),
      refundId,
    ).filter((month) => takes(refund, person.id, month));
    const data = { refundId, paymentId, programme, months, tariff, refundedOn, reasonCode };
    return months.length > 0 ? { type: 'RecordRefund', data } : null;
  };

/** Writes what is missing of a payment and its refunds, under the ids that the interrupted commands would have used. */
@Injectable()
export class FinishPayment {
  constructor(
    private readonly parts: PaymentParts,
    private readonly payments: ContributionStreams,
    private readonly people: CoveredPeople,
  ) {}

  async finish(paymentId: string): Promise<void> {
    const payment = await this.payments.known(paymentId);
    const { paid } = payment;
    if (!paid) return;
    const { ids } = await this.people.everCovered(paid.programme, paid.fromMonth, paid.toMonth);
    for (const event of await this.payments.history(paymentId)) {
      const part =
        event.type === 'ContributionPaid'
          ? contributionPart(paymentId, paid)
          : refundPart(paymentId, { ...payment, paid }, event.data);
      await this.parts.record(ids, part, contextFrom(event.metadata));
    }
  }
}

/** The command that was interrupted, as it stands beside the fact that it began with. */
const contextFrom = ({
  actor,
  roles,
  source,
  commandId,
  fingerprint,
  correlationId,
  causationId,
  requestId,
}: Metadata): CommandContext => ({
  ...{ actor, roles, source, commandId, fingerprint, correlationId, causationId, requestId },
  ifVersion: null,
  dryRun: false,
});
