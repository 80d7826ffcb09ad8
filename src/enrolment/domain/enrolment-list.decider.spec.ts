import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { enrolmentListDecider } from './enrolment-list.decider';
import type { EnrolmentListEvent } from './enrolment-list.events';

const given = specificationOf(enrolmentListDecider);

const list = {
  action: 'cover',
  programme: 'pake-kelambu-2024',
  from: calendarDay('2024-10-01'),
  lastCoveredOn: calendarDay('2024-12-31'),
  declaredIncome: rupiah(1_000_000),
  fundedBy: 'apbd',
  attempt: 1,
  rows: 3,
  fileRef: 'file',
  uploadId: 'first',
  by: 'ani',
} as const;
const counts = { ready: 1, readyForCoverOnly: 1, unchanged: 0, faulty: 1, codes: {} };
const applied = { enrolled: 1, covered: 1, unchanged: 0, refused: 0, codes: {} };

const RECEIVED: EnrolmentListEvent = { type: 'EnrolmentListReceived', data: list };
const CHECKED: EnrolmentListEvent = {
  type: 'EnrolmentListChecked',
  data: { uploadId: 'first', ...counts },
};
const APPROVED: EnrolmentListEvent = {
  type: 'EnrolmentListApproved',
  data: { uploadId: 'first', by: 'budi' },
};
const APPLIED: EnrolmentListEvent = {
  type: 'EnrolmentListApplied',
  data: { uploadId: 'first', ...applied },
};

const receive = (
  changed: Partial<typeof list> | { uploadId: string },
  expiredUpload: string | null = null,
) => ({ type: 'ReceiveList', data: { ...list, ...changed, expiredUpload } }) as const;
const check = (uploadId: string) => ({ type: 'CheckList', data: { uploadId, ...counts } }) as const;
const approve = (by: string, stillWaits = true) =>
  ({ type: 'ApproveList', data: { by, stillWaits } }) as const;
const apply = (uploadId: string) =>
  ({ type: 'ApplyList', data: { uploadId, ...applied } }) as const;

const REQUESTED: EnrolmentListEvent = {
  type: 'EnrolmentListUndoingRequested',
  data: { requestId: 'one', reasonCode: 'wrong_file', by: 'ani' },
};
const UNDOING: EnrolmentListEvent = {
  type: 'EnrolmentListUndoingApproved',
  data: { requestId: 'one', by: 'budi' },
};
const undone = {
  requestId: 'one',
  attempt: 1,
  enrolmentsAnnulled: 1,
  coversAnnulled: 1,
  unchanged: 0,
  keptParticipantIds: [],
};
const UNDONE: EnrolmentListEvent = { type: 'EnrolmentListUndone', data: undone };
const requestUndoing = (requestId: string, reasonCode: string) =>
  ({ type: 'RequestUndoing', data: { requestId, reasonCode, by: 'ani' } }) as const;
const approveUndoing = (requestId: string, by: string) =>
  ({ type: 'ApproveUndoing', data: { requestId, by } }) as const;
const TO_ITS_END = [RECEIVED, CHECKED, APPROVED, APPLIED] as const;

