import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Event, JsonObject } from '../../kernel/event';
import type { Sex } from '../../kernel/nik';
import type { Rupiah } from '../../kernel/rupiah';
import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { FundedBy, Place } from '../../programme/domain/programme.events';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

export type BankAccount = {
  readonly bank: string;
  readonly number: string;
  readonly holder: string;
};

/** What is known of the person behind a participant: sealed, and forgotten on request. */
export type PersonalDetails = {
  readonly name: string;
  readonly nik: string;
  readonly familyCardNumber: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: CalendarDay;
  readonly sex: Sex;
  readonly address: string | null;
  readonly rt: string | null;
  readonly rw: string | null;
  readonly phone: string | null;
  readonly occupation: string | null;
  readonly motherName: string | null;
  readonly account: BankAccount | null;
};

export type ParticipantEnrolled = Event<
  'ParticipantEnrolled',
  {
    readonly programme: string;
    readonly listId: string | null;
    readonly nikRef: string;
    readonly familyRef: string | null;
    readonly place: Place;
    readonly ageInYears: number;
    readonly warnings: readonly string[];
    readonly by: string;
  },
  PersonalDetails
>;

export const RELATIONS = [
  'spouse',
  'child',
  'parent',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
  'named_in_will',
  'guardian',
  'other',
] as const;
export type Relation = (typeof RELATIONS)[number];

export type MemberDetails = {
  readonly name: string;
  readonly nik: string | null;
  readonly birthDate: CalendarDay | null;
};

export type FamilyMemberRegistered = Event<
  'FamilyMemberRegistered',
  {
    readonly memberId: string;
    readonly relation: Relation;
    readonly legalChild: boolean;
    readonly by: string;
  },
  MemberDetails
>;

/** The whole of what is known of the member now. */
export type FamilyMemberCorrected = Event<
  'FamilyMemberCorrected',
  {
    readonly memberId: string;
    readonly relation: Relation;
    readonly legalChild: boolean;
    readonly reasonCode: string;
    readonly by: string;
  },
  MemberDetails
>;

export type FamilyMemberRemoved = Event<
  'FamilyMemberRemoved',
  { readonly memberId: string; readonly reasonCode: string; readonly by: string }
>;

/** The named fields of the details, as they were and as they are now. */
export type CorrectedDetails = { readonly old: JsonObject; readonly new: JsonObject };

export type ParticipantCorrected = Event<
  'ParticipantCorrected',
  {
    readonly fields: readonly string[];
    /** As they are after it, whether they changed or not. */
    readonly familyRef: string | null;
    readonly warnings: readonly string[];
    readonly reasonCode: string;
    readonly by: string;
  },
  CorrectedDetails
>;

/** The new NIK was assigned before; the old one is released after. */
export type NikCorrected = Event<
  'NikCorrected',
  {
    readonly nikRef: string;
    readonly previousNikRef: string;
    readonly warnings: readonly string[];
    readonly reasonCode: string;
    readonly by: string;
  },
  CorrectedDetails
>;

/** The NIK that was assigned for a correction does not become this participant's: whoever comes next may release it. */
export type NikCorrectionAbandoned = Event<
  'NikCorrectionAbandoned',
  { readonly nikRef: string; readonly by: string }
>;

export type ParticipantMoved = Event<
  'ParticipantMoved',
  { readonly place: Place; readonly movedOn: CalendarDay; readonly by: string },
  { readonly address: string | null; readonly rt: string | null; readonly rw: string | null }
>;

/** Stands in the stream of the one who is merged away. */
export type ParticipantsMergeRequested = Event<
  'ParticipantsMergeRequested',
  {
    readonly requestId: string;
    readonly survivor: string;
    readonly reasonCode: string;
    readonly by: string;
  }
>;

/** From now on there is no cover here, and reports go to the survivor. */
export type ParticipantsMerged = Event<
  'ParticipantsMerged',
  { readonly requestId: string; readonly survivor: string; readonly by: string }
>;

/** What a period of cover promises: days are inclusive. */
export type CoverTerms = {
  readonly programme: string;
  readonly schemes: readonly Scheme[];
  readonly from: CalendarDay;
  readonly lastCoveredOn: CalendarDay;
  /** Monthly income W that the benefits are computed from; never the income of a list. */
  readonly declaredIncome: Rupiah;
  readonly fundedBy: FundedBy;
};

type CoverPeriod = CoverTerms & {
  readonly periodId: string;
  readonly listId: string | null;
  readonly source: 'office' | 'list' | 'payer';
  readonly reference: string | null;
  readonly by: string;
};

