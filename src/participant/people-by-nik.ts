import { Injectable } from '@nestjs/common';
import { Rejection } from '../kernel/rejection';
import type { Reading } from '../platform/event-store/codec/codec';
import type { CommandContext } from '../platform/command-context';
import { type Draft, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { NikEvent } from './domain/nik.decider';
import type { ParticipantEvent } from './domain/participant.events';
import { holderOf } from './nik-holding';
import { participantStream } from './participant.streams';

export type History = readonly RecordedEvent<ParticipantEvent>[];

/** What becomes of one person, and the facts that make it so. */
export type Outcome<T> = { readonly outcome: T; readonly events: readonly ParticipantEvent[] };

/** Given the holder of a NIK with his history (empty where nobody holds it), and the place of the NIK in the list. */
export type DecideOnHolder<T> = (participantId: string, history: History, at: number) => Outcome<T>;

const ATTEMPTS = 8;

/** Decides on many people in one command: what it has written before is for `decide` to find in the history. */
@Injectable()
export class PeopleByNik {
  constructor(private readonly streams: Streams) {}

  /** In the order of the NIK. A dry run says what would become of each. */
  async each<T>(
    nikRefs: readonly string[],
    decide: DecideOnHolder<T>,
    context: CommandContext,
    reading: Reading = { personal: 'sealed' },
  ): Promise<readonly T[]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const prepared = await this.prepare(nikRefs, decide, reading);
      const drafts = prepared.flatMap(({ draft }) => draft ?? []);
      if (context.dryRun || (await this.write(drafts, context)))
        return prepared.map(({ outcome }) => outcome);
    }
    throw new Rejection('command-in-progress');
  }

  private async prepare<T>(
    nikRefs: readonly string[],
    decide: DecideOnHolder<T>,
    reading: Reading,
  ): Promise<readonly { readonly outcome: T; readonly draft: Draft | null }[]> {
    const niks = await this.streams.readMany<NikEvent>(nikRefs.map((ref) => `nik-${ref}` as const));
    const holders = niks.map(holderOf);
    const known = holders.flatMap((holder) => holder ?? []);
    const histories = await this.streams.readMany<ParticipantEvent>(
      known.map(participantStream),
      reading,
    );
    const historyOf = new Map(known.map((id, index) => [id, histories[index] ?? []]));
    return holders.map((holder, at) => {
      const after = historyOf.get(holder ?? '') ?? [];
      const { outcome, events } = decide(holder ?? '', after, at);
      const isQuiet = holder === null || events.length === 0;
      return {
        outcome,
        draft: isQuiet ? null : { stream: participantStream(holder), after, events },
      };
    });
  }

  /** False where somebody else wrote to one of the streams first. */
  private async write(drafts: readonly Draft[], context: CommandContext): Promise<boolean> {
    const appends = await this.streams.appends(context, drafts);
    const outcomes = await Promise.all(appends.map((one) => this.streams.store.append([one])));
    const kinds = outcomes.flat().map(({ kind }) => kind);
    if (kinds.includes('key_reused')) throw new Rejection('idempotency-key-reused');
    return kinds.every((kind) => kind === 'appended' || kind === 'replayed');
  }
}
