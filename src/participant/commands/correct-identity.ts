import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { officeDayAt, wholeYearsBetween } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { Clock } from '../../platform/clock';
import type { CommandContext } from '../../platform/command-context';
import {
  checkVersion,
  type Decided,
  type Draft,
  replayOf,
  silent,
  Streams,
  supposed,
  written,
  writtenBefore,
} from '../../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { type NikEvent, nikDecider } from '../domain/nik.decider';
import { participantDecider } from '../domain/participant.decider';
import type { ParticipantEvent, PersonalDetails } from '../domain/participant.events';
import { warningsFor } from '../enrolment-facts';
import { handedOver, holderOf, isGivenUp } from '../nik-holding';
import { participantStream } from '../participant.streams';

export type ToldIdentity = Partial<Pick<PersonalDetails, 'nik' | 'name' | 'birthDate' | 'sex'>>;

export class CorrectIdentityCommand extends Command<Decided<ParticipantEvent>> {
  constructor(
    readonly participantId: string,
    readonly told: ToldIdentity,
    readonly reasonCode: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** How often it is tried again because somebody wrote to one of its streams meanwhile. */
const ATTEMPTS = 8;

type History = readonly RecordedEvent<ParticipantEvent>[];
type Wish = Omit<CorrectIdentityCommand, 'execute'>;
/** The NIK that was told, and what its stream said before the participant was read. */
type NewNik = { readonly ref: string; readonly history: readonly RecordedEvent<NikEvent>[] };

/**
 * Reserves the new NIK, corrects the participant, releases the old NIK: in this order, so that at no moment two
 * participants have one NIK or one participant has none. What a crash leaves open, a repeat finishes, and so does
 * whoever comes next for one of the two.
 */
@CommandHandler(CorrectIdentityCommand)
export class CorrectIdentityHandler implements ICommandHandler<CorrectIdentityCommand> {
  constructor(
    private readonly streams: Streams,
    private readonly hasher: KeyedHasher,
    private readonly clock: Clock,
  ) {}

  async execute(wish: CorrectIdentityCommand): Promise<Decided<ParticipantEvent>> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const decided = await this.attempt(wish, attempt);
      if (!decided) continue;
      if (!wish.context.dryRun) await this.release(wish, decided.history);
      return decided;
    }
    throw new Rejection('command-in-progress');
  }

  private async attempt(wish: Wish, attempt: number) {
    const { participantId, told, context } = wish;
    const nik = told.nik === undefined ? null : await this.newNik(told.nik);
    const target = { stream: participantStream(participantId), context };
    const history = await this.streams.read<ParticipantEvent>(target.stream);
    const earlier = writtenBefore(await this.streams.store.findCommand(context.commandId), target);
    if (earlier)
      return earlier.lastRevision < history.length ? replayOf(target, history, earlier) : undefined;

    const { events, reservation } = await this.decide(wish, nik, history);
    if (events.length === 0) return silent(this.streams, target, history);
    if (context.dryRun) return supposed(target, history, events);
    const reserving = nik
      ? [{ stream: nikStream(nik.ref), row: attempt, after: nik.history, events: reservation }]
      : [];
    const drafts = [...reserving, { ...target, after: history, events }];
    const last = await this.write(context, drafts);
    return last?.kind === 'appended' ? written(target, history, events, last) : undefined;
  }

  /** In their order, each only after the one before. Drafts that hold nothing are left out. */
  private async write(context: CommandContext, drafts: readonly Draft[]) {
    const meant = drafts.filter(({ events }) => events.length > 0);
    const results = await this.streams.store.append(await this.streams.appends(context, meant));
    if (results.some(({ kind }) => kind === 'key_reused'))
      throw new Rejection('idempotency-key-reused');
    return results.at(-1);
  }

