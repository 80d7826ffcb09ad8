import type { CalendarDay } from '../../kernel/calendar-day';
import type { Sex } from '../../kernel/nik';
import { AccountBody } from '../../platform/http/account.body';
import {
  Code,
  Day,
  FamilyCardNumber,
  Flag,
  Id,
  Nested,
  Nik,
  OneOf,
  Phone,
  Text,
} from '../../platform/http/fields';
import { ReasonBody } from '../../platform/http/reason.body';
import { type Relation, RELATIONS } from '../domain/participant.events';

const optional = { optional: true } as const;

export class ContactCorrectionRequest extends ReasonBody {
  @FamilyCardNumber(optional)
  familyCardNumber: string | null;

  @Text({ max: 60, optional: true })
  birthPlace: string | null;

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

export class IdentityCorrectionRequest extends ReasonBody {
  @Nik(optional)
  nik: string | null;

  @Text({ max: 120, optional: true })
  name: string | null;

  @Day(optional)
  birthDate: CalendarDay | null;

  @OneOf(['female', 'male'], optional)
  sex: Sex | null;
}

export class MoveRequest {
  @Code(/^\d{2}\.\d{2}\.\d{2}$/, '16.06.05')
  subDistrictCode: string;

  @Code(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, '16.06.05.2001')
  villageCode: string;

  @Day()
  movedOn: CalendarDay;

  @Text({ max: 200, optional: true })
  address: string | null;

  @Code(/^\d{1,3}$/, '004', optional)
  rt: string | null;

  @Code(/^\d{1,3}$/, '002', optional)
  rw: string | null;
}

export class FamilyMemberCorrectionRequest extends ReasonBody {
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

export class FamilyMemberRemovalRequest extends ReasonBody {}

export class DeathRetractionRequest extends ReasonBody {}

export class MergeRequest extends ReasonBody {
  @Id('par', { description: 'The participant who goes on.' })
  survivorId: string;
}