/** The number of the payer's participation card. */
export type Membership = { readonly kpj: string | null };

export type CoverageRequested = Event<'CoverageRequested', CoverPeriod, Membership>;
export type CoverageStarted = Event<'CoverageStarted', CoverPeriod, Membership>;

export type CoverRefusalGround =
  'active_employee' | 'active_elsewhere' | 'deceased' | 'nik_unknown' | 'over_age';

export type CoverageRefused = Event<
  'CoverageRefused',
  {
    readonly periodId: string;
    readonly ground: CoverRefusalGround;
    readonly reference: string | null;
    readonly by: string;
  }
>;

/** The payer goes on with a period to a later day. */
export type CoverageExtended = Event<'CoverageExtended', NewLastDay>;

/** A period ends before its last day. */
export type CoverageEnded = Event<
  'CoverageEnded',
  NewLastDay & {
    /** The list that ended it; absent where no list did. */
    readonly listId?: string;
  }
>;

type NewLastDay = {
  readonly periodId: string;
  readonly lastCoveredOn: CalendarDay;
  readonly reasonCode: string;
  readonly reference: string | null;
  readonly by: string;
};

/** What a period should have said from the beginning. Its programme stays: cover under another is annulled and asked for anew. */
export type CoverageCorrected = Event<
  'CoverageCorrected',
  {
    readonly periodId: string;
    readonly from: CalendarDay;
    readonly lastCoveredOn: CalendarDay;
    readonly declaredIncome: Rupiah;
    readonly fundedBy: FundedBy;
    readonly reasonCode: string;
    readonly reference: string | null;
    readonly by: string;
  },
  Membership
>;

/** It never was. */
export type CoverageAnnulled = Event<
  'CoverageAnnulled',
  { readonly periodId: string; readonly reasonCode: string; readonly by: string }
>;

/** Whoever was enrolled by mistake: it never was. The NIK is free again. */
export type EnrolmentAnnulled = Event<
  'EnrolmentAnnulled',
  { readonly listId: string; readonly reasonCode: string; readonly by: string }
>;

/** One event per person and payment. */
export type ContributionRecorded = Event<
  'ContributionRecorded',
  {
    readonly paymentId: string;
    readonly programme: string;
    readonly fromMonth: CalendarMonth;
    readonly toMonth: CalendarMonth;
    /** The months that were owed and are paid: not every one between the first and the last. */
    readonly months: readonly CalendarMonth[];
    readonly amount: Rupiah;
    readonly paidOn: CalendarDay;
  }
>;

/** Money for some of the months of a payment came back: they are not paid any more. */
export type ContributionRefunded = Event<
  'ContributionRefunded',
  {
    readonly refundId: string;
    readonly paymentId: string;
    readonly programme: string;
    readonly fromMonth: CalendarMonth;
    readonly toMonth: CalendarMonth;
    readonly months: readonly CalendarMonth[];
    readonly amount: Rupiah;
    readonly refundedOn: CalendarDay;
    readonly reasonCode: string;
  }
>;

export type DeathSource = 'family' | 'village' | 'payer' | 'civil_registry' | 'claim';

/** Cover includes the day of death; no end of cover is written for it. */
export type ParticipantDied = Event<
  'ParticipantDied',
  {
    readonly diedOn: CalendarDay;
    readonly knownOn: CalendarDay;
    readonly source: DeathSource;
    readonly claimId: string | null;
    readonly by: string;
  }
>;

type Retraction = { readonly requestId: string; readonly reasonCode: string; readonly by: string };

export type DeathRetractionRequested = Event<
  'DeathRetractionRequested',
  Retraction & { readonly diedOn: CalendarDay }
>;

/** Nobody has died: the participant is as alive as before. */
export type ParticipantDeathRetracted = Event<'ParticipantDeathRetracted', Retraction>;

export type ParticipantEvent =
  | ParticipantEnrolled
  | FamilyMemberRegistered
  | FamilyMemberCorrected
  | FamilyMemberRemoved
  | ParticipantCorrected
  | NikCorrected
  | NikCorrectionAbandoned
  | ParticipantMoved
  | ParticipantsMergeRequested
  | ParticipantsMerged
  | CoverageRequested
  | CoverageStarted
  | CoverageRefused
  | CoverageExtended
  | CoverageEnded
  | CoverageCorrected
  | CoverageAnnulled
  | EnrolmentAnnulled
  | ContributionRecorded
  | ContributionRefunded
  | ParticipantDied
  | DeathRetractionRequested
  | ParticipantDeathRetracted;
