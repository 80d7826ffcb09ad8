import type { Command } from '../../kernel/command';
import type {
  EnrolmentListAnswerReceived,
  EnrolmentListApplied,
  EnrolmentListChecked,
  EnrolmentListConfirmed,
  EnrolmentListReceived,
  EnrolmentListUndoingApproved,
  EnrolmentListUndoingRequested,
  EnrolmentListUndone,
} from './enrolment-list.events';

/** `stillWaits`: whether the rows that were received before are still there. */
type Waiting = { readonly stillWaits: boolean };
/** The upload whose rows were seen to be gone, null where none was: one that was received since has its rows. */
type Expired = { readonly expiredUpload: string | null };

export type ReceiveList = Command<'ReceiveList', EnrolmentListReceived['data'] & Expired>;
export type CheckList = Command<'CheckList', EnrolmentListChecked['data']>;
export type ApproveList = Command<'ApproveList', { readonly by: string } & Waiting>;
export type ApplyList = Command<'ApplyList', EnrolmentListApplied['data']>;
export type RequestUndoing = Command<'RequestUndoing', EnrolmentListUndoingRequested['data']>;
export type ApproveUndoing = Command<'ApproveUndoing', EnrolmentListUndoingApproved['data']>;
export type UndoList = Command<'UndoList', EnrolmentListUndone['data']>;
export type UndoingCommand = RequestUndoing | ApproveUndoing | UndoList;
/** `isNeeded`: whether the payer confirms cover of this programme. */
export type ReceiveAnswer = Command<
  'ReceiveAnswer',
  EnrolmentListAnswerReceived['data'] & Expired & { readonly isNeeded: boolean }
>;
export type ConfirmList = Command<'ConfirmList', EnrolmentListConfirmed['data']>;
export type AnsweringCommand = ReceiveAnswer | ConfirmList;
export type EnrolmentListCommand =
  ReceiveList | CheckList | ApproveList | ApplyList | UndoingCommand | AnsweringCommand;
