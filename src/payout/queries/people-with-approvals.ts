import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, Not } from 'typeorm';
import { MergedRecords } from '../../claim/queries/merged-records';
import { claimFile } from '../../claim/queries/claim-file';
import { participantCard } from '../../participant/queries/participant-card';
import { isAfter, type Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { scholarshipFile } from '../../scholarship/queries/scholarship-file';
import type { Owner } from '../benefit-streams';
import { type Benefits, isLive } from '../domain/benefits';
import { inOrder } from '../domain/in-order';

type Known = {
  /** Everyone for whom something was approved up to here is among them, and whoever their records were merged into. */
  readonly upTo: Position;
  readonly ids: ReadonlySet<string>;
};

const READ_AT_MOST_EVERY_MS = 250;

/**
 * For whom something is approved: few among tens of thousands. Read once for all that has happened until then, as a
 * list of people or an invoice says something of each of them, and hardly any has a case.
 */
@Injectable()
export class PeopleWithApprovals {
  private known: Known | null = null;
  private readAt = 0;

  constructor(
    private readonly rows: RowsReader,
    private readonly merged: MergedRecords,
  ) {}

  /**
   * The cases of a person in which something is approved, also those that stand under a record that was merged into his;
   * none where nothing had been approved by that position.
   */
  async casesOf(participantId: string, by: Position): Promise<readonly Owner[]> {
    if (!(await this.include(participantId, by))) return [];
    await this.rows.at(claimFile.name, by);
    await this.rows.at(scholarshipFile.name, by);
    const person = { participantId: In([...(await this.merged.recordsOf(participantId))]) };
    const claims = await this.rows.of(claimFile).findBy(person);
    const scholarships = await this.rows.of(scholarshipFile).findBy(person);
    return [
      ...claims.filter(isApproved).map(({ id }): Owner => ({ kind: 'claim', id })),
      ...scholarships.filter(isApproved).map(({ id }): Owner => ({ kind: 'scholarship', id })),
    ];
  }

  /** It may have been later, or have fallen since. */
  private async include(participantId: string, by: Position): Promise<boolean> {
    if (!this.known || isAfter(by, this.known.upTo)) this.known = await this.read();
    return this.known.ids.has(participantId);
  }

  private async read(): Promise<Known> {
    await pause(Math.max(0, this.readAt + READ_AT_MOST_EVERY_MS - Date.now()));
    // Before the rows, so that they are never older than it says.
    const positions = [
      await this.rows.caughtUp(claimFile.name),
      await this.rows.caughtUp(scholarshipFile.name),
      await this.rows.caughtUp(participantCard.name),
    ] as const;
    const select = { participantId: true } as const;
    const claims = await this.rows.of(claimFile).find({ select, where: APPROVED });
    const scholarships = await this.rows
      .of(scholarshipFile)
      .find({ select, where: [APPROVED, { ceiling: Not(IsNull()) }] });
    const ids = [...claims, ...scholarships].map(({ participantId }) => participantId);
    const survivors = await this.survivorsOf(ids);
    this.readAt = Date.now();
    return {
      upTo: positions.reduce((one, other) => (isAfter(one, other) ? other : one)),
      ids: new Set([...ids, ...survivors]),
    };
  }

  /** Also of those who were merged in their turn. */
  private async survivorsOf(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const merged = await this.rows
      .of(participantCard)
      .createQueryBuilder('card')
      .select(`card.state -> 'merge' ->> 'survivor'`, 'survivor')
      .where('card.id = ANY(:ids)', { ids })
      .andWhere(`card.state -> 'merge' ->> 'approved' = 'true'`)
      .getRawMany<{ survivor: string }>();
    const survivors = merged.map(({ survivor }) => survivor);
    return [...survivors, ...(await this.survivorsOf(survivors))];
  }
}

const APPROVED = { approved: MoreThan('0') };

const isApproved = ({ state }: { readonly state: { readonly benefits: Benefits } }): boolean =>
  inOrder(state.benefits.benefits).some((benefit) => isLive(benefit) && benefit.approval);
