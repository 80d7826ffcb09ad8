import type { Decider } from '../../kernel/decider';
import { unreachable } from '../../kernel/event';
import { Rejection } from '../../kernel/rejection';
import { decideOnAnswer } from './list-answering';
import { decideOnUndoing } from './list-undoing';
import type { EnrolmentListConfirmed, EnrolmentListEvent } from './enrolment-list.events';
import type { PayersAnswerFile, EnrolmentList } from './enrolment-list';
import type {
  ReceiveList,
  CheckList,
  ApproveList,
  ApplyList,
  EnrolmentListCommand,
} from './enrolment-list.commands';

const decide = (
  command: EnrolmentListCommand,
  list: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  switch (command.type) {
    case 'ReceiveList':
      return receive(command.data, list);
    case 'CheckList':
      return check(command.data, list);
    case 'ApproveList':
      return approve(command.data, list);
    case 'ApplyList':
      return apply(command.data, list);
    case 'ReceiveAnswer':
    case 'ConfirmList':
      return decideOnAnswer(command, list);
    default:
      return decideOnUndoing(command, list);
  }
};

const NOTHING: EnrolmentList = {
  received: null,
  checked: null,
  approved: null,
  applied: null,
  undoing: null,
  undone: null,
  answers: [],
};

export const enrolmentListDecider: Decider<
  EnrolmentList,
  EnrolmentListCommand,
  EnrolmentListEvent
> = {
  initialState: NOTHING,
  decide,
  evolve: (list, event) => {
    switch (event.type) {
      case 'EnrolmentListReceived':
        return { ...NOTHING, received: event.data };
      case 'EnrolmentListChecked':
        return { ...list, checked: event.data };
      case 'EnrolmentListApproved':
        return { ...list, approved: event.data };
      case 'EnrolmentListApplied':
        return { ...list, applied: event.data };
      case 'EnrolmentListUndoingRequested':
        return { ...list, undoing: { ...event.data, approvedBy: null } };
      case 'EnrolmentListUndoingApproved':
        return list.undoing
          ? { ...list, undoing: { ...list.undoing, approvedBy: event.data.by } }
          : list;
      case 'EnrolmentListUndone':
        return { ...list, undone: event.data };
      case 'EnrolmentListAnswerReceived':
        return { ...list, answers: [...list.answers, { ...event.data, confirmed: null }] };
      case 'EnrolmentListConfirmed':
        return { ...list, answers: list.answers.map((answer) => confirmedBy(answer, event.data)) };
      default:
        throw unreachable(event);
    }
  },
};

const confirmedBy = (
  answer: PayersAnswerFile,
  confirmed: EnrolmentListConfirmed['data'],
): PayersAnswerFile => (answer.uploadId === confirmed.uploadId ? { ...answer, confirmed } : answer);

/** The same file for the same thing changes nothing, unless its rows expired before they were applied. */
const receive = (
  { expiredUpload, ...data }: ReceiveList['data'],
  { received, applied }: EnrolmentList,
): readonly EnrolmentListEvent[] =>
  received && (applied || received.uploadId !== expiredUpload)
    ? []
    : [{ type: 'EnrolmentListReceived', data }];

const check = (
  data: CheckList['data'],
  { received, checked }: EnrolmentList,
): readonly EnrolmentListEvent[] =>
  received?.uploadId !== data.uploadId || checked ? [] : [{ type: 'EnrolmentListChecked', data }];

/** Money follows cover, so whoever brings a list does not let it through. */
const approve = (
  { by, stillWaits }: ApproveList['data'],
  { received, checked, approved }: EnrolmentList,
): readonly EnrolmentListEvent[] => {
  if (!received) throw new Rejection('not-found');
  if (approved?.by === by) return [];
  if (received.by === by) throw new Rejection('self-approval');
  if (approved) throw new Rejection('already-approved');
  if (!stillWaits) throw new Rejection('list-expired');
  if (!checked) throw new Rejection('list-not-checked');
  if (checked.ready + checked.readyForCoverOnly === 0) throw new Rejection('list-nothing-ready');
  return [{ type: 'EnrolmentListApproved', data: { uploadId: received.uploadId, by } }];
};

const apply = (
  data: ApplyList['data'],
  { approved, applied }: EnrolmentList,
): readonly EnrolmentListEvent[] =>
  approved?.uploadId !== data.uploadId || applied ? [] : [{ type: 'EnrolmentListApplied', data }];
