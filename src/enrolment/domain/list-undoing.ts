import { Rejection } from '../../kernel/rejection';
import type { EnrolmentList } from './enrolment-list';
import type {
  ApproveUndoing,
  RequestUndoing,
  UndoingCommand,
  UndoList,
} from './enrolment-list.commands';
import type { EnrolmentListEvent } from './enrolment-list.events';

// A request and its approval are two facts, and the two people differ; what is then annulled is a third.

export const decideOnUndoing = (
  command: UndoingCommand,
  list: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  switch (command.type) {
    case 'RequestUndoing':
      return requestUndoing(command.data, list);
    case 'ApproveUndoing':
      return approveUndoing(command.data, list);
    case 'UndoList':
      return undoList(command.data, list);
  }
};

/** Only of a list that is applied to its end; a later request takes the place of one that nobody has approved. */
const requestUndoing = (
  data: RequestUndoing['data'],
  { received, applied, undoing }: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  if (!received) throw new Rejection('not-found');
  if (!applied) throw new Rejection('list-not-applied');
  if (undoing?.reasonCode === data.reasonCode) return [];
  if (undoing?.approvedBy)
    throw new Rejection('undoing-approved', { reasonCode: undoing.reasonCode });
  return [{ type: 'EnrolmentListUndoingRequested', data }];
};

const approveUndoing = (
  data: ApproveUndoing['data'],
  { undoing }: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  if (undoing?.requestId !== data.requestId) throw new Rejection('not-found');
  if (undoing.approvedBy !== null) return [];
  if (undoing.by === data.by) throw new Rejection('self-approval');
  return [{ type: 'EnrolmentListUndoingApproved', data }];
};

const undoList = (
  data: UndoList['data'],
  { undoing, undone }: EnrolmentList,
): readonly EnrolmentListEvent[] =>
  undone || !undoing?.approvedBy || undoing.requestId !== data.requestId
    ? []
    : [{ type: 'EnrolmentListUndone', data }];
