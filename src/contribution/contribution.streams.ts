import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import {
  type ContributionPayment,
  type ContributionPaymentCommand,
  contributionPaymentDecider,
  type ContributionPaymentEvent,
} from './domain/contribution-payment.decider';

/** One stream per invoice paid: contributionPayment-<id>. */
@Injectable()
export class ContributionStreams {
  constructor(private readonly streams: Streams) {}

  handle(
    paymentId: string,
    command: ContributionPaymentCommand,
    context: CommandContext,
  ): Promise<Decided<ContributionPaymentEvent>> {
    const stream = streamOf(paymentId);
    return decideAndAppend(this.streams, contributionPaymentDecider, { stream, command, context });
  }

  history(paymentId: string): Promise<readonly RecordedEvent<ContributionPaymentEvent>[]> {
    return this.streams.read(streamOf(paymentId));
  }

  async known(paymentId: string): Promise<ContributionPayment> {
    return stateOf(contributionPaymentDecider, await this.history(paymentId));
  }
}

const streamOf = (paymentId: string) => `contributionPayment-${paymentId}` as const;
