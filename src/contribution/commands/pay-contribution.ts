import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import { CoveredPeople } from '../../participant/queries/covered-people';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { isAfter, type Position } from '../../platform/event-store/event-store';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { ContributionStreams } from '../contribution.streams';
import type {
  ContributionFacts,
  ContributionPaymentEvent,
} from '../domain/contribution-payment.decider';
import { contributionPart } from '../finish-payment';
import { type Invoice, monthsOwed, PaymentParts } from '../payment-parts';

export type ContributionOutcome = {
  readonly paymentId: string;
  readonly decided: Decided<ContributionPaymentEvent>;
  /** For how many people it stands in their own stream now. */
  readonly recorded: number;
  readonly position: Position;
};

export class PayContributionCommand extends Command<ContributionOutcome> {
  constructor(
    readonly facts: ContributionFacts,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * One invoice for thousands: first the payment as a fact with its heads, then a contribution in each person's stream.
 * Who owes is decided from those streams as they stood at the payment's position, so a payment that was interrupted
 * ends at the same people when it is repeated, or at the next start.
 */
@CommandHandler(PayContributionCommand)
export class PayContributionHandler implements ICommandHandler<PayContributionCommand> {
  constructor(
    private readonly parts: PaymentParts,
    private readonly payments: ContributionStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly people: CoveredPeople,
  ) {}

  async execute({ facts, context }: PayContributionCommand): Promise<ContributionOutcome> {
    const { programme, fromMonth, toMonth, invoice } = facts;
    const number = invoice.number.toUpperCase().replaceAll(/\s+/g, '');
    const paymentId = idFrom('contributionPayment', programme, fromMonth, toMonth, number);
    const { tariff } = await this.programmes.agreementOf(programme);
    const { paid: earlier } = await this.payments.known(paymentId);
    const { ids, position } = await this.people.everCovered(programme, fromMonth, toMonth);
    const asOfPosition = earlier?.asOfPosition ?? position;

    const { heads, headMonths } = earlier ?? (await this.count(ids, { ...facts, asOfPosition }));
    const data = {
      ...facts,
      heads,
      headMonths,
      tariff: rupiah(tariff.jkk + tariff.jkm),
      asOfPosition,
      by: context.actor,
    };
    const decided = await this.payments.handle(
      paymentId,
      { type: 'PayContribution', data },
      context,
    );
    if (context.dryRun) return { paymentId, decided, recorded: 0, position: decided.position };

    const { paid } = await this.payments.known(paymentId);
    if (!paid) throw new Rejection('not-found');
    const written = await this.parts.record(ids, contributionPart(paymentId, paid), context);
    const last = written.last && isAfter(written.last, decided.position) ? written.last : null;
    return { paymentId, decided, recorded: written.recorded, position: last ?? decided.position };
  }

  private async count(ids: readonly string[], invoice: Invoice) {
    let [heads, headMonths] = [0, 0];
    await this.parts.each(ids, (person) => {
      const { length } = monthsOwed(person, invoice);
      heads += length > 0 ? 1 : 0;
      headMonths += length;
    });
    return { heads, headMonths };
  }
}
