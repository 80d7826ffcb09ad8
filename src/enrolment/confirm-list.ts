import { Injectable } from '@nestjs/common';
import { type Answered, isStillAsked, ListAnswers } from '../participant/list-answers';
import { participantStream } from '../participant/participant.streams';
import type { ParticipantEvent } from '../participant/domain/participant.events';
import type { CommandContext } from '../platform/command-context';
import { Streams } from '../platform/event-store/decide-and-append';
import type { WaitingRow } from '../platform/waiting-rows/waiting-rows';
import { codeNamed } from './check-list';
import type { FindingCode } from './domain/findings';
import type { EnrolmentList, PayersAnswerFile } from './domain/enrolment-list';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { answerCountsOf, type AnswerOutcome } from './answer-counts';
import { codesOf } from './list-counts';
import { ListMembers } from './list-members';
import { bySpans, spanOf } from './list-spans';
import { contentOf, contextOfList, seenIn } from './list-rows';

/** How many of those without an answer are named. */
const MOST_NAMED = 200;
/** How many histories are read at once. */
const SLICE = 500;

export type StillAsked = {
  readonly stillAsked: number;
  readonly stillAskedParticipantIds: readonly string[];
};

type Settled = Pick<WaitingRow, 'number' | 'findings'> & { readonly outcome: AnswerOutcome };

/**
 * Works through what the payer answered to a list: starts, refuses, and notes in each row where the answer is of
 * somebody or something else. Begun again it goes on where it was.
 */
@Injectable()
export class ListConfirmation {
  constructor(
    private readonly lists: EnrolmentListStreams,
    private readonly members: ListMembers,
    private readonly streams: Streams,
    private readonly people: ListAnswers,
  ) {}

  /** The answers that are not worked through yet, the earliest first. */
  async run(listId: string, list: EnrolmentList, signal: AbortSignal): Promise<void> {
    for (const answer of list.answers) {
      if (answer.confirmed || !(await this.lists.waiting.holds(answer.uploadId))) continue;
      await this.workThrough(listId, answer, signal);
      if (signal.aborted) return;
      await this.close(listId, list, answer);
    }
  }

  /** What would become of rows that wait nowhere. */
  async tryOut(
    listId: string,
    rows: readonly WaitingRow[],
    actor: string,
  ): Promise<readonly Settled[]> {
    const context = { ...contextOfList(listId, '', ['answer'], actor), dryRun: true };
    return this.settledBy(listId, rows, context);
  }

  async stillAsked(listId: string, list: EnrolmentList): Promise<StillAsked> {
    const named: string[] = [];
    let stillAsked = 0;
    for await (const { ids } of this.members.spansOf(listId, list)) {
      for (let from = 0; from < ids.length; from += SLICE) {
        const asked = await this.askedAmong(ids.slice(from, from + SLICE), listId);
        stillAsked += asked.length;
        named.push(...asked.slice(0, MOST_NAMED - named.length));
      }
    }
    return { stillAsked, stillAskedParticipantIds: named };
  }

  private async workThrough(
    listId: string,
    { uploadId, by }: PayersAnswerFile,
    signal: AbortSignal,
  ): Promise<void> {
    const work = async (span: readonly WaitingRow[]) => {
      const number = spanOf(span[0]?.number ?? 0);
      const context = contextOfList(listId, uploadId, ['answer', number], by);
      await this.lists.waiting.settle(uploadId, await this.settledBy(listId, span, context));
    };
    await bySpans(this.lists.waiting, { uploadId, states: ['unchecked'] }, work, signal);
  }

  private async settledBy(
    listId: string,
    rows: readonly WaitingRow[],
    context: CommandContext,
  ): Promise<readonly Settled[]> {
    const told = rows.flatMap((row) => {
      const { answer } = contentOf(row);
      return answer && row.personRef !== null ? [{ row, nikRef: row.personRef, answer }] : [];
    });
    const answered = await this.people.answer(told, listId, context);
    return told.map(({ row }, index) => settled(row, answered[index]));
  }

  private async askedAmong(ids: readonly string[], listId: string): Promise<readonly string[]> {
    const histories = await this.streams.readMany<ParticipantEvent>(ids.map(participantStream), {
      personal: 'sealed',
    });
    return ids.filter((_, index) => isStillAsked(histories[index] ?? [], listId));
  }

  private async close(
    listId: string,
    list: EnrolmentList,
    { uploadId, fileRef, by }: PayersAnswerFile,
  ): Promise<void> {
    const { waiting } = this.lists;
    const counts = answerCountsOf(await waiting.tally(uploadId));
    const codes = codesOf(await waiting.findings(uploadId));
    const data = { uploadId, fileRef, ...counts, ...(await this.stillAsked(listId, list)), codes };
    const context = contextOfList(listId, uploadId, ['confirmed'], by);
    await this.lists.handle(listId, { type: 'ConfirmList', data }, context);
  }
}

const settled = (row: WaitingRow, answered: Answered | undefined): Settled => {
  const { number, findings } = row;
  const outcome = answered?.outcome ?? 'not_asked';
  const code = codeFor(answered);
  if (code === null) return { number, findings, outcome };
  return {
    number,
    findings: [...findings, seenIn(contentOf(row), { code, column: null })],
    outcome,
  };
};

const codeFor = (answered: Answered | undefined): FindingCode | null => {
  if (!answered || answered.outcome === 'not_asked') return 'not-asked';
  if (answered.outcome !== 'differing') return null;
  return answered.code === 'period-not-requested' ? 'answered-otherwise' : codeNamed(answered.code);
};
