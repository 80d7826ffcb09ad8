import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import { type Draft, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { type NikEvent } from './domain/nik.decider';
import type { EndListed } from './domain/participant.commands';
import { participantDecider } from './domain/participant.decider';
import type { ParticipantEvent } from './domain/participant.events';
import { Enrolment } from './enrolment';
import { holderOf } from './nik-holding';
import { participantStream } from './participant.streams';

/** Whose cover a list ends, by the keyed hash of the NIK, and from which day on. */
export type Ending = Omit<EndListed['data'], 'participantId' | 'by'>;
export type Ended =
  | { readonly outcome: 'ended' | 'unchanged' }
  | { readonly outcome: 'refused'; readonly code: string };

type History = readonly RecordedEvent<ParticipantEvent>[];
type Prepared = { readonly ended: Ended; readonly draft: Draft | null };

const ATTEMPTS = 8;

/** Ends the cover of many people in one command, whose repeat finds ended what it has ended. */
@Injectable()
export class ListEnding {
  constructor(private readonly streams: Streams) {}

  /** In the order of the NIK. A dry run says what would become of each. */
  async end(
    nikRefs: readonly string[],
    ending: Ending,
    context: CommandContext,
  ): Promise<readonly Ended[]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const prepared = await this.prepare(nikRefs, ending, context.actor);
      const drafts = prepared.flatMap(({ draft }) => draft ?? []);
      if (context.dryRun || (await this.write(drafts, context)))
        return prepared.map(({ ended }) => ended);
    }
    throw new Rejection('command-in-progress');
  }

  private async prepare(
    nikRefs: readonly string[],
    ending: Ending,
    by: string,
  ): Promise<readonly Prepared[]> {
    const niks = await this.streams.readMany<NikEvent>(nikRefs.map((ref) => `nik-${ref}` as const));
    const holders = niks.map(holderOf);
    const known = holders.flatMap((holder) => holder ?? []);
    const histories = await this.streams.readMany<ParticipantEvent>(known.map(participantStream), {
      personal: 'sealed',
    });
    const historyOf = new Map(known.map((id, index) => [id, histories[index] ?? []]));
    return holders.map((holder) =>
      decided(holder ?? '', historyOf.get(holder ?? '') ?? [], { ...ending, by }),
    );
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

/** The doors through which lists come to people. */
@Injectable()
export class ListedPeople {
  constructor(
    readonly enrolment: Enrolment,
    readonly ending: ListEnding,
  ) {}
}

const decided = (
  participantId: string,
  history: History,
  ending: Omit<EndListed['data'], 'participantId'>,
): Prepared => {
  const isEnded = history.some(
    ({ type, data }) => type === 'CoverageEnded' && data.listId === ending.listId,
  );
  if (isEnded) return { ended: { outcome: 'ended' }, draft: null };
  try {
    const data = { ...ending, participantId };
    const state = stateOf(participantDecider, history);
    const events = participantDecider.decide({ type: 'EndListed', data }, state);
    if (events.length === 0) return { ended: { outcome: 'unchanged' }, draft: null };
    const draft = { stream: participantStream(participantId), after: history, events };
    return { ended: { outcome: 'ended' }, draft };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const code = error.code === 'not-found' ? 'not-enrolled' : error.code;
    return { ended: { outcome: 'refused', code }, draft: null };
  }
};
