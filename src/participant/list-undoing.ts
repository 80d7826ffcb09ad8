import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { ErasureEvent } from '../erasure/domain/erasure.events';
import { peopleIn, subjectStreams } from '../erasure/queries/subject-streams';
import type { CommandContext } from '../platform/command-context';
import { type Draft, Streams } from '../platform/event-store/decide-and-append';
import type { StreamName } from '../platform/event-store/event-store';
import { categoryOf } from '../platform/event-store/recorded-event';
import { RowsReader } from '../platform/read-models/rows-reader';
import { type NikEvent, nikDecider } from './domain/nik.decider';
import { participantDecider } from './domain/participant.decider';
import type { UndoListed } from './domain/participant.commands';
import type { ParticipantEvent } from './domain/participant.events';
import { ENROLMENT_ANNULLED } from './nik-holding';
import { endingIn, type History, undoneBy, type WrittenByList, writtenBy } from './written-by-list';
import { participantStream } from './participant.streams';

/** What becomes of one person when a list is undone; the last four stay as they are. */
export type Undone =
  | 'enrolment_annulled'
  | 'cover_annulled'
  | 'cover_restored'
  | 'unchanged'
  | 'claimed'
  | 'merged'
  | 'covered_otherwise'
  | 'erased';
export type UndonePerson = {
  readonly participantId: string;
  readonly outcome: Undone;
  /** Whether cover was annulled, be it with the enrolment or without. */
  readonly coverAnnulled: boolean;
};

type Prepared = UndonePerson & {
  readonly history: History;
  readonly events: readonly ParticipantEvent[];
};
type Undoing = { readonly listId: string; readonly reasonCode: string };

/** How often those are decided again whose streams somebody else wrote to meanwhile. */
const ATTEMPTS = 8;

/** Takes back what a list has written of people: cover, and enrolments on which nothing else rests. */
@Injectable()
export class ListUndoing {
  constructor(
    private readonly streams: Streams,
    private readonly rows: RowsReader,
  ) {}

