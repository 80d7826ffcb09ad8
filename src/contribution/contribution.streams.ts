import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import {
  type ContributionPaid,
  contributionPaymentDecider,
  type PayContribution,
} from './domain/contribution-payment.decider';

/** One stream per invoice paid: contributionPayment-<id>. */
@Injectable()
export class ContributionStreams {
  constructor(private readonly streams: Streams) {}

  handle(
    paymentId: string,
    command: PayContribution,
    context: CommandContext,
  ): Promise<Decided<ContributionPaid>> {
    const stream = streamOf(paymentId);
    return decideAndAppend(this.streams, contributionPaymentDecider, { stream, command, context });
  }

  history(paymentId: string): Promise<readonly RecordedEvent<ContributionPaid>[]> {
    return this.streams.read(streamOf(paymentId));
  }

  async paid(paymentId: string): Promise<ContributionPaid['data'] | null> {
    return stateOf(contributionPaymentDecider, await this.history(paymentId)).paid;
  }
}

const streamOf = (paymentId: string) => `contributionPayment-${paymentId}` as const;
