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
import type { CountsByCode, EnrolmentListReceived } from './domain/enrolment-list.events';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { countsOf, type RowOutcome } from './list-counts';
import { bySpans, spanOf } from './list-spans';
import { contentOf, contextOfList, seenIn, storedCode } from './list-rows';

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
    const wanted = { uploadId, states: ['ready', 'cover_only'] };
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

  /** Errors that were found among rows which were ready before. */
  private async refusals(uploadId: string): Promise<CountsByCode> {
    const counts: Record<string, number> = {};
    const states = ['ready', 'cover_only'];
    for (let after = 0; ;) {
      const rows = await this.lists.waiting.page(uploadId, { after, limit: 2_000, states });
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
  const { number, findings } = row;
  if (!enrolled || enrolled.outcome === 'refused') {
    const code = enrolled ? codeOfRejection(enrolled.rejection) : 'not-applicable';
    const found = [...findings, seenIn(contentOf(row), { code, column: null })];
    return { number, findings: found, outcome: 'refused' satisfies RowOutcome };
  }
  return { number, findings, outcome: outcomeOf(enrolled) };
};

const settledEnding = (row: WaitingRow, ended: Ended | undefined) => {
  const { number, findings } = row;
  if (ended?.outcome !== 'refused')
    return { number, findings, outcome: ended?.outcome ?? ('unchanged' satisfies RowOutcome) };
  const code = codeNamed(ended.code);
  const found = [...findings, seenIn(contentOf(row), { code, column: null })];
  return { number, findings: found, outcome: 'refused' satisfies RowOutcome };
};

/** By what was written, so that a span which is repeated says the same as the first time. */
const outcomeOf = ({ decided }: Exclude<Enrolled, { outcome: 'refused' }>): RowOutcome => {
  if (decided.added.some(({ type }) => type === 'ParticipantEnrolled')) return 'enrolled';
  return decided.added.length > 0 ? 'covered' : 'unchanged';
};
