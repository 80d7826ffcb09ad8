import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Rupiah } from '../../kernel/rupiah';
import type { Agreement, FundedBy, Place } from '../../programme/domain/programme.events';
import type { Participant } from './participant';
import type {
  CoverRefusalGround,
  DeathSource,
  MemberDetails,
  ParticipantEnrolled,
  PersonalDetails,
  Relation,
} from './participant.events';

/** Every command says who it is about and who asks. */
type About = { readonly participantId: string; readonly by: string };

export type EnrolParticipant = Command<
  'EnrolParticipant',
  About & Omit<ParticipantEnrolled['data'], 'by'> & { readonly details: PersonalDetails }
>;

export type AskedCover = {
  readonly programme: string;
  readonly from: CalendarDay;
  readonly lastCoveredOn: CalendarDay;
  readonly declaredIncome: Rupiah;
  /** Where somebody else pays than the agreement says. */
  readonly fundedBy?: FundedBy;
};

export type CoverParticipant = Command<
  'CoverParticipant',
  About & {
    readonly asked: AskedCover;
    readonly agreement: Agreement;
    readonly listId: string | null;
    readonly reference: string | null;
    readonly kpj: string | null;
  }
>;

export type StartCover = Command<
  'StartCover',
  About & {
    readonly periodId: string;
    readonly from: CalendarDay;
    readonly reference: string | null;
    readonly kpj: string | null;
  }
>;

export type RefuseCover = Command<
  'RefuseCover',
  About & {
    readonly periodId: string;
    readonly ground: CoverRefusalGround;
    readonly reference: string | null;
  }
>;

type NewLastDay = About & {
  readonly periodId: string;
  readonly lastCoveredOn: CalendarDay;
  readonly reasonCode: string;
  readonly reference: string | null;
};

export type ExtendCover = Command<'ExtendCover', NewLastDay & { readonly agreement: Agreement }>;
export type EndCover = Command<'EndCover', NewLastDay>;

/** A list speaks of people and days, not of periods. */
export type EndListed = Command<
  'EndListed',
  About & {
    readonly listId: string;
    readonly programme: string;
    readonly from: CalendarDay;
    readonly lastCoveredOn: CalendarDay;
    readonly reasonCode: string;
  }
>;

/** Null where it stays as it is. */
export type CorrectCover = Command<
  'CorrectCover',
  About & {
    readonly periodId: string;
    readonly from: CalendarDay | null;
    readonly lastCoveredOn: CalendarDay | null;
    readonly declaredIncome: Rupiah | null;
    readonly fundedBy: FundedBy | null;
    readonly kpj: string | null;
    readonly reasonCode: string;
    readonly reference: string | null;
    readonly agreement: Agreement;
  }
>;

export type AnnulCover = Command<
  'AnnulCover',
  About & { readonly periodId: string; readonly reasonCode: string }
>;

/** What a list that is undone has written of this person. */
export type UndoListed = Command<
  'UndoListed',
  About & {
    readonly listId: string;
    readonly periodIds: readonly string[];
    readonly enrolled: boolean;
    readonly reasonCode: string;
  }
>;

/** `endedOn`: the day on which the list ended the period; `lastCoveredOn`: its last day before that. */
export type UndoEnding = Command<
  'UndoEnding',
  About & {
    readonly periodId: string;
    readonly endedOn: CalendarDay;
    readonly lastCoveredOn: CalendarDay;
    readonly reasonCode: string;
  }
>;

export type CoverCommand =
  | CoverParticipant
  | StartCover
  | RefuseCover
  | ExtendCover
  | EndCover
  | CorrectCover
  | AnnulCover
  | ListCommand;

/** What lists do with cover. */
export type ListCommand = EndListed | UndoListed | UndoEnding;

export type RegisterFamilyMember = Command<
  'RegisterFamilyMember',
  About & {
    readonly memberId: string;
    readonly relation: Relation;
    readonly legalChild: boolean;
    readonly details: MemberDetails;
    readonly today: CalendarDay;
  }
>;

export type CorrectFamilyMember = Command<
  'CorrectFamilyMember',
  RegisterFamilyMember['data'] & { readonly reasonCode: string }
>;

export type RemoveFamilyMember = Command<
  'RemoveFamilyMember',
  About & { readonly memberId: string; readonly reasonCode: string }
