import type { DeductionCode } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import { RELATIONS } from '../../participant/domain/participant.events';
import {
  ClearText,
  Code,
  Count,
  Day,
  Flag,
  Id,
  ListOf,
  Money,
  MoneyBody,
  Nested,
  OneOf,
  Phone,
  Text,
} from '../../platform/http/fields';
import { REASON, ReasonBody } from '../../platform/http/reason.body';
import type {
  AccidentKind,
  CauseOfDeath,
  HeirClass,
  ReporterRelation,
} from '../domain/claim.events';
import { FACILITIES } from '../domain/facilities';

const optional = { optional: true } as const;

export const REPORTERS = [...RELATIONS, 'self', 'employer', 'village', 'facility'];
export const ACCIDENT_KINDS = [
  'accident',
  'commute',
  'occupational_disease',
  'sudden_death',
  'violence',
];

class ReportBody {
  @Id('par')
  participantId: string;

  @Day({ description: 'The day on which the office was told.' })
  reportedOn: CalendarDay;

  @OneOf(REPORTERS)
  reporterRelation: ReporterRelation;

  @Text({ max: 120 })
  reporterName: string;

  @Phone(optional)
  reporterPhone: string | null;

  @Text({ max: 4000, lines: true, optional: true, description: 'What happened, as it was told.' })
  chronology: string | null;
}

export class AccidentClaimRequest extends ReportBody {
  @OneOf(ACCIDENT_KINDS)
  accidentKind: AccidentKind;

  @Day({ optional: true, description: 'The day of an accident.' })
  occurredOn: CalendarDay | null;

  @Day({ optional: true, description: 'The day on which a disease was diagnosed.' })
  diagnosedOn: CalendarDay | null;

  @Flag({ optional: true, description: 'Treated first, concluded within 30 days.' })
  suspected: boolean | null;

  @Flag({
    optional: true,
    description: 'On a road: then the police report or two witnesses are needed.',
  })
  onRoad: boolean | null;

  @Count({ min: 1, max: 9, optional: true, description: 'Above 1: a supervisor, with a reason.' })
  occurrence: number | null;

  @Code(REASON, 'second_accident_same_day', optional)
  reasonCode: string | null;
}

export class DeathClaimRequest extends ReportBody {
  @Day()
  diedOn: CalendarDay;

  @Day({ description: 'The day on which the death became known to the office.' })
  knownOn: CalendarDay;

  @OneOf(['illness', 'work_accident', 'occupational_disease', 'other', 'unknown'])
  cause: CauseOfDeath;

  @Id('clm', { optional: true, description: 'The accident that caused it.' })
  accidentClaimId: string | null;
}

export class CauseCorrectionRequest extends ReasonBody {
  @OneOf(['illness', 'work_accident', 'occupational_disease', 'other', 'unknown'], {
    description: 'The cause as it is known now.',
  })
  cause: CauseOfDeath;

  @Id('clm', { optional: true, description: 'The accident that caused it: accepted before.' })
  accidentClaimId: string | null;
}

export class ConclusionRequest {
  @OneOf(['work_accident', 'not_work_accident'])
  outcome: 'work_accident' | 'not_work_accident';

  @Code(REASON, 'labour_inspector')
  concludedBy: string;

  @Day()
  concludedOn: CalendarDay;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class DoctorStatementRequest {
  @OneOf(['recovered', 'disabled', 'died'])
  outcome: 'recovered' | 'disabled' | 'died';

  @Day()
  statedOn: CalendarDay;

  @Day()
  receivedOn: CalendarDay;

  @Count({ min: 1, max: 1000, optional: true, description: 'Tenths of a percent: 45 is 4.5 %.' })
  percentTenths: number | null;

  @Text({ max: 500, optional: true })
  diagnosis: string | null;

  @Text({ max: 100, optional: true })
  bodyPart: string | null;

  @OneOf(['left', 'right', 'both'], optional)
  side: 'left' | 'right' | 'both' | null;
}

export class ClaimRefusalRequest {
  @Code(REASON, 'not_covered_on_date')
  ground: string;

  @ClearText({ max: 120, description: 'Statute and article.' })
  citation: string;

  @Code(REASON, 'accident_before_cover', optional)
  reasonCode: string | null;
}

export class ShareBody {
  @Count({ min: 1 })
  numerator: number;

  @Count({ min: 1 })
  denominator: number;
}

class HeirBody {
  @Id('mem', { description: 'A registered member of the participant’s family.' })
  heirId: string;

  @Nested(() => ShareBody)
  share: ShareBody;

  @Id('mem', { optional: true, description: 'Who receives for a minor.' })
  guardianId: string | null;
}

export class HeirsRequest {
  @Count({ min: 1, max: 6, description: '1 spouse and children … 5 named in a will, 6 nobody.' })
  heirClass: HeirClass;

  @ListOf(() => HeirBody, { max: 50, description: 'None in class 6.' })
  heirs: readonly HeirBody[];

  @Id('mem', {
    optional: true,
    description: 'The heir whose account all of them named in a power of attorney.',
  })
  representativeId: string | null;

  @Id('mem', {
    optional: true,
    description: 'Class 6: who arranged the funeral, registered as `other`.',
  })
  funeralArrangerId: string | null;

  @Day({ description: 'The day of the letter of heirs.' })
  letterOn: CalendarDay;

  @Text({ max: 60, optional: true })
  letterNumber: string | null;
}

class DeductionBody {
  @OneOf(['ward_class_above_entitlement', 'not_medical', 'outside_partner_excess'])
  code: DeductionCode;

  @Money()
  amount: MoneyBody;
}

class BillItemBody {
  @Code(REASON, 'inpatient')
  code: string;

  @Money()
  claimed: MoneyBody;

  @ListOf(() => DeductionBody, { max: 10, optional: true })
  deductions: readonly DeductionBody[] | null;
}

export class TreatmentBillRequest {
  @OneOf(FACILITIES.map(({ id }) => id))
  facilityId: string;

  @Text({ max: 60 })
  invoiceNumber: string;

  @Day()
  from: CalendarDay;

  @Day({ description: 'The last day of treatment on this bill.' })
  to: CalendarDay;

  @ListOf(() => BillItemBody, { min: 1, max: 200 })
  items: readonly BillItemBody[];

  @Money({ min: 0, optional: true, description: 'What another payer bears first.' })
  otherPayer: MoneyBody | null;

  @OneOf(['facility', 'participant'], { description: 'Who is still owed the bill.' })
  paidTo: 'facility' | 'participant';
}
