import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { CoveredPeople } from '../../participant/queries/covered-people';
import type { CommandContext } from '../../platform/command-context';
import { isAfter } from '../../platform/event-store/event-store';
import { ContributionStreams } from '../contribution.streams';
import type { RefundFacts } from '../domain/contribution-payment.decider';
import { FinishPayment, refundPart } from '../finish-payment';
import { type PartOf, PaymentParts } from '../payment-parts';
import type { ContributionOutcome } from './pay-contribution';

export class RefundContributionCommand extends Command<ContributionOutcome> {
  constructor(
    readonly paymentId: string,
    readonly facts: Omit<RefundFacts, 'refundId'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** First the refund as a fact of the payment, then what it takes from each person; the payment itself is finished before. */
@CommandHandler(RefundContributionCommand)
export class RefundContributionHandler implements ICommandHandler<RefundContributionCommand> {
  constructor(
    private readonly parts: PaymentParts,
    private readonly payments: ContributionStreams,
    private readonly people: CoveredPeople,
    private readonly unfinished: FinishPayment,
  ) {}

  async execute({ paymentId, facts, context }: RefundContributionCommand) {
    const payment = await this.payments.known(paymentId);
    const { paid } = payment;
    if (!paid) throw new Rejection('not-found');
    if (!context.dryRun) await this.unfinished.finish(paymentId);
    const covered = await this.people.everCovered(paid.programme, paid.fromMonth, paid.toMonth);
    const number = facts.reference.toUpperCase().replaceAll(/\s+/g, '');
    const refund = { ...facts, refundId: idFrom(paymentId, 'refund', number) };
    const part = refundPart(paymentId, { ...payment, paid }, refund);

    const counted = await this.count(covered.ids, part);
    const named = facts.participantIds?.length ?? counted.heads;
    const data = {
      ...refund,
      ...counted,
      refundsCounted: payment.refunds.length,
      withoutMonths: named - counted.heads,
      by: context.actor,
    };
    const command = { type: 'RefundContribution', data } as const;
    const decided = await this.payments.handle(paymentId, command, context);
    const outcome = { paymentId, decided, recorded: 0, position: decided.position };
    if (context.dryRun) return outcome;

    const { recorded, last } = await this.parts.record(covered.ids, part, context);
    const position = last && isAfter(last, decided.position) ? last : decided.position;
    return { ...outcome, recorded, position };
  }

  private async count(ids: readonly string[], partOf: PartOf) {
    let [heads, headMonths] = [0, 0];
    await this.parts.each(ids, (person) => {
      const { length } = partOf(person)?.data.months ?? [];
      heads += length > 0 ? 1 : 0;
      headMonths += length;
    });
    return { heads, headMonths };
  }
}