  /** A refusal after the NIK was reserved gives the reservation up, so that it does not stand in anybody's way. */
  private async decide(wish: Wish, nik: NewNik | null, history: History) {
    try {
      checkVersion(wish.context, history);
      const events = participantDecider.decide(
        this.commandOf(wish, nik?.ref ?? null, history),
        stateOf(participantDecider, history),
      );
      const corrected = nik !== null && events.some(({ type }) => type === 'NikCorrected');
      const reservation = corrected ? await this.reservation(wish.participantId, nik, history) : [];
      return { events, reservation };
    } catch (error) {
      if (nik && !wish.context.dryRun) await this.giveUp(wish, nik, history);
      throw error;
    }
  }

  private commandOf(
    { participantId, told, reasonCode, context }: Wish,
    nikRef: string | null,
    history: History,
  ) {
    const { enrolment } = stateOf(participantDecider, history);
    const today = officeDayAt(this.clock.now());
    const known = enrolment && enrolment.details !== 'erased' ? enrolment.details : null;
    const details = known && { ...known, ...told };
    const warnings =
      details && enrolment
        ? warningsFor(
            { details, place: enrolment.place },
            { ageInYears: wholeYearsBetween(details.birthDate, today) },
          )
        : [];
    const about = { participantId, told, nikRef, warnings, today, reasonCode };
    return { type: 'CorrectIdentity', data: { ...about, by: context.actor } } as const;
  }

  private async newNik(nik: string): Promise<NewNik> {
    const ref = this.hasher.nikRef(nik);
    return { ref, history: await this.streams.read<NikEvent>(nikStream(ref)) };
  }

  /** @throws Rejection where the NIK is another's, or is just being enrolled. */
  private async reservation(
    participantId: string,
    { ref, history }: NewNik,
    own: History,
  ): Promise<readonly NikEvent[]> {
    const holder = holderOf(history);
    if (holder === null) return [{ type: 'NikAssigned', data: { participantId } }];
    const theirs =
      holder === participantId
        ? own
        : await this.streams.read<ParticipantEvent>(participantStream(holder));
    if (isGivenUp(ref, history, theirs))
      return handedOver({ id: holder, history: theirs }, participantId);
    if (holder === participantId) return [];
    if (theirs.length === 0) throw new Rejection('command-in-progress');
    throw new Rejection('already-enrolled', { existing: holder });
  }

  private async giveUp({ participantId, context }: Wish, nik: NewNik, own: History) {
    const isOurs = holderOf(nik.history) === participantId;
    const isHis = stateOf(participantDecider, own).enrolment?.nikRef === nik.ref;
    if (!isOurs || isHis || isGivenUp(nik.ref, nik.history, own)) return;
    const data = { participantId, nikRef: nik.ref, by: context.actor };
    const events = participantDecider.decide(
      { type: 'AbandonNikCorrection', data },
      stateOf(participantDecider, own),
    );
    // A part of its own: the command itself has written nothing here, and may be sent again.
    const drafts = [
      { stream: participantStream(participantId), row: ABANDONING, after: own, events },
    ];
    const result = await this.write(context, drafts);
    if (result?.kind === 'appended') await this.releaseFrom(nik.ref, participantId, context);
  }

  /** The NIK that the participant had before his last correction. */
  private async release({ participantId, context }: Wish, history: History): Promise<void> {
    const last = history.findLast((event) => event.type === 'NikCorrected');
    if (last) await this.releaseFrom(last.data.previousNikRef, participantId, context);
  }

  /** Where somebody else comes first, there is nothing left to do: he has seen what we have written. */
  private async releaseFrom(
    nikRef: string,
    participantId: string,
    context: CommandContext,
  ): Promise<void> {
    const stream = nikStream(nikRef);
    const after = await this.streams.read<NikEvent>(stream);
    const data = { participantId, reasonCode: 'nik_corrected' };
    const events = nikDecider.decide({ type: 'ReleaseNik', data }, stateOf(nikDecider, after));
    if (events.length === 0) return;
    const drafts = [{ stream, row: RELEASING, after, events }];
    await this.write(context, drafts);
  }
}

const nikStream = (nikRef: string) => `nik-${nikRef}` as const;

/** Rows of one command: 0 is the participant; attempts count from 1, another row each, as no part is written twice. */
const ABANDONING = 101;
const RELEASING = 102;
