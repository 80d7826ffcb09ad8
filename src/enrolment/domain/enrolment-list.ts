import type {
  EnrolmentListAnswerReceived,
  EnrolmentListApplied,
  EnrolmentListApproved,
  EnrolmentListChecked,
  EnrolmentListConfirmed,
  EnrolmentListReceived,
  EnrolmentListUndoingRequested,
  EnrolmentListUndone,
} from './enrolment-list.events';

export type PayersAnswerFile = EnrolmentListAnswerReceived['data'] & {
  readonly confirmed: EnrolmentListConfirmed['data'] | null;
};

export type EnrolmentList = {
  readonly received: EnrolmentListReceived['data'] | null;
  readonly checked: EnrolmentListChecked['data'] | null;
  readonly approved: EnrolmentListApproved['data'] | null;
  readonly applied: EnrolmentListApplied['data'] | null;
  readonly undoing:
    (EnrolmentListUndoingRequested['data'] & { readonly approvedBy: string | null }) | null;
  readonly undone: EnrolmentListUndone['data'] | null;
  /** What came back from the payer, in the order of arrival. */
  readonly answers: readonly PayersAnswerFile[];
};

/** Whether the office has to work on it: on its check, its application, an answer of the payer or its undoing. */
export const isDue = ({
  received,
  checked,
  approved,
  applied,
  undoing,
  undone,
  answers,
}: EnrolmentList): boolean => {
  if (!received || undone) return false;
  if (!applied) return !checked || approved !== null;
  return Boolean(undoing?.approvedBy) || answers.some(({ confirmed }) => confirmed === null);
};
