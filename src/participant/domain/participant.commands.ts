import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { Rupiah } from '../../kernel/rupiah';
import type { Agreement, FundedBy } from '../../programme/domain/programme.events';
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

export type CoverCommand =
  CoverParticipant | StartCover | RefuseCover | ExtendCover | EndCover | CorrectCover | AnnulCover;

export type RegisterFamilyMember = Command<
  'RegisterFamilyMember',
  About & {
    readonly memberId: string;
    readonly relation: Relation;
    readonly legalChild: boolean;
    readonly details: MemberDetails;
  }
>;

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
  }
>;

export type ParticipantCommand =
  | EnrolParticipant
  | CoverCommand
  | RegisterFamilyMember
  | RecordContribution
  | RecordRefund
  | RecordDeath;
