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
  const about = {
    name: row.text('name') || null,
    birthDate: dayIn(row.cell('birthDate')),
    from: dayIn(told('from')),
    lastCoveredOn: dayIn(told('lastCoveredOn')),
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

const dayIn = (typed: Cell): CalendarDay | null =>
  dayFrom(typeof typed === 'number' || typeof typed === 'string' ? typed : textIn(typed));
