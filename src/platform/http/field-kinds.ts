import {
  type CalendarDay,
  type CalendarMonth,
  isCalendarDay,
  isCalendarMonth,
} from '../../kernel/calendar-day';
import { LARGEST_SUM, type Rupiah } from '../../kernel/rupiah';
import { normaliseNik, parseNik } from '../../kernel/nik';
import { type FieldKind, isPlainObject, Refused } from './field-kind';

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_FORM = /^\d{4}-\d{2}$/;
const INSTANT_FORM =
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
/**
 * Control characters, halves of characters, marks that make text read in another order than it is stored in, and what
 * takes room without being seen: with them two names look alike and are not.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;
/** Longer texts may hold what joins and shows emoji. */
const UNSEEN_BUT_LINES =
  /[^\P{Cc}\n\t]|[\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;
const E164 = /^\+[1-9]\d{7,14}$/;

export type Money = { readonly amount: Rupiah; readonly currency: 'IDR' };

export const money = (min: 0 | 1): FieldKind<Money> => ({
  schema: { type: 'object' },
  read: (value) => {
    if (!isPlainObject(value)) return new Refused('money-form');
    const { amount, currency, ...others } = value;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) return new Refused('unknown-field', {}, [unknown]);
    if (currency !== 'IDR') return new Refused('money-currency', {}, ['currency']);
    return isAmount(amount, min) ? { amount, currency } : amountFault(amount, min);
  },
});

const isAmount = (amount: unknown, min: number): amount is Rupiah =>
  Number.isSafeInteger(amount) && (amount as number) >= min && (amount as number) <= LARGEST_SUM;

const amountFault = (amount: unknown, min: number): Refused => {
  const at = ['amount'];
  if (amount === undefined || amount === null) return new Refused('required', {}, at);
  if (typeof amount === 'string') return new Refused('money-is-text', {}, at);
  if (typeof amount === 'number')
    return new Refused('money-out-of-range', { min, max: LARGEST_SUM }, at);
  return new Refused('money-not-whole', {}, at);
};

export const day: FieldKind<CalendarDay> = {
  schema: { type: 'string', format: 'date', example: '2026-08-17' },
  read: (value) => {
    if (typeof value !== 'string' || !DAY_FORM.test(value)) return new Refused('day-form');
    return isCalendarDay(value) ? value : new Refused('day-unknown');
  },
};

export const month: FieldKind<CalendarMonth> = {
  schema: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', example: '2026-08' },
  read: (value) =>
    typeof value === 'string' && MONTH_FORM.test(value) && isCalendarMonth(value)
      ? value
      : new Refused('month-form'),
};

/** Read into the same instant in UTC, with milliseconds. */
export const instant: FieldKind<string> = {
  schema: { type: 'string', format: 'date-time', example: '2026-08-17T10:00:00+07:00' },
  read: (value) => {
    if (typeof value !== 'string' || !INSTANT_FORM.test(value)) return new Refused('instant-form');
    if (!isCalendarDay(value.slice(0, 10))) return new Refused('day-unknown');
    return new Date(value).toISOString();
  },
};

export const nik: FieldKind<string> = {
  schema: {
    type: 'string',
    description: '16 digits, always text; spaces and dots are taken out.',
    example: '9916051708900003',
  },
  read: (value) => {
    if (typeof value !== 'string') return new Refused('nik-is-number');
    const parsed = parseNik(value);
    return 'fault' in parsed ? new Refused(`nik-${parsed.fault}`) : parsed.digits;
  },
};

export const familyCardNumber: FieldKind<string> = {
  schema: { type: 'string', description: '16 digits, always text.', example: '9916051708120004' },
  read: (value) => {
    const digits = typeof value === 'string' ? normaliseNik(value) : '';
    return /^\d{16}$/.test(digits) ? digits : new Refused('family-card-number');
  },
};

/** Read into E.164; a number that begins with 0 is an Indonesian one. */
export const phone: FieldKind<string> = {
  schema: { type: 'string', maxLength: 40, example: '0812-3456-7890' },
  read: (value) => {
    if (typeof value !== 'string') return new Refused('phone');
    const bare = value.normalize('NFKC').replaceAll(/[\s().-]/g, '');
    const number = bare.replace(/^0(?=[1-9])/, '+62').replace(/^62(?=[1-9])/, '+62');
    return E164.test(number) ? number : new Refused('phone');
  },
};

export type TextRules = {
  readonly max: number;
  readonly min?: number;
  /** May have several lines. */
  readonly lines?: boolean;
};

/** Trimmed, in Unicode's composed form, so that the same name is the same text. */
export const text = ({ max, min = 1, lines = false }: TextRules): FieldKind<string> => ({
  schema: { type: 'string', minLength: min, maxLength: max },
  read: (value) => {
    if (typeof value !== 'string') return new Refused('text-expected');
    const tidy = value.normalize('NFC').replaceAll('\r\n', '\n').trim();
    if ((lines ? UNSEEN_BUT_LINES : UNSEEN).test(tidy)) return new Refused('text-characters');
    if (tidy.length < min) return new Refused('text-empty');
    return tidy.length > max ? new Refused('text-too-long', { max }) : tidy;
  },
});

const SIXTEEN_DIGITS = /(?<!\d)\d{16}(?!\d)/g;

/** Text that stands in the clear for ever: a NIK in it could never be forgotten. */
export const clearText = (rules: TextRules): FieldKind<string> => {
  const { schema, read } = text(rules);
  return {
    schema,
    read: (value) => {
      const tidy = read(value);
      if (tidy instanceof Refused) return tidy;
      const numbers = tidy.match(SIXTEEN_DIGITS) ?? [];
      return numbers.some((one) => !('fault' in parseNik(one)))
        ? new Refused('text-names-nik')
        : tidy;
    },
  };
};

/** Text of a given form: a programme's code, a village's. */
export const code = (form: RegExp, example: string): FieldKind<string> => ({
  schema: { type: 'string', pattern: form.source, example },
  read: (value) => {
    if (typeof value !== 'string') return new Refused('text-expected');
    return form.test(value) ? value : new Refused('text-form', { example });
  },
});

export const oneOf = <T extends string>(allowed: readonly T[]): FieldKind<T> => ({
  schema: { type: 'string', enum: allowed },
  read: (value) =>
    allowed.find((one) => one === value) ?? new Refused('one-of', { allowed: allowed.join(', ') }),
});

export type CountRules = {
  readonly min?: number;
  readonly max?: number;
  /** In a query everything is text. */
  readonly fromQuery?: boolean;
};

export const count = ({ min = 0, max = 1_000_000, fromQuery }: CountRules): FieldKind<number> => ({
  schema: { type: 'integer', minimum: min, maximum: max },
  read: (value) => {
    const number = fromQuery && isWholeNumberText(value) ? Number(value) : value;
    return typeof number === 'number' &&
      Number.isSafeInteger(number) &&
      number >= min &&
      number <= max
      ? number
      : new Refused('whole-number', { min, max });
  },
});

const isWholeNumberText = (value: unknown): value is string =>
  typeof value === 'string' && /^(0|-?[1-9]\d{0,14})$/.test(value);

export const flag = (fromQuery: boolean): FieldKind<boolean> => ({
  schema: { type: 'boolean' },
  read: (value) => {
    if (typeof value === 'boolean') return value;
    if (fromQuery && (value === 'true' || value === 'false')) return value === 'true';
    return new Refused('flag');
  },
});
