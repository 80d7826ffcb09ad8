import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { stateOf } from '../../kernel/decider';
import { idFrom } from '../../kernel/name-based-id';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import type { CalendarMonth } from '../../kernel/calendar-day';
import { monthsDue } from '../../participant/domain/contribution-due';
import { evolve, initialState } from '../../participant/domain/participant';
import { participantDecider } from '../../participant/domain/participant.decider';
import type { ParticipantEvent } from '../../participant/domain/participant.events';
import { participantStream } from '../../participant/participant.streams';
import { CoveredPeople } from '../../participant/queries/covered-people';
import type { CommandContext } from '../../platform/command-context';
import { type Decided, Streams } from '../../platform/event-store/decide-and-append';
import { isAfter, isWritten, type Position } from '../../platform/event-store/event-store';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { ProgrammeStreams } from '../../programme/programme.streams';
import { ContributionStreams } from '../contribution.streams';
import type { ContributionFacts, ContributionPaid } from '../domain/contribution-payment.decider';

export type ContributionOutcome = {
  readonly paymentId: string;
  readonly decided: Decided<ContributionPaid>;
  /** For how many people the payment stands in their own stream now. */
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

/** How many people are read, decided and written at once. */
const SLICE = 500;

type Person = {
  readonly id: string;
  readonly history: readonly RecordedEvent<ParticipantEvent>[];
};

/**
 * One invoice for thousands: first the payment as a fact with its heads, then a contribution in each person's stream.
 * Who owes is decided from those streams as they stood at the payment's position, so a payment that was interrupted
 * ends at the same people when it is repeated.
 */
@CommandHandler(PayContributionCommand)
export class PayContributionHandler implements ICommandHandler<PayContributionCommand> {
  constructor(
    private readonly streams: Streams,
    private readonly payments: ContributionStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly people: CoveredPeople,
  ) {}

  async execute({ facts, context }: PayContributionCommand): Promise<ContributionOutcome> {
    const { programme, fromMonth, toMonth, invoice } = facts;
    const number = invoice.number.toUpperCase().replaceAll(/\s+/g, '');
    const paymentId = idFrom('contributionPayment', programme, fromMonth, toMonth, number);
    const { tariff } = await this.programmes.agreementOf(programme);
    const earlier = await this.payments.paid(paymentId);
    const { ids, position } = await this.people.everCovered(programme, fromMonth, toMonth);
    const asOfPosition = earlier?.asOfPosition ?? position;

    const counted = earlier ?? (await this.count(ids, facts, asOfPosition));
    const { heads, headMonths } = counted;
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

    const [paid] = decided.history;
    if (!paid) throw new Rejection('not-found');
    const written = await this.recordEach(ids, { paymentId, ...paid.data }, context);
    const last = written.last && isAfter(written.last, decided.position) ? written.last : null;
    return { paymentId, decided, recorded: written.recorded, position: last ?? decided.position };
  }

  private async count(
    ids: readonly string[],
    { programme, fromMonth, toMonth }: ContributionFacts,
    asOf: Position,
  ): Promise<{ readonly heads: number; readonly headMonths: number }> {
    let [heads, headMonths] = [0, 0];
    for (const slice of slicesOf(ids)) {
      for (const person of await this.read(slice)) {
        const { length } = monthsOwed(person, { programme, fromMonth, toMonth, asOf });
        heads += length > 0 ? 1 : 0;
        headMonths += length;
      }
    }
    return { heads, headMonths };
  }

  private async recordEach(
    ids: readonly string[],
    payment: ContributionPaid['data'] & { readonly paymentId: string },
    context: CommandContext,
  ): Promise<{ readonly recorded: number; readonly last: Position | null }> {
    const written = await this.streams.store.findCommand(context.commandId);
    const ledger = new Set(written.map(({ stream }) => stream));
    let recorded = 0;
    // A repeat answers with the position that the first answer came to.
    let last: Position | null = written.at(-1)?.position ?? null;
    for (const slice of slicesOf(ids)) {
      const asOf = payment.asOfPosition;
      const owing = (await this.read(slice))
        .map((person) => ({ ...person, months: monthsOwed(person, { ...payment, asOf }) }))
        .filter(({ months }) => months.length > 0);
      recorded += owing.length;
      const open = owing.filter(({ id }) => !ledger.has(participantStream(id)));
      const positions = await Promise.all(
        open.map((person) => this.recordFor(person, payment, context)),
      );
      last = positions.reduce(
        (latest, one) => (one && (!latest || isAfter(one, latest)) ? one : latest),
        last,
      );
    }
    return { recorded, last };
  }

  private async recordFor(
    { id, history, months }: Person & { readonly months: readonly CalendarMonth[] },
    payment: ContributionPaid['data'] & { readonly paymentId: string },
    context: CommandContext,
  ): Promise<Position | null> {
    const stream = participantStream(id);
    const data = { ...payment, months, paidOn: payment.receipt.on };
    for (let known = history; ; known = (await this.read([id]))[0]?.history ?? []) {
      const state = stateOf(participantDecider, known);
      const events = participantDecider.decide({ type: 'RecordContribution', data }, state);
      if (events.length === 0) return null;
      const drafts = [{ stream, after: known, events }];
      const [outcome] = await this.streams.store.append(
        await this.streams.appends(context, drafts),
      );
      if (outcome?.kind === 'key_reused') throw new Rejection('idempotency-key-reused');
      if (outcome && isWritten(outcome)) return outcome.position;
    }
  }

  private async read(ids: readonly string[]): Promise<readonly Person[]> {
    const histories = await this.streams.readMany<ParticipantEvent>(ids.map(participantStream), {
      personal: 'sealed',
    });
    return ids.map((id, index) => ({ id, history: histories[index] ?? [] }));
  }
}

/** Months that this person owed at a position of the log: what came later changes nothing. */
const monthsOwed = (
  { history }: Person,
  {
    programme,
    fromMonth,
    toMonth,
    asOf,
  }: {
    readonly programme: string;
    readonly fromMonth: CalendarMonth;
    readonly toMonth: CalendarMonth;
    readonly asOf: Position;
  },
): readonly CalendarMonth[] =>
  monthsDue(
    history.filter(({ position }) => !isAfter(position, asOf)).reduce(evolve, initialState),
    programme,
    fromMonth,
    toMonth,
  );

const slicesOf = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / SLICE) }, (_, index) =>
    ids.slice(index * SLICE, (index + 1) * SLICE),
  );
