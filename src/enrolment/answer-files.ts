import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../platform/command-context';
import type { Tally } from '../platform/waiting-rows/waiting-rows';
import { type AnswerCounts, answerCountsOf } from './answer-counts';
import { ListConfirmation } from './confirm-list';
import type { EnrolmentList } from './domain/enrolment-list';
import { ListUpload } from './list-upload';

export type WouldConfirm = AnswerCounts & { readonly stillAsked: number };

/** Files of a payer's answer: put away, or tried out. */
@Injectable()
export class AnswerFiles {
  constructor(
    readonly upload: ListUpload,
    private readonly confirmation: ListConfirmation,
  ) {}

  /** What a file would come to at this moment; nothing of it is kept. */
  async tryOut(
    file: Buffer,
    listId: string,
    list: EnrolmentList,
    { actor }: CommandContext,
  ): Promise<WouldConfirm> {
    const tallies: Tally[] = [];
    await this.upload.tryOut(file, 'answers', async (read) => {
      const rows = read.map((row) => ({ ...row, outcome: null }));
      const settled = await this.confirmation.tryOut(listId, rows, actor);
      tallies.push(...rows.map(({ state }) => ({ state, outcome: null, count: 1 })));
      tallies.push(...settled.map(({ outcome }) => ({ state: '', outcome, count: 1 })));
    });
    const counts = answerCountsOf(tallies);
    const { stillAsked } = await this.confirmation.stillAsked(listId, list);
    return { ...counts, stillAsked: stillAsked - counts.started - counts.refused };
  }
}