describe('Undoing a list', () => {
  it('is asked of one that was applied, once for one reason', () => {
    given(...TO_ITS_END)
      .when(requestUndoing('one', 'wrong_file'))
      .then(REQUESTED);
    given(...TO_ITS_END, REQUESTED)
      .when(requestUndoing('two', 'wrong_file'))
      .thenNothing();
    given().when(requestUndoing('one', 'wrong_file')).thenRejected('not-found');
    given(RECEIVED, CHECKED, APPROVED)
      .when(requestUndoing('one', 'wrong_file'))
      .thenRejected('list-not-applied');
  });

  it('may be asked for another reason until somebody has approved it', () => {
    const other: EnrolmentListEvent = {
      type: 'EnrolmentListUndoingRequested',
      data: { requestId: 'two', reasonCode: 'wrong_period', by: 'ani' },
    };
    given(...TO_ITS_END, REQUESTED)
      .when(requestUndoing('two', 'wrong_period'))
      .then(other);
    given(...TO_ITS_END, REQUESTED, UNDOING)
      .when(requestUndoing('two', 'wrong_period'))
      .thenRejected('undoing-approved');
  });

  it('is approved by another than who asked, once, and only the request that stands', () => {
    given(...TO_ITS_END, REQUESTED)
      .when(approveUndoing('one', 'budi'))
      .then(UNDOING);
    given(...TO_ITS_END, REQUESTED)
      .when(approveUndoing('one', 'ani'))
      .thenRejected('self-approval');
    given(...TO_ITS_END, REQUESTED)
      .when(approveUndoing('two', 'budi'))
      .thenRejected('not-found');
    given(...TO_ITS_END, REQUESTED, UNDOING)
      .when(approveUndoing('one', 'budi'))
      .thenNothing();
  });

  it('ends once, and not before it is approved', () => {
    const undo = { type: 'UndoList', data: undone } as const;
    given(...TO_ITS_END, REQUESTED, UNDOING)
      .when(undo)
      .then(UNDONE);
    given(...TO_ITS_END, REQUESTED)
      .when(undo)
      .thenNothing();
    given(...TO_ITS_END, REQUESTED, UNDOING, UNDONE)
      .when(undo)
      .thenNothing();
  });
});

describe('A list of people', () => {
  it('is received once', () => {
    given().when(receive({})).then(RECEIVED);
    given(RECEIVED)
      .when(receive({ uploadId: 'second' }))
      .thenNothing();
  });

  it('is received once where another sent it after we had looked for its rows', () => {
    given(RECEIVED, CHECKED, APPROVED)
      .when(receive({ uploadId: 'second' }, null))
      .thenNothing();
    given({ ...RECEIVED, data: { ...list, uploadId: 'second' } }, CHECKED)
      .when(receive({ uploadId: 'third' }, 'first'))
      .thenNothing();
  });

  it('is received anew where its rows expired, and is then neither checked nor approved', () => {
    const again: EnrolmentListEvent = {
      type: RECEIVED.type,
      data: { ...list, uploadId: 'second' },
    };
    given(RECEIVED, CHECKED, APPROVED)
      .when(receive({ uploadId: 'second' }, 'first'))
      .then(again);
    given(RECEIVED, CHECKED, APPROVED, again)
      .when(approve('budi'))
      .thenRejected('list-not-checked');
    given(RECEIVED, CHECKED, APPROVED, again).when(apply('first')).thenNothing();
  });

  it('that was applied is never received again, its rows there or not', () =>
    given(RECEIVED, CHECKED, APPROVED, APPLIED).when(receive({}, 'first')).thenNothing());

  it('is checked once, and only for the rows that it has', () => {
    given(RECEIVED).when(check('first')).then(CHECKED);
    given(RECEIVED).when(check('another')).thenNothing();
    given(RECEIVED, CHECKED).when(check('first')).thenNothing();
  });

  it('is approved by another than who brought it', () => {
    given(RECEIVED, CHECKED).when(approve('budi')).then(APPROVED);
    given(RECEIVED, CHECKED).when(approve('ani')).thenRejected('self-approval');
  });

  it('is approved once', () => {
    given(RECEIVED, CHECKED, APPROVED).when(approve('budi')).thenNothing();
    given(RECEIVED, CHECKED, APPROVED).when(approve('citra')).thenRejected('already-approved');
  });

  it('is not approved unseen, after its rows are gone, or with nothing to apply', () => {
    given().when(approve('budi')).thenRejected('not-found');
    given(RECEIVED).when(approve('budi')).thenRejected('list-not-checked');
    given(RECEIVED, CHECKED).when(approve('budi', false)).thenRejected('list-expired');
    const faulty = { ...counts, ready: 0, readyForCoverOnly: 0 };
    const none: EnrolmentListEvent = { type: CHECKED.type, data: { uploadId: 'first', ...faulty } };
    given(RECEIVED, none).when(approve('budi')).thenRejected('list-nothing-ready');
  });

  it('is applied once, and only after the approval', () => {
    given(RECEIVED, CHECKED, APPROVED).when(apply('first')).then(APPLIED);
    given(RECEIVED, CHECKED).when(apply('first')).thenNothing();
    given(RECEIVED, CHECKED, APPROVED, APPLIED).when(apply('first')).thenNothing();
  });
});

