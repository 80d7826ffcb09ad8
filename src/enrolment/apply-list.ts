import { Injectable } from '@nestjs/common';
import { officeDayAt } from '../kernel/calendar-day';
import type { Enrolled, Row } from '../participant/enrolment';
import { Clock } from '../platform/clock';
import { mapInTurns } from '../platform/in-turns';
import type { WaitingRow } from '../platform/waiting-rows/waiting-rows';
import type { Agreement } from '../programme/domain/programme.events';
import { ProgrammeStreams } from '../programme/programme.streams';
import { type Ended, ListedPeople } from '../participant/list-ending';
import { askedFrom, codeNamed, codeOfRejection, endingFrom } from './check-list';
import type { FindingCode } from './domain/findings';
import type { CountsByCode, EnrolmentListReceived } from './domain/enrolment-list.events';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { countsOf, type RowOutcome } from './list-counts';
import { bySpans, spanOf } from './list-spans';
import { contentOf, contextOfList, type RowState, seenIn, storedCode } from './list-rows';

/** What an approval lets through; somebody who was covered already may not be so any more. */
const APPLIED_STATES: readonly RowState[] = ['ready', 'cover_only', 'unchanged'];

/** A row that lost a race against somebody else's is tried again as often as that. */
const TRIES = 3;

/** The command that the rows of one span are. */
export const contextOfSpan = (listId: string, uploadId: string, span: number, actor?: string) =>
  contextOfList(listId, uploadId, ['apply', span], actor);

type Received = EnrolmentListReceived['data'];

/** Enrols and covers each row that was ready, through the same door as everyone else. */
@Injectable()
export class ListApplication {
  constructor(
    private readonly people: ListedPeople,
    private readonly lists: EnrolmentListStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly clock: Clock,
  ) {}

  async run(
    listId: string,
    received: Received,
    approvedBy: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { uploadId, programme } = received;
    const agreement = await this.programmes.agreementOf(programme);
    const about = { listId, received, agreement, approvedBy };
    const wanted = { uploadId, states: APPLIED_STATES };
    await bySpans(this.lists.waiting, wanted, (span) => this.apply(span, about), signal);
    if (!signal.aborted) await this.close(about);
  }

  private async apply(
    span: readonly WaitingRow[],
    { listId, received, agreement, approvedBy }: Applied,
  ): Promise<void> {
    if (received.action === 'end') return this.applyEndings(span, { listId, received, approvedBy });
    const { uploadId, programme } = received;
    const cover = askedFrom(received);
    const read = await mapInTurns(span, (row): readonly Row[] => {
      const { person } = contentOf(row);
      return person ? [{ row: row.number, newcomer: { programme, ...person, cover, listId } }] : [];
    });
    const rows = read.flat();
    const context = contextOfSpan(listId, uploadId, spanOf(span[0]?.number ?? 0), approvedBy);
    const agreements = new Map([[programme, agreement]]);
    const today = officeDayAt(this.clock.now());

    const outcomes = new Map<number, Enrolled>();
    for (let tries = 0, open = rows; tries < TRIES && open.length > 0; tries++) {
      const enrolled = await this.people.enrolment.enrol(open, agreements, context, today);
      open.forEach(({ row }, index) => {
        const outcome = enrolled[index];
        if (outcome) outcomes.set(row, outcome);
      });
      open = open.filter(({ row }) => isBusy(outcomes.get(row)));
    }
    await this.lists.waiting.settle(
      uploadId,
      span.map((row) => settled(row, outcomes.get(row.number))),
    );
  }

  private async applyEndings(
    span: readonly WaitingRow[],
    { listId, received, approvedBy }: Omit<Applied, 'agreement'>,
  ): Promise<void> {
    const { uploadId } = received;
    const context = contextOfSpan(listId, uploadId, spanOf(span[0]?.number ?? 0), approvedBy);
    const refs = span.map(({ personRef }) => personRef ?? '');
    const ended = await this.people.ending.end(refs, endingFrom(listId, received), context);
    await this.lists.waiting.settle(
      uploadId,
      span.map((row, index) => settledEnding(row, ended[index])),
    );
  }

