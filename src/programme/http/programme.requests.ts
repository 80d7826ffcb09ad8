import type { CalendarDay } from '../../kernel/calendar-day';
import {
  ClearText,
  Code,
  Count,
  Day,
  ListOfCodes,
  Money,
  MoneyBody,
  OneOf,
} from '../../platform/http/fields';
import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import {
  type CoverConfirmation,
  type FundedBy,
  type Payer,
  type PaymentMode,
  PROGRAMME_CODE,
} from '../domain/programme.events';

export class ProgrammeRequest {
  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  code: string;

  @ClearText({ max: 100 })
  agreementNumber: string;

  @Day()
  agreedOn: CalendarDay;

  @ClearText({ max: 200 })
  legalBasis: string;

  @Count({ min: 1 })
  quota: number;

  @Day()
  from: CalendarDay;

  @Day({ description: 'The last day, itself covered.' })
  lastDay: CalendarDay;

  @Money({ min: 0, description: 'Work accident contribution of one person for one month.' })
  jkkTariff: MoneyBody;

  @Money({ min: 0, description: 'Death contribution of one person for one month.' })
  jkmTariff: MoneyBody;

  @ListOfCodes(['jkk', 'jkm'], { min: 1 })
  schemes: readonly Scheme[];

  @OneOf(['bpjs', 'office'])
  payer: Payer;

  @OneOf(['recorded', 'disbursed'])
  mode: PaymentMode;

  @OneOf(['apbd', 'village_fund', 'palm_oil_fund', 'self'])
  fundedBy: FundedBy;

  @OneOf(['payer', 'none'], { description: 'Whether cover waits for the payer’s active list.' })
  confirmation: CoverConfirmation;

  @ClearText({ max: 100, description: 'The payer’s branch office.' })
  branch: string;
}
