import type { TransportMode } from '../../benefit-schedule/domain/benefit-schedule';
import { type Device, DEVICES } from '../../benefit-schedule/domain/devices';
import { DISABILITY_KINDS, type DisabilityKind } from '../../benefit-schedule/domain/disability';
import {
  DISABILITY_ROWS,
  type DisabilityRow,
  type Side,
} from '../../benefit-schedule/domain/disability-check';
import type { CalendarDay } from '../../kernel/calendar-day';
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
  OneOf,
  Text,
} from '../../platform/http/fields';
import { REASON } from '../../platform/http/reason.body';
import { FACILITIES } from '../domain/facilities';

const optional = { optional: true } as const;

export class TransportCostRequest {
  @OneOf(['land_river_lake', 'sea', 'air'], { description: 'Each mode has a cap of its own.' })
  mode: TransportMode;

  @Day()
  travelledOn: CalendarDay;

  @Money({ description: 'Of that mode on that day, together.' })
  cost: MoneyBody;
}

export class WageReplacementRequest {
  @Day({ description: 'The first day without work.' })
  from: CalendarDay;

  @Day({ description: 'The last day without work: to the recovery, disability or death at most.' })
  to: CalendarDay;
}

class DisabilityPartBody {
  @OneOf(DISABILITY_ROWS, { description: 'A row of the table of PP 44/2015.' })
  part: DisabilityRow;

  @OneOf(['left', 'right', 'both'], optional)
  side: Side | null;

  @Count({
    max: 1000,
    optional: true,
    description: 'Millimetres of a leg, decibels of hearing, percent of sight or ability.',
  })
  measure: number | null;

  @Count({ min: 1, max: 1000, description: 'Of the doctor’s form, in tenths: 45 is 4.5 %.' })
  percentTenths: number;

  @Count({ min: 1, max: 100, optional: true, description: 'Percent lost of a function.' })
  lossPercent: number | null;
}

export class DisabilityRequest {
  @Id('sta', { description: 'The doctor’s statement of the disability.' })
  statementId: string;

  @OneOf(DISABILITY_KINDS)
  kind: DisabilityKind;

  @ListOf(() => DisabilityPartBody, { max: 20, optional: true, description: 'None where total.' })
  parts: readonly DisabilityPartBody[] | null;

  @Flag({ optional: true, description: 'Left and right change places in the table.' })
  leftHanded: boolean | null;
}

class DeviceBody {
  @OneOf(DEVICES)
  device: Device;

  @Money()
  cost: MoneyBody;

  @Money({ optional: true, description: 'Of a prosthesis or orthosis, and of nothing else.' })
  referencePrice: MoneyBody | null;
}

export class DeviceRequest {
  @ClearText({ max: 100, description: 'The shop or workshop.' })
  supplier: string;

  @Text({ max: 60 })
  invoiceNumber: string;

  @Day()
  obtainedOn: CalendarDay;

  @ListOf(() => DeviceBody, { min: 1, max: 20 })
  items: readonly DeviceBody[];
}

class CareItemBody {
  @Code(REASON, 'nurse')
  code: string;

  @Money()
  claimed: MoneyBody;
}

export class HomeCareRequest {
  @OneOf(FACILITIES.map(({ id }) => id))
  facilityId: string;

  @Text({ max: 60 })
  invoiceNumber: string;

  @Day({ description: 'The day on which care at home began: its year is counted from it.' })
  careSince: CalendarDay;

  @Day()
  from: CalendarDay;

  @Day({ description: 'The last day of care on this bill.' })
  to: CalendarDay;

  @ListOf(() => CareItemBody, { min: 1, max: 200 })
  items: readonly CareItemBody[];

  @OneOf(['facility', 'participant'], { description: 'Who is still owed the bill.' })
  paidTo: 'facility' | 'participant';
}
