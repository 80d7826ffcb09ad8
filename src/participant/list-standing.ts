import { Injectable } from '@nestjs/common';
import type { CalendarDay } from '../kernel/calendar-day';
import { stateOf } from '../kernel/decider';
import { Streams } from '../platform/event-store/decide-and-append';
import { participantDecider } from './domain/participant.decider';
import { isLive, type Period } from './domain/participant';
import type { CoverRefusalGround, ParticipantEvent } from './domain/participant.events';
import type { NikEvent } from './domain/nik.decider';
import { holderOf } from './nik-holding';
import { participantStream } from './participant.streams';
import { endingIn, type History } from './written-by-list';

/** What has become by now of what a list has written of one person. */
export type Standing =
  | { readonly kind: 'asked' | 'covered' | 'ended' | 'restored' | 'annulled' }
  | { readonly kind: 'refused'; readonly ground: CoverRefusalGround };

/** Whom a row names, and under which id the list has enrolled him where it did. */
export type Listed = { readonly nikRef: string; readonly enrolledAs: string };

type Terms = Pick<Period, 'programme' | 'from' | 'lastCoveredOn'>;

const SEALED = { personal: 'sealed' } as const;

/** Read from the people's own streams: neither a read model, which may lag, nor what a list once said is asked. */
@Injectable()
export class ListStandings {
  constructor(private readonly streams: Streams) {}

  /** In the order of the rows; null where nothing of the list is found with the holder of the NIK. */
  async of(rows: readonly Listed[], listId: string): Promise<readonly (Standing | null)[]> {
    const niks = rows.map(({ nikRef }) => `nik-${nikRef}` as const);
    const holders = (await this.streams.readMany<NikEvent>(niks, SEALED)).map(holderOf);
    const held = await this.byPerson(
      holders.flatMap((holder) => holder ?? []),
      listId,
    );
    const found = holders.map((holder) => held.get(holder ?? '') ?? null);
    // A NIK that was corrected since leads to somebody else, or to nobody.
    const lost = rows.filter((_, index) => !found[index]).map(({ enrolledAs }) => enrolledAs);
    const own = await this.byPerson(lost, listId);
    return rows.map(({ enrolledAs }, index) => found[index] ?? own.get(enrolledAs) ?? null);
  }

  /** Whether each of them is covered through the days of those terms, or has asked for it: in the order of the NIK. */
  async covered(
    nikRefs: readonly string[],
    { programme, from, lastCoveredOn }: Terms,
  ): Promise<readonly boolean[]> {
    const niks = nikRefs.map((ref) => `nik-${ref}` as const);
    const holders = (await this.streams.readMany<NikEvent>(niks, SEALED)).map(holderOf);
    const known = holders.flatMap((holder) => holder ?? []);
    const histories = await this.streams.readMany<ParticipantEvent>(
      known.map(participantStream),
      SEALED,
    );
    const isCovered = (history: History): boolean =>
      stateOf(participantDecider, history).periods.some(
        (period) =>
          isLive(period) &&
          period.programme === programme &&
          period.from <= from &&
          period.lastCoveredOn >= lastCoveredOn,
      );
    const covered = new Set(known.filter((_, index) => isCovered(histories[index] ?? [])));
    return holders.map((holder) => holder !== null && covered.has(holder));
  }

  private async byPerson(
    ids: readonly string[],
    listId: string,
  ): Promise<ReadonlyMap<string, Standing | null>> {
    const streams = ids.map(participantStream);
    const histories = await this.streams.readMany<ParticipantEvent>(streams, SEALED);
    return new Map(ids.map((id, index) => [id, standingIn(listId, histories[index] ?? [])]));
  }
}

export const standingIn = (listId: string, history: History): Standing | null => {
  const { periods } = stateOf(participantDecider, history);
  const find = (id: string) => periods.find(({ periodId }) => periodId === id);
  const ended = endingIn(listId, history);
  if (ended) return standingOfEnded(find(ended.periodId), ended.endedOn);
  const asked = history.findLast(isAsking(listId));
  if (!asked || !('lastCoveredOn' in asked.data)) return null;
  const period = find(asked.data.periodId);
  return period ? standingOfAsked(period, asked.data.lastCoveredOn) : null;
};

const standingOfEnded = (period: Period | undefined, endedOn: CalendarDay): Standing => {
  if (!period || !isLive(period)) return { kind: 'annulled' };
  return { kind: period.lastCoveredOn > endedOn ? 'restored' : 'ended' };
};

const standingOfAsked = (
  { status, refusedFor, lastCoveredOn }: Period,
  askedUntil: CalendarDay,
): Standing => {
  if (refusedFor) return { kind: 'refused', ground: refusedFor };
  if (status === 'annulled') return { kind: 'annulled' };
  if (lastCoveredOn < askedUntil) return { kind: 'ended' };
  return { kind: status === 'requested' ? 'asked' : 'covered' };
};

const isAsking =
  (listId: string) =>
  ({ type, data }: History[number]): boolean =>
    (type === 'CoverageRequested' || type === 'CoverageStarted') && data.listId === listId;