>;

/** What is not named stays as it is. A NIK is changed with its reservation alone: `CorrectIdentity`. */
export type CorrectParticipant = Command<
  'CorrectParticipant',
  About & {
    readonly told: Partial<Omit<PersonalDetails, 'nik'>>;
    /** Of the family card that was told; null where none was. */
    readonly familyRef: string | null;
    readonly today: CalendarDay;
    readonly reasonCode: string;
  }
>;

/** Name, birth date, sex and NIK: what tells a person from others. */
export type CorrectIdentity = Command<
  'CorrectIdentity',
  About & {
    readonly told: Partial<PersonalDetails>;
    /** Of the NIK that was told; null where none was. */
    readonly nikRef: string | null;
    /** What the NIK and the facts beside it do not say alike, all corrections made. */
    readonly warnings: readonly string[];
    readonly today: CalendarDay;
    readonly reasonCode: string;
  }
>;

export type AbandonNikCorrection = Command<
  'AbandonNikCorrection',
  About & { readonly nikRef: string }
>;

export type MoveParticipant = Command<
  'MoveParticipant',
  About & {
    readonly place: Place;
    readonly movedOn: CalendarDay;
    readonly address: string | null;
    readonly rt: string | null;
    readonly rw: string | null;
    readonly today: CalendarDay;
  }
>;

/** Whether a claim for the death is neither refused, withdrawn nor voided. */
type DeathClaimed = { readonly deathClaimed: boolean };

export type RequestDeathRetraction = Command<
  'RequestDeathRetraction',
  About & DeathClaimed & { readonly requestId: string; readonly reasonCode: string }
>;
export type ApproveDeathRetraction = Command<
  'ApproveDeathRetraction',
  About & DeathClaimed & { readonly requestId: string }
>;

/** Of a claim that was voided because nobody has died. */
export type RetractDeathOfClaim = Command<
  'RetractDeathOfClaim',
  About & { readonly claimId: string; readonly requestId: string; readonly reasonCode: string }
>;

/** What stands in the way of merging: a death claim that is not voided, a scholarship. */
export type OwnCases = { readonly deathClaim: boolean; readonly scholarship: boolean };

type Merging = About & {
  readonly requestId: string;
  readonly survivor: Participant;
  readonly cases: OwnCases;
  readonly survivorsCases: OwnCases;
};
export type RequestMerge = Command<
  'RequestMerge',
  Merging & { readonly survivorId: string; readonly reasonCode: string }
>;
export type ApproveMerge = Command<'ApproveMerge', Merging>;

export type PersonCommand =
  | RegisterFamilyMember
  | CorrectFamilyMember
  | RemoveFamilyMember
  | CorrectParticipant
  | CorrectIdentity
  | AbandonNikCorrection
  | MoveParticipant;
export type TwoPersonCommand =
  | RequestDeathRetraction
  | ApproveDeathRetraction
  | RetractDeathOfClaim
  | RequestMerge
  | ApproveMerge;

export type RecordContribution = Command<
  'RecordContribution',
  {
    readonly paymentId: string;
    readonly programme: string;
    /** Owed and paid, in their order. */
    readonly months: readonly CalendarMonth[];
    /** What one person owes for one month. */
    readonly tariff: Rupiah;
    readonly paidOn: CalendarDay;
  }
>;

export type RecordRefund = Command<
  'RecordRefund',
  {
    readonly refundId: string;
    readonly paymentId: string;
    readonly programme: string;
    readonly months: readonly CalendarMonth[];
    readonly tariff: Rupiah;
    readonly refundedOn: CalendarDay;
    readonly reasonCode: string;
  }
>;

export type RecordDeath = Command<
  'RecordDeath',
  About & {
    readonly today: CalendarDay;
    readonly diedOn: CalendarDay;
    readonly knownOn: CalendarDay;
    readonly source: DeathSource;
    readonly claimId: string | null;
    /** Claims that were voided as of the wrong day: what they recorded gives way. */
    readonly insteadOf?: readonly string[];
  }
>;

export type ParticipantCommand =
  | EnrolParticipant
  | CoverCommand
  | PersonCommand
  | TwoPersonCommand
  | RecordContribution
  | RecordRefund
  | RecordDeath;