  private async close({ listId, received, agreement, approvedBy }: Applied): Promise<void> {
    const { uploadId, action } = received;
    const { outcomes } = countsOf(await this.lists.waiting.tally(uploadId));
    const codes = await this.refusals(uploadId);
    const { ended, ...people } = outcomes;
    const written = action === 'end' ? { ended } : coverWritten(people, agreement);
    const data = { uploadId, ...people, codes, ...written };
    const context = contextOfList(listId, uploadId, ['applied'], approvedBy);
    await this.lists.handle(listId, { type: 'ApplyList', data }, context);
  }

  /** Errors that were found among rows which had none before. */
  private async refusals(uploadId: string): Promise<CountsByCode> {
    const counts: Record<string, number> = {};
    for (let after = 0; ;) {
      const wanted = { after, limit: 2_000, states: APPLIED_STATES };
      const rows = await this.lists.waiting.page(uploadId, wanted);
      for (const { outcome, findings } of rows) {
        const code = outcome === 'refused' ? findings.at(-1)?.code : undefined;
        if (code !== undefined) counts[storedCode(code)] = (counts[storedCode(code)] ?? 0) + 1;
      }
      const last = rows.at(-1);
      if (!last) return counts;
      after = last.number;
    }
  }
}

/** With every enrolment goes cover: asked of the payer, or started at once. */
const coverWritten = (
  { enrolled, covered }: { readonly enrolled: number; readonly covered: number },
  { confirmation }: Agreement,
) => {
  const people = enrolled + covered;
  return confirmation === 'payer'
    ? { coversRequested: people, coversStarted: 0 }
    : { coversRequested: 0, coversStarted: people };
};

type Applied = {
  readonly listId: string;
  readonly received: Received;
  readonly agreement: Agreement;
  readonly approvedBy: string;
};

const isBusy = (outcome: Enrolled | undefined): boolean =>
  outcome?.outcome === 'refused' && outcome.rejection.code === 'command-in-progress';

const settled = (row: WaitingRow, enrolled: Enrolled | undefined) => {
  if (!enrolled) return refused(row, 'not-applicable');
  if (enrolled.outcome === 'refused') return refused(row, codeOfRejection(enrolled.rejection));
  return written(row, outcomeOf(enrolled));
};

const settledEnding = (row: WaitingRow, ended: Ended | undefined) =>
  ended?.outcome === 'refused'
    ? refused(row, codeNamed(ended.code))
    : written(row, ended?.outcome ?? 'unchanged');

const refused = (row: WaitingRow, code: FindingCode) => {
  const { number, findings, outcome } = written(row, 'refused');
  const found = [...findings, seenIn(contentOf(row), { code, column: null })];
  return { number, findings: found, outcome };
};

/** What the check had found of cover or an enrolment that is no more would contradict what was written since. */
const written = ({ number, findings }: WaitingRow, outcome: RowOutcome) => {
  const gone = GONE[outcome] ?? [];
  return { number, findings: findings.filter(({ code }) => !gone.includes(code)), outcome };
};

const GONE: Readonly<Partial<Record<RowOutcome, readonly string[]>>> = {
  enrolled: ['already-covered', 'already-enrolled'],
  covered: ['already-covered'],
  ended: ['already-ended'],
  refused: ['already-covered', 'already-ended'],
};

/** By what was written, so that a span which is repeated says the same as the first time. */
const outcomeOf = ({ decided }: Exclude<Enrolled, { outcome: 'refused' }>): RowOutcome => {
  if (decided.added.some(({ type }) => type === 'ParticipantEnrolled')) return 'enrolled';
  return decided.added.length > 0 ? 'covered' : 'unchanged';
};
