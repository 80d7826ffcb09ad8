import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, Not } from 'typeorm';
import { claimFile } from '../../claim/queries/claim-file';
import { isAfter, type Position } from '../../platform/event-store/event-store';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { scholarshipFile } from '../../scholarship/queries/scholarship-file';

type Known = {
  /** Everyone for whom something was approved up to here is among them. */
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

  constructor(private readonly rows: RowsReader) {}

  /** Whether anything had been approved for a person by that position; it may have been later, or have fallen since. */
  async include(participantId: string, by: Position): Promise<boolean> {
    if (!this.known || isAfter(by, this.known.upTo)) this.known = await this.read();
    return this.known.ids.has(participantId);
  }

  private async read(): Promise<Known> {
    await pause(Math.max(0, this.readAt + READ_AT_MOST_EVERY_MS - Date.now()));
    // Before the rows, so that they are never older than it says.
    const positions = [
      await this.rows.caughtUp(claimFile.name),
      await this.rows.caughtUp(scholarshipFile.name),
    ] as const;
    const select = { participantId: true } as const;
    const claims = await this.rows.of(claimFile).find({ select, where: APPROVED });
    const scholarships = await this.rows
      .of(scholarshipFile)
      .find({ select, where: [APPROVED, { ceiling: Not(IsNull()) }] });
    this.readAt = Date.now();
    return {
      upTo: isAfter(positions[0], positions[1]) ? positions[1] : positions[0],
      ids: new Set([...claims, ...scholarships].map(({ participantId }) => participantId)),
    };
  }
}

const APPROVED = { approved: MoreThan('0') };
