import { Injectable } from '@nestjs/common';
import type { CalendarDay } from '../kernel/calendar-day';
import { stateOf } from '../kernel/decider';
import { idFrom } from '../kernel/name-based-id';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import {
  type Decided,
  type Draft,
  replayOf,
  Streams,
  supposed,
  type Target,
  unchanged,
  unchangedPart,
  writtenBefore,
  written,
} from '../platform/event-store/decide-and-append';
import type { Append, LedgerRow, UnchangedPart } from '../platform/event-store/event-store';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { mapInTurns } from '../platform/in-turns';
import { KeyedHasher } from '../platform/privacy/keyed-hash';
import { mustBeWithin } from '../platform/security/area';
import type { Agreement } from '../programme/domain/programme.events';
import { type NikEvent, nikDecider } from './domain/nik.decider';
import type { ParticipantEvent } from './domain/participant.events';
import { factsOf } from './enrolment-facts';
import { eventsFor, type Newcomer } from './newcomer-events';
import { handedOver, isGivenUp } from './nik-holding';
import { participantStream } from './participant.streams';

export type Enrolled =
  | {
      readonly participantId: string;
      readonly outcome: 'enrolled' | 'known';
      readonly decided: Decided<ParticipantEvent>;
    }
  | { readonly outcome: 'refused'; readonly rejection: Rejection };

/** How often a row is decided again because somebody else took its NIK or wrote to its stream meanwhile. */
const ATTEMPTS = 8;

/** A person and his place in what was sent: ids are made from it, so a repeat meets them again. */
export type Row = { readonly newcomer: Newcomer; readonly row: number };
type Prepared = Row & {
  readonly participantId: string;
  readonly history: readonly RecordedEvent<ParticipantEvent>[];
  readonly nik: Draft;
  /** Who has given the NIK up that he still holds, and hands it over. */
  readonly from: Parameters<typeof handedOver>[0] | null;
  readonly events: readonly ParticipantEvent[];
};
type Outcomes = Map<number, Enrolled>;

/**
 * Reserves the NIK, then writes the participant: in one call, in that order. A reservation that was left without its
 * participant is finished by whoever comes next. Rows are decided one by one; one that is refused holds up no other.
 */
@Injectable()
export class Enrolment {
  constructor(
    private readonly streams: Streams,
    private readonly hasher: KeyedHasher,
  ) {}

  async enrol(
    rows: readonly Row[],
    agreements: ReadonlyMap<string, Agreement>,
    context: CommandContext,
    today: CalendarDay,
  ): Promise<readonly Enrolled[]> {
    const outcomes: Outcomes = new Map();
    const asked = { agreements, context, today };

    let open = rows;
    for (let fruitless = 0; fruitless < ATTEMPTS && open.length > 0;) {
      const prepared = await this.prepare(firstOfEachNik(open), asked, outcomes);
      await this.write(prepared, context, outcomes);
      const left = open.filter(({ row }) => !outcomes.has(row));
      fruitless = left.length < open.length ? 0 : fruitless + 1;
      open = left;
    }
    return rows.map(
      ({ row }) =>
        outcomes.get(row) ?? {
          outcome: 'refused',
          rejection: new Rejection('command-in-progress'),
        },
    );
  }

  /** Reads what is known of each NIK and its holder, and decides; rows that are done or refused get their outcome here. */
  private async prepare(
    rows: readonly Row[],
    asked: Omit<Asked, 'ledger' | 'silent'>,
    outcomes: Outcomes,
  ): Promise<readonly Prepared[]> {
    const nikRefs = await mapInTurns(rows, ({ newcomer }) =>
      this.hasher.nikRef(newcomer.details.nik),
    );
    const nikStreams = nikRefs.map((nikRef) => `nik-${nikRef}` as const);
    const nikHistories = await this.streams.readMany<NikEvent>(nikStreams);
    const holders = rows.map(({ row }, index) => {
      const { holder } = stateOf(nikDecider, nikHistories[index] ?? []);
      return holder ?? newIdOf({ row }, asked.context);
    });
    const histories = await this.historiesOf(holders, nikHistories);
    // After the histories: whatever this command wrote into them, the ledger knows by now.
    const ledger = await this.streams.store.findCommand(asked.context.commandId);

    const silent: Silent[] = [];
    const prepared = await mapInTurns(rows, (one, index): readonly Prepared[] => {
      const [stream, participantId] = [nikStreams[index], holders[index]];
      if (!stream || !participantId) return [];
      const [nikHistory, history] = [nikHistories[index] ?? [], histories[index] ?? []];
      const nik = { stream, row: one.row, after: nikHistory, events: [] };
      const known = isGivenUp(nikRefs[index] ?? '', nikHistory, history)
        ? {
            ...one,
            participantId: newIdOf(one, asked.context),
            history: [],
            nik,
            from: { id: participantId, history },
          }
        : { ...one, participantId, history, nik, from: null };
      return this.decide(known, { ...asked, ledger, silent }, outcomes);
    });
    await this.rememberSilent(silent, outcomes);
    return prepared.flat();
  }

  /** Nobody has written to the stream of one whose NIK was never assigned: it is not looked for. */
  private async historiesOf(
    holders: readonly string[],
    nikHistories: readonly (readonly RecordedEvent<NikEvent>[])[],
  ): Promise<readonly (readonly RecordedEvent<ParticipantEvent>[])[]> {
    const isKnown = (index: number) => (nikHistories[index]?.length ?? 0) > 0;
    const known = holders.filter((_, index) => isKnown(index));
    const found = (
      await this.streams.readMany<ParticipantEvent>(known.map(participantStream))
    ).values();
    return holders.map((_, index) => (isKnown(index) ? (found.next().value ?? []) : []));
  }

