import type { CalendarDay } from '../../kernel/calendar-day';
import type { Event } from '../../kernel/event';
import type { Rupiah } from '../../kernel/rupiah';
import type { FundedBy } from '../../programme/domain/programme.events';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

export type ListAction = 'cover' | 'end';

/** What is asked for everyone in the file. */
export type ListTerms = {
  readonly action: ListAction;
  readonly programme: string;
  readonly from: CalendarDay;
  readonly lastCoveredOn: CalendarDay;
  /** Null where cover ends. */
  readonly declaredIncome: Rupiah | null;
  readonly fundedBy: FundedBy;
  /** Why cover ends; absent where it is asked for. */
  readonly reasonCode?: string;
};

/** How many rows have a code; codes in snake_case. */
export type CountsByCode = Readonly<Record<string, number>>;

export type EnrolmentListReceived = Event<
  'EnrolmentListReceived',
  ListTerms & {
    /** From 1; rises only when the attempt before was undone. */
    readonly attempt: number;
    readonly rows: number;
    /** Keyed hash of the file's bytes, whatever its name. */
    readonly fileRef: string;
    /** Under which its rows wait. */
    readonly uploadId: string;
    readonly by: string;
  }
>;

export type EnrolmentListChecked = Event<
  'EnrolmentListChecked',
  {
    readonly uploadId: string;
    readonly ready: number;
    readonly readyForCoverOnly: number;
    readonly unchanged: number;
    readonly faulty: number;
    readonly codes: CountsByCode;
    /** How many people the agreement is meant for, beside those covered in the period; absent where cover ends. */
    readonly quota?: QuotaUse;
  }
>;

/** Heads with cover of the programme, asked or started, on some day of the list's period: without the list and with it. */
export type QuotaUse = {
  readonly agreed: number;
  readonly heads: number;
  readonly headsWithList: number;
};

export type EnrolmentListApproved = Event<
  'EnrolmentListApproved',
  { readonly uploadId: string; readonly by: string }
>;

export type EnrolmentListApplied = Event<
  'EnrolmentListApplied',
  {
    readonly uploadId: string;
    readonly enrolled: number;
    /** Who was enrolled before: for whom only cover was added. */
    readonly covered: number;
    /** Where cover was ended; absent where it was asked for. */
    readonly ended?: number;
    /** People for whom cover was asked of the payer, or has started at once; both absent in earlier facts. */
    readonly coversRequested?: number;
    readonly coversStarted?: number;
    readonly unchanged: number;
    readonly refused: number;
    /** Why rows were refused though they were ready when the list was checked. */
    readonly codes: CountsByCode;
  }
>;

export type EnrolmentListUndoingRequested = Event<
  'EnrolmentListUndoingRequested',
  { readonly requestId: string; readonly reasonCode: string; readonly by: string }
>;

export type EnrolmentListUndoingApproved = Event<
  'EnrolmentListUndoingApproved',
  { readonly requestId: string; readonly by: string }
>;

export type EnrolmentListUndone = Event<
  'EnrolmentListUndone',
  {
    readonly requestId: string;
    readonly attempt: number;
    /** People whose enrolment was annulled, and with it their cover. */
    readonly enrolmentsAnnulled: number;
    /** People of whom only the cover was annulled. */
    readonly coversAnnulled: number;
    /** People whose cover was annulled, with their enrolment or without; absent in earlier facts. */
    readonly withCoverAnnulled?: number;
    /** People whose cover the list had ended and who have it again; absent in earlier facts. */
    readonly coversRestored?: number;
    /** People of whom nothing was left to annul. */
    readonly unchanged: number;
    /** Who stays as he is: named in a claim or a scholarship, merged into another, or covered otherwise by now. */
    readonly keptParticipantIds: readonly string[];
  }
>;

/** The payer's active list came back; its rows wait under `uploadId` until they are worked through. */
export type EnrolmentListAnswerReceived = Event<
  'EnrolmentListAnswerReceived',
  {
    readonly uploadId: string;
    /** Keyed hash of the file's bytes, whatever its name. */
    readonly fileRef: string;
    readonly rows: number;
    readonly by: string;
  }
>;

/** What one answer of the payer came to: every row is in one of the first six counts. */
export type EnrolmentListConfirmed = Event<
  'EnrolmentListConfirmed',
  {
    readonly uploadId: string;
    readonly fileRef: string;
    readonly started: number;
    readonly refused: number;
    /** Answered so before. */
    readonly unchanged: number;
    /** Of another person or period than was asked, or answered otherwise before: nothing was written. */
    readonly differing: number;
    /** In the answer and not on the list. */
    readonly notAsked: number;
    /** Could not be read. */
    readonly faulty: number;
    /** On the list, and without an answer at that moment. */
    readonly stillAsked: number;
    /** The first of those. */
    readonly stillAskedParticipantIds: readonly string[];
    /** Why rows were not written; codes in snake_case. */
    readonly codes: CountsByCode;
  }
>;

export type EnrolmentListEvent =
  | EnrolmentListReceived
  | EnrolmentListChecked
  | EnrolmentListApproved
  | EnrolmentListApplied
  | EnrolmentListUndoingRequested
  | EnrolmentListUndoingApproved
  | EnrolmentListUndone
  | EnrolmentListAnswerReceived
  | EnrolmentListConfirmed;
