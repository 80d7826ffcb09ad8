import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { officeDayAt } from '../kernel/calendar-day';
import { Clock } from '../platform/clock';
import { mapInTurns } from '../platform/in-turns';
import { KeyedHasher } from '../platform/privacy/keyed-hash';
import { type Upload, type WaitingRow, WaitingRows } from '../platform/waiting-rows/waiting-rows';
import type { ListTerms } from './domain/enrolment-list.events';
import { layoutRow, waitingRow } from './list-rows';
import { readListFile } from './reading/list-reader';
import type { ListLayout, ReadRow, RowsOf } from './reading/read-list';

/** How long rows wait for an approval, or can be given back after it. */
const DAYS_KEPT = 30;
const DAY_MS = 86_400_000;

export type Put = { readonly uploadId: string; readonly rows: number };

/** A file on its way to the rows that wait. */
@Injectable()
export class ListUpload {
  constructor(
    private readonly waiting: WaitingRows,
    private readonly hasher: KeyedHasher,
    private readonly clock: Clock,
  ) {}

  /** The same file for the same programme, period, action and attempt is the same list, whatever its name. */
  idOf(file: Buffer, terms: ListTerms, attempt: number) {
    const fileRef = this.hasher.fileRef(file);
    const { programme, from, lastCoveredOn, action } = terms;
    const listId = this.hasher.listRef(
      fileRef,
      programme,
      from,
      lastCoveredOn,
      action,
      String(attempt),
    );
    return { fileRef, listId };
  }

  /** Reads the file and puts its rows away; nothing of it stays where it cannot be read to its end. */
  async putAway(file: Buffer, listId: string, rowsOf: RowsOf = 'people'): Promise<Put> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + DAYS_KEPT * DAY_MS);
    const upload: Upload = { uploadId: randomUUID(), owner: listId, expiresAt };
    const nikRef = (nik: string) => this.hasher.nikRef(nik);
    try {
      const put = async (rows: readonly ReadRow[]) =>
        this.waiting.put(upload, await mapInTurns(rows, (row) => waitingRow(row, nikRef)));
      const layout = await readListFile(file, officeDayAt(now), put, rowsOf);
      await this.waiting.put(upload, [layoutRow(layout)]);
      return { uploadId: upload.uploadId, rows: layout.people };
    } catch (error) {
      await this.waiting.drop(upload.uploadId);
      throw error;
    }
  }

  /** Reads the file to its end and keeps nothing; `onRows` sees rows as they would have waited. */
  async tryOut(
    file: Buffer,
    rowsOf: RowsOf = 'people',
    onRows: (rows: readonly Omit<WaitingRow, 'outcome'>[]) => Promise<void> = () =>
      Promise.resolve(),
  ): Promise<Put & { readonly layout: ListLayout }> {
    const today = officeDayAt(this.clock.now());
    const nikRef = (nik: string) => this.hasher.nikRef(nik);
    const see = async (rows: readonly ReadRow[]) =>
      onRows(await mapInTurns(rows, (row) => waitingRow(row, nikRef)));
    const layout = await readListFile(file, today, see, rowsOf);
    return { uploadId: randomUUID(), rows: layout.people, layout };
  }

  refOf(file: Buffer): string {
    return this.hasher.fileRef(file);
  }

  drop(uploadId: string): Promise<void> {
    return this.waiting.drop(uploadId);
  }
}