const answer = { uploadId: 'answer', fileRef: 'active-list', rows: 2, by: 'ani' };
const ANSWERED: EnrolmentListEvent = { type: 'EnrolmentListAnswerReceived', data: answer };
const confirmed = {
  uploadId: 'answer',
  fileRef: 'active-list',
  started: 1,
  refused: 0,
  unchanged: 0,
  differing: 1,
  notAsked: 0,
  faulty: 0,
  stillAsked: 1,
  stillAskedParticipantIds: ['one'],
  codes: { name_differs: 1 },
};
const CONFIRMED: EnrolmentListEvent = { type: 'EnrolmentListConfirmed', data: confirmed };
const confirm = { type: 'ConfirmList', data: confirmed } as const;
const receiveAnswer = (changed: { uploadId?: string; fileRef?: string; isNeeded?: boolean } = {}) =>
  ({
    type: 'ReceiveAnswer',
    data: { ...answer, expiredUpload: null as string | null, isNeeded: true, ...changed },
  }) as const;

describe('The payer’s answer to a list', () => {
  it('comes to one that was applied, in one file or in several', () => {
    given(...TO_ITS_END)
      .when(receiveAnswer())
      .then(ANSWERED);
    const second = { fileRef: 'second-part', uploadId: 'second' };
    given(...TO_ITS_END, ANSWERED)
      .when(receiveAnswer(second))
      .then({ type: 'EnrolmentListAnswerReceived', data: { ...answer, ...second } });
  });

  it('is silent when the same file comes again, unless its rows expired before their work was done', () => {
    const again = receiveAnswer({ uploadId: 'again' });
    const expired = { ...again, data: { ...again.data, expiredUpload: 'answer' } };
    given(...TO_ITS_END, ANSWERED)
      .when(again)
      .thenNothing();
    given(...TO_ITS_END, ANSWERED, CONFIRMED)
      .when(expired)
      .thenNothing();
    given(...TO_ITS_END, ANSWERED)
      .when({ ...expired, data: { ...expired.data, expiredUpload: 'before' } })
      .thenNothing();
    given(...TO_ITS_END, ANSWERED)
      .when(expired)
      .then({ type: 'EnrolmentListAnswerReceived', data: { ...answer, uploadId: 'again' } });
  });

  it('is refused where nothing waits for one', () => {
    given().when(receiveAnswer()).thenRejected('not-found');
    given(RECEIVED, CHECKED, APPROVED).when(receiveAnswer()).thenRejected('list-not-applied');
    given(...TO_ITS_END)
      .when(receiveAnswer({ isNeeded: false }))
      .thenRejected('list-needs-no-answer');
    given({ type: 'EnrolmentListReceived', data: { ...list, action: 'end' } })
      .when(receiveAnswer())
      .thenRejected('list-needs-no-answer');
    given(...TO_ITS_END, REQUESTED, UNDOING)
      .when(receiveAnswer())
      .thenRejected('undoing-approved');
  });

  it('is worked through once', () => {
    given(...TO_ITS_END, ANSWERED)
      .when(confirm)
      .then(CONFIRMED);
    given(...TO_ITS_END, ANSWERED, CONFIRMED)
      .when(confirm)
      .thenNothing();
    given(...TO_ITS_END)
      .when(confirm)
      .thenNothing();
  });
});