  private decide(
    known: Omit<Prepared, 'events'>,
    { agreements, context, today, ledger, silent }: Asked,
    outcomes: Outcomes,
  ): readonly Prepared[] {
    const { row, participantId, history, newcomer } = known;
    const target = { stream: participantStream(participantId), context, row };
    const done = (outcome: 'enrolled' | 'known', decided: Decided<ParticipantEvent>) => {
      outcomes.set(row, { outcome, participantId, decided });
      return [];
    };
    try {
      const earlier = writtenBefore(ledger, target);
      if (earlier) {
        // Written between the two looks: the row stays open, and the next attempt sees it.
        const seen = earlier.lastRevision < history.length;
        const outcome = earlier.firstRevision === 0 ? 'enrolled' : 'known';
        return seen ? done(outcome, replayOf(target, history, earlier)) : [];
      }

      mustBeWithin(context.area ?? 'all', newcomer.place.subDistrictCode);
      const facts = factsOf(newcomer, this.hasher, today);
      const events = eventsFor({ ...known, facts, agreements, by: context.actor });
      if (events.length === 0) {
        silent.push(silenceOf(known, target));
        return [];
      }
      const assigned =
        known.from === null
          ? nikDecider.decide(
              { type: 'AssignNik', data: { participantId } },
              stateOf(nikDecider, known.nik.after as readonly RecordedEvent<NikEvent>[]),
            )
          : handedOver(known.from, participantId);
      if (context.dryRun) return done('enrolled', supposed(target, history, events));
      return [{ ...known, events, nik: { ...known.nik, events: assigned } }];
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      outcomes.set(row, { outcome: 'refused', rejection: error });
      return [];
    }
  }

  /** A row that is not remembered now stays open: the next attempt finds what is known of it. */
  private async rememberSilent(silent: readonly Silent[], outcomes: Outcomes): Promise<void> {
    const parts = silent.flatMap(({ part }) => (part ? [part] : []));
    const remembered = parts.length > 0 ? await this.streams.store.rememberUnchanged(parts) : [];
    for (const { row, part, enrolled } of silent)
      if (!part || remembered.includes(part.partId)) outcomes.set(row, enrolled);
  }

  /** All chains at once: the store lets them travel together. A conflict leaves the row open for another attempt. */
  private async write(
    prepared: readonly Prepared[],
    context: CommandContext,
    outcomes: Outcomes,
  ): Promise<void> {
    const drafts = prepared.flatMap(({ nik, participantId, row, history, events }) => [
      ...(nik.events.length > 0 ? [nik] : []),
      { stream: participantStream(participantId), row, after: history, events },
    ]);
    const appends = await this.streams.appends(context, drafts);
    const chains = chainsOf(prepared, appends);
    await Promise.all(
      prepared.map(async ({ row, participantId, history, events }, index) => {
        const results = await this.streams.store.append(chains[index] ?? []);
        if (results.some(({ kind }) => kind === 'key_reused'))
          throw new Rejection('idempotency-key-reused');
        const last = results.at(-1);
        if (last?.kind !== 'appended') return;
        const target = { stream: participantStream(participantId), context, row };
        const ids = (chains[index]?.at(-1)?.events ?? []).map(({ id }) => id);
        const decided = written(target, history, events, { ...last, ids });
        const outcome = history.length === 0 ? 'enrolled' : 'known';
        outcomes.set(row, { outcome, participantId, decided });
      }),
    );
  }
}

type Asked = {
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly context: CommandContext;
  readonly today: CalendarDay;
  readonly ledger: readonly LedgerRow[];
  /** Rows with nothing to record, on the way to being remembered. */
  readonly silent: Silent[];
};

type Silent = {
  readonly row: number;
  readonly enrolled: Enrolled;
  /** Null where there is no key to ask again with. */
  readonly part: UnchangedPart | null;
};

const silenceOf = (
  { row, participantId, history }: Omit<Prepared, 'events'>,
  target: Target,
): Silent => {
  const decided = unchanged(target, history);
  const enrolled = { outcome: 'known', participantId, decided } as const;
  return { row, enrolled, part: unchangedPart(target, decided) };
};

/** Whom a row of a command enrols, where nobody has held the NIK before. */
export const newIdOf = (
  { row }: Pick<Row, 'row'>,
  { commandId }: Pick<CommandContext, 'commandId'>,
): string => idFrom(commandId, row, 'participant');

/** Rows that name the same person wait for each other, so that the first of them decides and not the quickest. */
const firstOfEachNik = (rows: readonly Row[]): readonly Row[] => {
  const seen = new Set<string>();
  return rows.filter(({ newcomer: { details } }) => {
    if (seen.has(details.nik)) return false;
    seen.add(details.nik);
    return true;
  });
};

/** Each row's appends in order: the NIK where it is free, then the participant. */
const chainsOf = (
  prepared: readonly Prepared[],
  appends: readonly Append[],
): readonly (readonly Append[])[] => {
  let next = 0;
  return prepared.map(({ nik }) => appends.slice(next, (next += nik.events.length > 0 ? 2 : 1)));
};
