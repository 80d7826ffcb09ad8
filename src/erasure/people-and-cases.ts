import { Injectable } from '@nestjs/common';
import type { Claim } from '../claim/domain/claim';
import { claimDecider } from '../claim/domain/claim.decider';
import { type CalendarDay, officeDayAt } from '../kernel/calendar-day';
import type { Command } from '../kernel/command';
import { type Decider, stateOf } from '../kernel/decider';
import type { AnyEvent } from '../kernel/event';
import { Rejection } from '../kernel/rejection';
import { participantDecider } from '../participant/domain/participant.decider';
import type { ParticipantEvent } from '../participant/domain/participant.events';
import { Clock } from '../platform/clock';
import { Streams } from '../platform/event-store/decide-and-append';
import type { StreamName } from '../platform/event-store/event-store';
import { categoryOf, idOfStream } from '../platform/event-store/recorded-event';
import { RowsReader } from '../platform/read-models/rows-reader';
import { scholarshipDecider } from '../scholarship/domain/scholarship.decider';
import { type Case, type CasesOfPerson, coveredUntil, openMattersOf } from './domain/open-matters';
import type { StillOpen } from './domain/erasure.decider';
import { unclaimedDeath } from './domain/unclaimed-death';
import { subjectStreams } from './queries/subject-streams';
import type { Subject } from './subject';

/**
 * Finds the cases of a person: in which streams, a read model knows that has come to the end of the log; what they say
 * is read from the streams themselves.
 */
@Injectable()
export class PeopleAndCases {
  constructor(
    private readonly rows: RowsReader,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /**
   * What is open for a person at this moment.
   * @throws Rejection `not-found` where there is no such participant, or nobody of that id was ever named.
   */
  async stillOpenFor(subject: Subject): Promise<StillOpen> {
    await this.rows.caughtUp(subjectStreams.name);
    const named = await this.streamsNaming(subject.id);
    const [enrolled = []] = await this.read<ParticipantEvent>([`participant-${subject.id}`]);
    mustBeSomebody(subject, { enrolled: enrolled.length > 0, named: named.length > 0 });
    const families = ofKind('participant', named).map(idOfStream);
    return {
      matters: openMattersOf(subject.id, await this.casesIn(named)),
      deathUnclaimed: await this.deathUnclaimedAmong([subject.id, ...families]),
      coveredUntil: coveredUntil(
        stateOf(participantDecider, enrolled),
        officeDayAt(this.clock.now()),
      ),
    };
  }

  /** Of him himself, and of those in whose family he is. */
  private async deathUnclaimedAmong(ids: readonly string[]): Promise<CalendarDay | null> {
    for (const id of new Set(ids)) {
      const [history = []] = await this.read<ParticipantEvent>([`participant-${id}`]);
      const claims = await this.cases(ofKind('claim', await this.streamsNaming(id)), claimDecider);
      const own = claims.map(({ state }) => state).filter(isOf(id));
      const diedOn = unclaimedDeath(stateOf(participantDecider, history), own);
      if (diedOn !== null) return diedOn;
    }
    return null;
  }

  private async casesIn(named: readonly StreamName[]): Promise<CasesOfPerson> {
    const relevant = [...named, ...(await this.unreadStreams())];
    const claims = ofKind('claim', relevant);
    const inTheFamily = await Promise.all(
      ofKind('participant', relevant).map((stream) => this.streamsNaming(idOfStream(stream))),
    );
    const family = ofKind('claim', inTheFamily.flat()).filter((one) => !claims.includes(one));
    const scholarships = ofKind('scholarship', relevant);
    return {
      claims: await this.cases(claims, claimDecider),
      claimsInTheFamily: await this.cases(family, claimDecider),
      scholarships: await this.cases(scholarships, scholarshipDecider),
    };
  }

  private async cases<State, C extends Command, E extends AnyEvent>(
    streams: readonly StreamName[],
    decider: Decider<State, C, E>,
  ): Promise<readonly Case<State>[]> {
    const histories = await this.read<E>(streams);
    return histories.map((history) => ({ state: stateOf(decider, history), history }));
  }

  private async streamsNaming(id: string): Promise<readonly StreamName[]> {
    const row = await this.rows.of(subjectStreams).findOneBy({ id });
    return (row?.streams ?? []) as readonly StreamName[];
  }

  /** One that could not be read may name anybody: to read it here fails again, and so nobody is erased meanwhile. */
  private async unreadStreams(): Promise<readonly StreamName[]> {
    const unread = await this.rows.unread(subjectStreams.name);
    await this.read(unread);
    return unread;
  }

  /** Those that exist. No key is asked for: what is open does not depend on what names a person. */
  private async read<E extends AnyEvent>(
    streams: readonly StreamName[],
  ): Promise<readonly (readonly E[])[]> {
    if (streams.length === 0) return [];
    const found = await this.streams.readMany<E>([...new Set(streams)], { personal: 'sealed' });
    return found.filter((history) => history.length > 0);
  }
}

/** `mem_…` of a participant is no id of his: a person has one name outside. */
const mustBeSomebody = (
  { kind }: Subject,
  { enrolled, named }: { readonly enrolled: boolean; readonly named: boolean },
): void => {
  const known = kind === 'par' ? enrolled : named && !enrolled;
  if (!known) throw new Rejection('not-found');
};

const isOf =
  (participantId: string) =>
  ({ report }: Claim): boolean =>
    report?.participantId === participantId;

const ofKind = (category: string, streams: readonly StreamName[]): readonly StreamName[] =>
  streams.filter((stream) => categoryOf(stream) === category);
