import type { CalendarDay } from '../../kernel/calendar-day';
import type { CoverRefusalGround } from '../../participant/domain/participant.events';
import type { PayersAnswer } from '../../participant/domain/payers-answer';
import type { AnswerField, Columns } from '../domain/columns';
import type { Finding } from '../domain/findings';
import { saidOf } from '../domain/payers-words';
import { dayFrom } from '../domain/typed-day';
import { type Cell, isBlank, textIn } from './cells';
import { nikIn, rowReader, type RowReader } from './row';

/** A row of the payer's answer; `answer` null where there is an error among the findings. */
export type RowOfAnswer = {
  readonly nik: string | null;
  readonly answer: PayersAnswer | null;
  readonly findings: readonly Finding[];
};

const KPJ = /^[0-9A-Z]{11}$/;

/** Reads one row of a payer's active list; null for one that names nobody. */
export const answerIn = (
  cells: readonly Cell[],
  { fields, answers }: Columns,
): RowOfAnswer | null => {
  const row = rowReader(cells, fields);
  if (isBlank(row.cell('nik')) && isBlank(row.cell('kpj'))) return null;
  const nik = nikIn(row);
  const told = (field: AnswerField): Cell => cells[answers[field] ?? -1] ?? null;
  const coverDay = (field: 'from' | 'lastCoveredOn') =>
    dayIn(told(field), { code: 'cover-dates-unreadable', column: answers[field] ?? null }, row);
  const ofBirth = { code: 'birth-date-unreadable', column: fields.birthDate ?? null } as const;
  const about = {
    name: row.text('name') || null,
    birthDate: dayIn(row.cell('birthDate'), ofBirth, row),
    from: coverDay('from'),
    lastCoveredOn: coverDay('lastCoveredOn'),
  };
  const what = whatIn(row, textIn(told('status')), textIn(told('remark')), answers);
  const answer = nik === null || what === null ? null : { ...about, ...what };
  return { nik, answer, findings: row.findings };
};

type What =
  | { readonly kind: 'started'; readonly kpj: string }
  | { readonly kind: 'refused'; readonly ground: CoverRefusalGround };

const whatIn = (
  row: RowReader,
  status: string,
  remark: string,
  answers: Columns['answers'],
): What | null => {
  const kpj = row
    .text('kpj')
    .toUpperCase()
    .replaceAll(/[\s.'’`-]/g, '');
  const said = saidOf(status, remark, kpj !== '');
  if (said.kind === 'refused') return said;
  if (said.kind === 'unclear') {
    row.findings.push({ code: said.code, column: answers.remark ?? answers.status ?? null });
    return null;
  }
  return KPJ.test(kpj) ? { kind: 'started', kpj } : row.find('kpj-unreadable', 'kpj');
};

/** A day that cannot be read is none on which the payer is silent: it may be another than the office's. */
const dayIn = (typed: Cell, unreadable: Finding, { findings }: RowReader): CalendarDay | null => {
  if (NOTHING.test(textIn(typed))) return null;
  const isTyped = typeof typed === 'number' || typeof typed === 'string';
  const day = dayFrom(isTyped ? typed : textIn(typed));
  if (day === null) findings.push(unreadable);
  return day;
};

const NOTHING = /^[\s-]*$/;
