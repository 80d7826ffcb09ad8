import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { CalendarMonth } from '../kernel/calendar-day';
import { monthsDue } from '../participant/domain/contribution-due';
import { evolve, initialState } from '../participant/domain/participant';
import type { RecordContribution, RecordRefund } from '../participant/domain/participant.commands';
import { participantDecider } from '../participant/domain/participant.decider';
import type { ParticipantEvent } from '../participant/domain/participant.events';
import { participantStream } from '../participant/participant.streams';
import type { CommandContext } from '../platform/command-context';
import { Streams } from '../platform/event-store/decide-and-append';
import { isAfter, isWritten, type Position } from '../platform/event-store/event-store';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { ContributionFacts } from './domain/contribution-payment.decider';

/** How many people are read, decided and written at once. */
const SLICE = 500;

export type Person = {
  readonly id: string;
  readonly history: readonly RecordedEvent<ParticipantEvent>[];
};

/** The months and the programme of a payment, and where the log stood when its heads were counted. */
export type Invoice = Pick<ContributionFacts, 'programme' | 'fromMonth' | 'toMonth'> & {
  readonly asOfPosition: Position;
};

/** What is to be written for one person; null for one whom it does not concern. */
export type PartOf = (person: Person) => RecordContribution | RecordRefund | null;

export type Parts = {
  /** For how many people it stands in their own stream now. */
  readonly recorded: number;
  readonly last: Position | null;
};

/** One invoice or refund of thousands, in each person's own stream. What a crash left open is finished by whoever comes next. */
@Injectable()
export class PaymentParts {
  constructor(private readonly streams: Streams) {}

  /** Reads people in slices, so that memory does not grow with their number. */
  async each(ids: readonly string[], look: (person: Person) => void): Promise<void> {
    for (const slice of slicesOf(ids)) (await this.read(slice)).forEach(look);
  }

  async record(ids: readonly string[], partOf: PartOf, context: CommandContext): Promise<Parts> {
    const written = await this.streams.store.findCommand(context.commandId);
    const ledger = new Set(written.map(({ stream }) => stream));
    let recorded = 0;
    // A repeat answers with the position that the first answer came to.
    let last: Position | null = written.at(-1)?.position ?? null;
    for (const slice of slicesOf(ids)) {
      const parts = (await this.read(slice)).flatMap((person) => {
        const command = partOf(person);
        return command ? [{ person, command }] : [];
      });
      recorded += parts.length;
      const open = parts.filter(({ person: { id } }) => !ledger.has(participantStream(id)));
      const positions = await Promise.all(
        open.map(({ person, command }) => this.recordFor(person, command, context)),
      );
      last = positions.reduce(
        (latest, one) => (one && (!latest || isAfter(one, latest)) ? one : latest),
        last,
      );
    }
    return { recorded, last };
  }

  private async recordFor(
    { id, history }: Person,
    command: RecordContribution | RecordRefund,
    context: CommandContext,
  ): Promise<Position | null> {
    const stream = participantStream(id);
    for (let known = history; ; known = (await this.read([id]))[0]?.history ?? []) {
      const events = participantDecider.decide(command, stateOf(participantDecider, known));
      // It stands already: whoever reads up to the position of the answer must find it.
      if (events.length === 0) return endOf(known);
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

const endOf = (history: Person['history']): Position | null => history.at(-1)?.position ?? null;

/** Months that this person owed at a position of the log: what came later changes nothing. */
export const monthsOwed = (
  { history }: Person,
  { programme, fromMonth, toMonth, asOfPosition }: Invoice,
): readonly CalendarMonth[] =>
  monthsDue(
    history.filter(({ position }) => !isAfter(position, asOfPosition)).reduce(evolve, initialState),
    programme,
    fromMonth,
    toMonth,
  );

const slicesOf = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / SLICE) }, (_, index) =>
    ids.slice(index * SLICE, (index + 1) * SLICE),
  );
