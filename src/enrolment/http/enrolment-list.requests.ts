import { ApiProperty } from '@nestjs/swagger';
import { rupiah } from '../../kernel/rupiah';
import type { CalendarDay } from '../../kernel/calendar-day';
import { Code, Count, Day, OneOf } from '../../platform/http/fields';
import { REASON, ReasonBody } from '../../platform/http/reason.body';
import type { FaultName } from '../../platform/http/field-faults';
import { type InvalidPart, InvalidRequest, pointerTo } from '../../platform/http/invalid-request';
import { PageQuery, ReadQuery } from '../../platform/http/paging';
import { type FundedBy, PROGRAMME_CODE } from '../../programme/domain/programme.events';
import type { AskedList } from '../commands/receive-list';
import type { ListAction } from '../domain/enrolment-list.events';
import { LIST_STATUSES, type ListStatus } from '../list-status';
import type { RowsWanted } from '../writing/sheets-with-status';

/** For an answer that holds every row against the register first. */
export const SECONDS_FOR_A_LIST = 120;

/** What is asked for everyone in the file: parts of a form, so everything is text. */
export class EnrolmentListFields {
  @OneOf(['cover', 'end'], {
    description: '`end`: cover that began on `from` or later ends on `lastCoveredOn`.',
  })
  action: ListAction;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024')
  programme: string;

  @Day()
  from: CalendarDay;

  @Day()
  lastCoveredOn: CalendarDay;

  @Count({
    min: 1,
    max: 1_000_000_000,
    fromQuery: true,
    optional: true,
    description:
      'Declared monthly income in whole rupiah; never the income of the list. Needed for `cover`.',
  })
  declaredIncome: number | null;

  @Code(REASON, 'became_employee', { optional: true, description: 'Needed for `end`.' })
  reasonCode: string | null;

  @OneOf(['apbd', 'village_fund', 'palm_oil_fund', 'self'], {
    optional: true,
    description: 'Where it is not as the agreement says.',
  })
  fundedBy: FundedBy | null;
}

/** For the document alone. */
export class EnrolmentListUpload extends EnrolmentListFields {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'xlsx, or csv with comma or semicolon; 10 MiB at most.',
  })
  file: string;
}

/** For the document alone. */
export class PayersAnswerUpload {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description:
      'xlsx, or csv with comma or semicolon; 10 MiB at most. NIK and KPJ; STATUS and KETERANGAN where somebody is refused.',
  })
  file: string;
}

export class EnrolmentListsQuery extends PageQuery {
  @OneOf(LIST_STATUSES, { optional: true })
  status: ListStatus | null;

  @Code(PROGRAMME_CODE, 'pake-kelambu-2024', { optional: true })
  programme: string | null;
}

export class ListUndoingRequest extends ReasonBody {}

export class ListFileParameters extends ReadQuery {
  @OneOf(['all', 'faulty'], { optional: true })
  rows: RowsWanted | null;
}

/** @throws InvalidRequest where a field is missing that this action needs, or one is there that it has no use for */
export const termsIn = ({
  action,
  declaredIncome,
  reasonCode,
  ...asked
}: EnrolmentListFields): AskedList => {
  const [needed, useless] =
    action === 'end'
      ? [{ reasonCode }, { declaredIncome, fundedBy: asked.fundedBy }]
      : [{ declaredIncome }, { reasonCode }];
  const parts = [
    ...faultsIn(needed, true, 'required'),
    ...faultsIn(useless, false, 'unknown-field'),
  ];
  if (parts.length > 0) throw new InvalidRequest(parts);
  return {
    ...asked,
    action,
    declaredIncome: declaredIncome === null ? null : rupiah(declaredIncome),
    ...(reasonCode === null ? {} : { reasonCode }),
  };
};

const faultsIn = (
  fields: Readonly<Record<string, unknown>>,
  isWanted: boolean,
  fault: FaultName,
): readonly InvalidPart[] =>
  Object.entries(fields)
    .filter(([, value]) => (value === null) === isWanted)
    .map(([name]) => ({ in: 'body', pointer: pointerTo([name]), fault }));
