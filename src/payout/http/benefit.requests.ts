import type { CalendarDay } from '../../kernel/calendar-day';
import { AccountBody } from '../../platform/http/account.body';
import {
  ClearText,
  Code,
  Count,
  Day,
  field,
  Id,
  ListOf,
  Money,
  MoneyBody,
  OneOf,
  Text,
} from '../../platform/http/fields';
import type { BenefitRef } from '../../platform/http/public-ids';
import { REASON, ReasonBody } from '../../platform/http/reason.body';
import type { PaperKind, PayeeKind, PayerOutcome } from '../domain/benefit.events';
import { payeeId } from './payee-id';

const optional = { optional: true } as const;

const PAPER_KINDS: readonly PaperKind[] = [
  'kk1',
  'kk2',
  'kk3',
  'form_4',
  'participant_card',
  'ktp',
  'heir_ktp',
  'family_card',
  'death_certificate',
  'heir_letter',
  'marriage_book',
  'police_report',
  'receipt',
  'application',
  'birth_certificate',
  'school_letter',
  'school_report',
  'guardian_ktp',
  'power_of_attorney',
  'witness_statement',
  'other',
];

export class DocumentRequest {
  @OneOf(PAPER_KINDS)
  kind: PaperKind;

  @Id('mem', { optional: true, description: 'The child or heir that the paper speaks of.' })
  concerns: string | null;

  @Day(optional)
  issuedOn: CalendarDay | null;

  @Day()
  receivedOn: CalendarDay;

  @Count({ min: 1, max: 1000, optional: true })
  pages: number | null;

  @Text({ max: 60, optional: true })
  number: string | null;

  @Text({ max: 120, optional: true })
  issuer: string | null;

  @Text({ max: 120, optional: true, description: 'Where the paper itself is kept.' })
  keptAt: string | null;
}

export class PayeeAccountRequest extends AccountBody {
  @OneOf(['participant', 'heir', 'guardian', 'funeral_arranger', 'facility'])
  payeeKind: PayeeKind;

  @field(payeeId, { description: 'par_… of the participant, mem_… of a person, or a facility.' })
  payeeId: string;
}

export class BenefitRefusalRequest {
  @Code(REASON, 'not_covered_on_date')
  ground: string;

  @ClearText({ max: 120, description: 'Statute and article.' })
  citation: string;
}

class BenefitIdBody {
  @Id('ben')
  benefitId: BenefitRef;
}

export class PresentationRequest {
  @ListOf(() => BenefitIdBody, { min: 1, max: 100 })
  benefits: readonly BenefitIdBody[];

  @ClearText({ max: 100, description: 'The payer’s branch office.' })
  branch: string;

  @OneOf(['counter', 'lapakasik', 'letter'])
  channel: 'counter' | 'lapakasik' | 'letter';

  @Day()
  presentedOn: CalendarDay;

  @Day({ optional: true, description: 'From this day the payer’s time runs.' })
  papersCompleteOn: CalendarDay | null;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

class DecidedBenefitBody extends BenefitIdBody {
  @Money({ min: 0 })
  amount: MoneyBody;
}

export class PayerDecisionRequest {
  @OneOf(['guaranteed', 'granted', 'papers_missing', 'refused'])
  outcome: PayerOutcome;

  @ListOf(() => DecidedBenefitBody, { min: 1, max: 100 })
  benefits: readonly DecidedBenefitBody[];

  @Day()
  decidedOn: CalendarDay;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class ConfirmationRequest {
  @Day()
  paidOn: CalendarDay;

  @Money()
  amount: MoneyBody;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class FailureRequest extends ReasonBody {
  @Day()
  failedOn: CalendarDay;

  @ClearText({
    max: 60,
    optional: true,
    description: 'Of the inquiry, where the outcome was unknown.',
  })
  reference: string | null;
}

export class PayoutReturnRequest extends ReasonBody {
  @Day()
  returnedOn: CalendarDay;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class RepaymentRequest {
  @Day({ description: 'It counts against the month of this day.' })
  repaidOn: CalendarDay;

  @Money({ description: 'At most what is still open.' })
  amount: MoneyBody;

  @ClearText({ max: 60, description: 'Of the receipt: the same one is one repayment.' })
  reference: string;
}

export class UnknownRequest extends ReasonBody {
  @Day()
  unknownSince: CalendarDay;
}
