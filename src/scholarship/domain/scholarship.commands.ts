import type { SchoolLevel } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Command } from '../../kernel/command';
import type { ClaimStatus } from '../../claim/domain/claim';
import type { CauseOfDeath } from '../../claim/domain/claim.events';
import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { Participant } from '../../participant/domain/participant';
import type {
  ApproveBenefit,
  Asked,
  BenefitCommand,
  RecheckApprovals,
  SecondApproval,
  SendPayout,
} from '../../payout/domain/benefit.commands';
import type { EndReason } from './scholarship.events';
import type { PaymentTerms, Place } from '../../programme/domain/programme.events';

/** What was read elsewhere before the decision, and is read again before an approval and a sending. */
export type ScholarshipFacts = {
  readonly participant: Participant;
  readonly participantVersion: number;
  readonly terms: PaymentTerms;
  /** The death or the total permanent disability that gives the right. */
  readonly claim: BasisClaim;
};

export type BasisClaim = {
  readonly claimId: string;
  readonly status: ClaimStatus;
  readonly programme: string;
  readonly place: Place;
  readonly cause: CauseOfDeath;
  readonly scheme: Scheme;
  /** The day whose cover and schedule decide: of the death, or of the accident that caused it or the disability. */
  readonly decidingDay: CalendarDay;
  /** Of an accident: how far its total permanent disability has come; `none` where there is none, or only a partial one. */
  readonly disability?: 'none' | 'assessed' | 'approved';
  /** Of a death by accident: its accident was voided, refused or withdrawn, or turned out to be none of work. */
  readonly accidentFell?: boolean;
};

type WithFacts = Asked & { readonly scholarshipId: string; readonly facts: ScholarshipFacts };

export type RequestScholarship = Command<
  'RequestScholarship',
  WithFacts & {
    readonly number: string;
    readonly participantId: string;
    readonly childIds: readonly string[];
    /** The claim that it rested on until now was voided, or its total disability is gone: it may rest on another. */
    readonly basisVoided: boolean;
  }
>;

export type SchoolYear = {
  readonly childId: string;
  readonly level: SchoolLevel;
  readonly grade: number;
  readonly schoolYear: number;
  readonly guardianId: string | null;
  /** The participant himself, who lives with his disability; null or absent of anybody else. */
  readonly receivedBy?: 'participant' | null;
};
export type AssessSchoolYear = Command<
  'AssessSchoolYear',
  WithFacts & { readonly year: SchoolYear }
>;

export type EndPlace = Command<
  'EndPlace',
  Asked & {
    readonly childId: string;
    readonly reasonCode: EndReason;
    readonly endedOn: CalendarDay;
    /** The day on which the child reaches the age limit; null where the law has none, or the birth date is not known. */
    readonly ageLimitOn: CalendarDay | null;
    readonly today: CalendarDay;
  }
>;

export type ScholarshipCommand =
  | RequestScholarship
  | AssessSchoolYear
  | EndPlace
  | ApproveBenefit<ScholarshipFacts>
  | SecondApproval<ScholarshipFacts>
  | SendPayout<ScholarshipFacts>
  | RecheckApprovals<ScholarshipFacts>
  | BenefitCommand;
