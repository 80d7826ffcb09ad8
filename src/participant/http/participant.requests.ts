import type { CalendarDay } from '../../kernel/calendar-day';
import {
  ClearText,
  Code,
  Day,
  FamilyCardNumber,
  Flag,
  Money,
  MoneyBody,
  Nested,
  Nik,
  OneOf,
  Phone,
  RowsOf,
  Text,
} from '../../platform/http/fields';
import { AccountBody } from '../../platform/http/account.body';
import { ReasonBody } from '../../platform/http/reason.body';
import { type FundedBy, PROGRAMME_CODE } from '../../programme/domain/programme.events';
import type { Sex } from '../../kernel/nik';
import {
  type CoverRefusalGround,
  type DeathSource,
  type Relation,
  RELATIONS,
} from '../domain/participant.events';

const optional = { optional: true } as const;

/** Who somebody is, and where he lives. */
class PersonBody {
  @Code(/^\d{2}\.\d{2}\.\d{2}$/, '16.06.05')
  subDistrictCode: string;

  @Code(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, '16.06.05.2001')
  villageCode: string;

  @Text({ max: 120 })
  name: string;

  @Nik()
  nik: string;

  @FamilyCardNumber(optional)
  familyCardNumber: string | null;

  @Text({ max: 60, optional: true })
  birthPlace: string | null;

  @Day()
  birthDate: CalendarDay;

  @OneOf(['female', 'male'])
  sex: Sex;

  @Text({ max: 200, optional: true })
  address: string | null;

  @Code(/^\d{1,3}$/, '004', optional)
  rt: string | null;

  @Code(/^\d{1,3}$/, '002', optional)
  rw: string | null;

  @Phone(optional)
  phone: string | null;

  @Text({ max: 60, optional: true })
  occupation: string | null;

  @Text({ max: 120, optional: true })
  motherName: string | null;

  @Nested(() => AccountBody, optional)
  account: AccountBody | null;
}

export class EnrolRequest extends PersonBody {
  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;
}

export class NewcomerRow extends PersonBody {}

/** The cover that every row of a batch is asked for. */
export class BatchCoverBody {
  @Day()
  from: CalendarDay;

  @Day()
  lastCoveredOn: CalendarDay;

  @Money({ description: 'Declared monthly income that benefits are computed from.' })
  declaredIncome: MoneyBody;
}

export class ParticipantBatchRequest {
  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;

  @Nested(() => BatchCoverBody, optional)
  coverage: BatchCoverBody | null;

  @RowsOf(() => NewcomerRow, { min: 1, max: 1000 })
  rows: readonly unknown[];
}

export class CoverageRequest extends BatchCoverBody {
  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;

  @ClearText({ max: 60, optional: true })
  reference: string | null;

  @Code(/^[0-9A-Z]{11}$/, '24012345678', optional)
  kpj: string | null;
}

export class CoverStartRequest {
  @Day({ description: 'The first day by the payer’s active list.' })
  from: CalendarDay;

  @ClearText({ max: 60, optional: true })
  reference: string | null;

  @Code(/^[0-9A-Z]{11}$/, '24012345678', optional)
  kpj: string | null;
}

export class CoverRefusalRequest {
  @OneOf(['active_employee', 'active_elsewhere', 'deceased', 'nik_unknown', 'over_age'])
  ground: CoverRefusalGround;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

/** A new last day of a period, and why. */
class NewLastDayBody extends ReasonBody {
  @Day({ description: 'The new last day, covered too.' })
  lastCoveredOn: CalendarDay;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class CoverExtensionRequest extends NewLastDayBody {}
export class CoverEndingRequest extends NewLastDayBody {}

/** What is left out stays as it is. */
export class CoverCorrectionRequest extends ReasonBody {
  @Day(optional)
  from: CalendarDay | null;

  @Day(optional)
  lastCoveredOn: CalendarDay | null;

  @Money({
    optional: true,
    description: 'Declared monthly income that benefits are computed from.',
  })
  declaredIncome: MoneyBody | null;

  @OneOf(['apbd', 'village_fund', 'palm_oil_fund', 'self'], optional)
  fundedBy: FundedBy | null;

  @Code(/^[0-9A-Z]{11}$/, '24012345678', optional)
  kpj: string | null;

  @ClearText({ max: 60, optional: true })
  reference: string | null;
}

export class CoverAnnulmentRequest extends ReasonBody {}

export class FamilyMemberRequest {
  @OneOf(RELATIONS)
  relation: Relation;

  @Flag({ optional: true, description: 'A legal child of the participant (anak sah).' })
  legalChild: boolean | null;

  @Text({ max: 120 })
  name: string;

  @Nik(optional)
  nik: string | null;

  @Day(optional)
  birthDate: CalendarDay | null;
}

export class DeathRequest {
  @Day()
  diedOn: CalendarDay;

  @Day()
  knownOn: CalendarDay;

  @OneOf(['family', 'village', 'payer', 'civil_registry'])
  source: DeathSource;
}
