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
