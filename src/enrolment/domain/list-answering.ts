import { Rejection } from '../../kernel/rejection';
import type { EnrolmentList, PayersAnswerFile } from './enrolment-list';
import type { AnsweringCommand, ConfirmList, ReceiveAnswer } from './enrolment-list.commands';
import type { EnrolmentListEvent } from './enrolment-list.events';

// The payer answers in one file or in several; each is a fact of its own, and so is what it came to.

export const decideOnAnswer = (
  command: AnsweringCommand,
  list: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  switch (command.type) {
    case 'ReceiveAnswer':
      return receiveAnswer(command.data, list);
    case 'ConfirmList':
      return confirmList(command.data, list);
  }
};

/** The same file again changes nothing, unless its rows expired before they were worked through. */
const receiveAnswer = (
  { expiredUpload, isNeeded, ...data }: ReceiveAnswer['data'],
  { received, applied, undoing, answers }: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  if (!received) throw new Rejection('not-found');
  if (received.action !== 'cover' || !isNeeded) throw new Rejection('list-needs-no-answer');
  const known = answerOf(answers, data.fileRef);
  if (known && (known.confirmed || known.uploadId !== expiredUpload)) return [];
  if (!applied) throw new Rejection('list-not-applied');
  if (undoing?.approvedBy)
    throw new Rejection('undoing-approved', { reasonCode: undoing.reasonCode });
  return [{ type: 'EnrolmentListAnswerReceived', data }];
};

const confirmList = (
  data: ConfirmList['data'],
  { answers }: EnrolmentList,
): readonly EnrolmentListEvent[] =>
  answers.some(({ uploadId, confirmed }) => uploadId === data.uploadId && !confirmed)
    ? [{ type: 'EnrolmentListConfirmed', data }]
    : [];

/** The last one of that file. */
export const answerOf = (
  answers: readonly PayersAnswerFile[],
  fileRef: string,
): PayersAnswerFile | undefined => answers.findLast((answer) => answer.fileRef === fileRef);