  /** In one command, whose repeat finds nothing left to do. A dry run says what would become of each. */
  async undo(
    participantIds: readonly string[],
    undoing: Undoing,
    context: CommandContext,
  ): Promise<readonly UndonePerson[]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const prepared = await this.prepare(participantIds, undoing, context);
      const open = prepared.filter(({ events }) => events.length > 0);
      if (context.dryRun || (await this.write(open, context)))
        return prepared.map(({ participantId, outcome, coverAnnulled }) => ({
          ...{ participantId, outcome, coverAnnulled },
        }));
    }
    throw new Rejection('command-in-progress');
  }

  private async prepare(
    participantIds: readonly string[],
    { listId, reasonCode }: Undoing,
    { actor, correlationId }: CommandContext,
  ): Promise<readonly Prepared[]> {
    const histories = await this.streams.readMany<ParticipantEvent>(
      participantIds.map(participantStream),
      // Undoing names nobody, so that those who were erased are undone like everyone.
      { personal: 'sealed' },
    );
    const forgotten = await this.erasedAmong(participantIds, listId, histories);
    // After the histories: whoever files a claim from now on meets what is written here, or it meets him.
    const claimed = await this.claimedAmong(participantIds);
    return participantIds.map((participantId, index) => {
      const history = histories[index] ?? [];
      const about = { participantId, history, coverAnnulled: false };
      const written = writtenBy(listId, correlationId, history);
      if (written.before) return { ...about, ...written.before, events: [] };
      if (claimed.has(participantId)) return { ...about, outcome: 'claimed', events: [] };
      if (forgotten.has(participantId)) return { ...about, outcome: 'erased', events: [] };
      return {
        ...about,
        ...decided({ participantId, listId, reasonCode, by: actor }, written, history),
      };
    });
  }

  /** Of those whose cover the list has ended: nobody could be reported or found under what is given back to them. */
  private async erasedAmong(
    participantIds: readonly string[],
    listId: string,
    histories: readonly History[],
  ): Promise<ReadonlySet<string>> {
    const ended = participantIds.filter((_, index) => endingIn(listId, histories[index] ?? []));
    const erasures = await this.streams.readMany<ErasureEvent>(
      ended.map((id) => `subject-${id}` as const),
    );
    return new Set(
      ended.filter((_, index) => erasures[index]?.some(({ type }) => type === 'PersonErased')),
    );
  }

  /** Whoever is named in a claim or a scholarship, whatever has become of it: money may rest on his cover. */
  private async claimedAmong(participantIds: readonly string[]): Promise<ReadonlySet<string>> {
    await this.rows.caughtUp(subjectStreams.name);
    const found = await this.rows
      .of(subjectStreams)
      .createQueryBuilder('subject')
      .where('subject.id = ANY(:ids)', { ids: participantIds })
      .getMany();
    const named = found.filter(({ streams }) => streams.some(isCase)).map(({ id }) => id);
    return new Set([...named, ...(await this.namedInUnread())]);
  }

  /** In cases that the read model could not read; to read one here fails again where this release cannot. */
  private async namedInUnread(): Promise<readonly string[]> {
    const cases = (await this.rows.unread(subjectStreams.name)).filter(isCase);
    const histories = await this.streams.readMany(cases, { personal: 'sealed' });
    return histories.flat().flatMap(({ data }) => peopleIn(data));
  }

  /** Each person and then the NIK, in chains that travel together; false where somebody else was first. */
  private async write(open: readonly Prepared[], context: CommandContext): Promise<boolean> {
    const released = await this.releases(open);
    const chains = open.map(({ participantId, history, events }, index): readonly Draft[] => {
      const release = released[index];
      const person = { stream: participantStream(participantId), after: history, events };
      return release ? [person, release] : [person];
    });
    const appends = (await this.streams.appends(context, chains.flat())).values();
    const outcomes = await Promise.all(
      chains.map((chain) =>
        this.streams.store.append(chain.flatMap(() => appends.next().value ?? [])),
      ),
    );
    const results = outcomes.map(([first]) => first?.kind);
    if (results.includes('key_reused')) throw new Rejection('idempotency-key-reused');
    return results.every((kind) => kind === 'appended' || kind === 'replayed');
  }

  /** A NIK that is not released here is handed over by whoever enrols its owner next. */
  private async releases(open: readonly Prepared[]): Promise<readonly (Draft | null)[]> {
    const niks = open.map(({ outcome, history }) => {
      const { enrolment } = stateOf(participantDecider, history);
      return outcome === 'enrolment_annulled' && enrolment ? enrolment.nikRef : null;
    });
    const named = niks.flatMap((ref) => (ref === null ? [] : [`nik-${ref}` as const]));
    const found = (await this.streams.readMany<NikEvent>(named)).values();
    return open.map(({ participantId }, index) => {
      const ref = niks[index] ?? null;
      if (ref === null) return null;
      const after = found.next().value ?? [];
      const data = { participantId, reasonCode: ENROLMENT_ANNULLED };
      const events = nikDecider.decide({ type: 'ReleaseNik', data }, stateOf(nikDecider, after));
      return events.length === 0 ? null : { stream: `nik-${ref}` as const, after, events };
    });
  }
}

const isCase = (stream: string): boolean =>
  ['claim', 'scholarship'].includes(categoryOf(stream as StreamName));

type About = Pick<UndoListed['data'], 'participantId' | 'listId' | 'reasonCode' | 'by'>;

const decided = (
  about: About,
  { periodIds, enrolled, ended }: WrittenByList,
  history: History,
): Pick<Prepared, 'outcome' | 'coverAnnulled' | 'events'> => {
  const nothing = { coverAnnulled: false, events: [] };
  try {
    const state = stateOf(participantDecider, history);
    const command = ended
      ? ({ type: 'UndoEnding', data: { ...about, ...ended } } as const)
      : ({ type: 'UndoListed', data: { ...about, periodIds, enrolled } } as const);
    const events = participantDecider.decide(command, state);
    return { ...undoneBy(events), events };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { outcome: KEPT_FOR[error.code] ?? 'unchanged', ...nothing };
  }
};

const KEPT_FOR: Readonly<Record<string, Undone>> = {
  'participant-merged': 'merged',
  'coverage-overlaps': 'covered_otherwise',
};
