import { type CalendarDay, wholeYearsBetween } from '../../kernel/calendar-day';
import { nikWarnings, normaliseNik, parseNik, type Sex } from '../../kernel/nik';
import type { PersonalDetails } from '../../participant/domain/participant.events';
import { Refused } from '../../platform/http/field-kind';
import { familyCardNumber, phone, text } from '../../platform/http/field-kinds';
import type { Place } from '../../programme/domain/programme.events';
import type { Columns, Field } from '../domain/columns';
import type { Finding, FindingCode } from '../domain/findings';
import { dayFrom } from '../domain/typed-day';
import { type Cell, isBlank, textIn } from './cells';
import { placeFrom } from './places';

/** A person as a row names him: ready to be enrolled where there is no error among the findings. */
export type ListedPerson = { readonly place: Place; readonly details: PersonalDetails };

export type RowOfPerson = {
  /** The sixteen digits, where they can be read. */
  readonly nik: string | null;
  readonly person: ListedPerson | null;
  readonly findings: readonly Finding[];
};

/** Reads one row under the columns of its sheet; null for one that names nobody. */
export const personIn = (
  cells: readonly Cell[],
  { fields }: Columns,
  today: CalendarDay,
): RowOfPerson | null => {
  const row = rowReader(cells, fields);
  if (['nik', 'name', 'birthDate'].every((field) => isBlank(row.cell(field as Field)))) return null;

  const nik = nikIn(row);
  const name = nameIn(row);
  const birthDate = birthDateIn(row, today);
  const sex = sexIn(row);
  const place = placeIn(row);
  const rest = restIn(row, name);
  if (nik === null || name === null || birthDate === null || sex === null || place === null)
    return { nik, person: null, findings: row.findings };
  warn(row, { nik, birthDate, sex, place, today });
  const details: PersonalDetails = { name, nik, birthDate, sex, ...rest };
  return { nik, person: { place, details }, findings: row.findings };
};

export type RowReader = {
  readonly cell: (field: Field) => Cell;
  readonly text: (field: Field) => string;
  readonly find: (code: FindingCode, field?: Field) => null;
  readonly findings: Finding[];
};

export const rowReader = (cells: readonly Cell[], fields: Columns['fields']): RowReader => {
  const findings: Finding[] = [];
  const columnOf = (field: Field): number | null => fields[field] ?? null;
  const cell = (field: Field): Cell => {
    const column = columnOf(field);
    return column === null ? null : (cells[column] ?? null);
  };
  return {
    cell,
    text: (field) => textIn(cell(field)),
    find: (code, field) => {
      findings.push({ code, column: field ? columnOf(field) : null });
      return null;
    },
    findings,
  };
};

/** A spreadsheet keeps fifteen digits of a number: the sixteenth of a NIK is lost for good, and shows as 0. */
export const nikIn = ({ cell, text: textOf, find }: RowReader): string | null => {
  const typed = textOf('nik');
  if (typed === '') return find('nik-missing', 'nik');
  if (typeof cell('nik') === 'number' || /^\d[.,]\d+E\+?\d+$/i.test(typed))
    return find('nik-damaged-by-excel', 'nik');
  const parsed = parseNik(normaliseNik(typed.replace(/^['’`]/, '')));
  return 'fault' in parsed ? find('nik-invalid', 'nik') : parsed.digits;
};

const NAME = text({ max: 120 });
/** What a spreadsheet would take for a formula is nobody's name. */
const FORMULA = /^[=+@-]/;

const nameIn = ({ text: textOf, find }: RowReader): string | null => {
  const typed = textOf('name');
  if (typed === '') return find('name-missing', 'name');
  const name = NAME.read(typed.replaceAll(/\s+/g, ' '));
  const isName = !(name instanceof Refused) && !FORMULA.test(name) && /\p{L}/u.test(name);
  return isName ? name : find('name-unreadable', 'name');
};

const birthDateIn = ({ cell, find }: RowReader, today: CalendarDay): CalendarDay | null => {
  const typed = cell('birthDate');
  const isTyped = typeof typed === 'number' || typeof typed === 'string';
  const day = isTyped ? dayFrom(typed) : dayFrom(textIn(typed));
  if (day === null) return find('birth-date-unreadable', 'birthDate');
  return day > today ? find('birth-date-in-future', 'birthDate') : day;
};

const SEXES: Readonly<Record<Sex, readonly string[]>> = {
  male: ['L', '1', 'LK', 'LAKI', 'LAKILAKI', 'PRIA', 'M', 'MALE'],
  female: ['P', '2', 'PR', 'PEREMPUAN', 'WANITA', 'F', 'FEMALE'],
};

const sexIn = ({ text: textOf, find }: RowReader): Sex | null => {
  const typed = textOf('sex')
    .toUpperCase()
    .replaceAll(/[^A-Z\d]/g, '');
  if (SEXES.male.includes(typed)) return 'male';
  return SEXES.female.includes(typed) ? 'female' : find('sex-unreadable', 'sex');
};

const placeIn = ({ text: textOf, find }: RowReader): Place | null => {
  const [village, villageCode, subDistrict] = [
    textOf('village'),
    textOf('villageCode'),
    textOf('subDistrict'),
  ];
  const place = placeFrom({ village, villageCode, subDistrict });
  const column = village === '' && villageCode !== '' ? 'villageCode' : 'village';
  return typeof place === 'string' ? find(`village-${place}`, column) : place;
};

type Rest = Omit<PersonalDetails, 'name' | 'nik' | 'birthDate' | 'sex'>;

/** What a list may leave out: what cannot be read there is left empty, with a warning, and can be recorded later. */
const restIn = (row: RowReader, name: string | null): Rest => ({
  familyCardNumber: familyCardIn(row),
  birthPlace: shortText(row, 'birthPlace', UP_TO_60),
  address: shortText(row, 'address', UP_TO_200),
  rt: neighbourhoodIn(row, 'rt'),
  rw: neighbourhoodIn(row, 'rw'),
  phone: phoneIn(row),
  occupation: shortText(row, 'occupation', UP_TO_60),
  motherName: shortText(row, 'motherName', UP_TO_120),
  account: accountIn(row, name),
});

type ShortText = ReturnType<typeof text>;
const [UP_TO_60, UP_TO_120, UP_TO_200] = [
  text({ max: 60 }),
  text({ max: 120 }),
  text({ max: 200 }),
];

const shortText = (row: RowReader, field: Field, kind: ShortText): string | null => {
  const typed = row.text(field).replaceAll(/\s+/g, ' ');
  if (typed === '' || typed === '-') return null;
  const read = kind.read(typed);
  return read instanceof Refused || FORMULA.test(read) ? row.find('text-unreadable', field) : read;
};

const familyCardIn = (row: RowReader): string | null => {
  const typed = row.text('familyCardNumber');
  if (typed === '' || typed === '-') return null;
  const isNumber = typeof row.cell('familyCardNumber') === 'number';
  const read = familyCardNumber.read(typed.replace(/^['’`]/, ''));
  return isNumber || read instanceof Refused
    ? row.find('family-card-unreadable', 'familyCardNumber')
    : read;
};

/** RT 004 is written with its zeros; a numeric cell has lost them. */
const neighbourhoodIn = (row: RowReader, field: 'rt' | 'rw'): string | null => {
  const typed = row.text(field);
  if (typed === '' || typed === '-' || /^0+$/.test(typed)) return null;
  if (!/^\d{1,3}$/.test(typed)) return row.find('text-unreadable', field);
  return typeof row.cell(field) === 'number' ? typed.padStart(3, '0') : typed;
};

const phoneIn = (row: RowReader): string | null => {
  const typed = row.text('phone').replace(/^['’`]/, '');
  if (typed === '' || typed === '-' || typed === '0') return null;
  // A numeric cell has lost the zero that it began with.
  const read = phone.read(/^8\d{7,}$/.test(typed) ? `0${typed}` : typed);
  return read instanceof Refused ? row.find('phone-unreadable', 'phone') : read;
};

const accountIn = (row: RowReader, holder: string | null): PersonalDetails['account'] => {
  const bank = shortText(row, 'bank', UP_TO_60);
  const number = row.text('accountNumber').replaceAll(/[\s.-]/g, '');
  if (bank === null && number === '') return null;
  const isWhole = bank !== null && holder !== null && /^\d{5,20}$/.test(number);
  const isDamaged = typeof row.cell('accountNumber') === 'number' && number.length > 15;
  return isWhole && !isDamaged
    ? { bank, number, holder }
    : row.find('account-incomplete', 'accountNumber');
};

const [YOUNGEST, OLDEST] = [15, 65];

type Essentials = {
  readonly nik: string;
  readonly birthDate: CalendarDay;
  readonly sex: Sex;
  readonly place: Place;
  readonly today: CalendarDay;
};

const warn = (row: RowReader, { nik, birthDate, sex, place, today }: Essentials): void => {
  const parsed = parseNik(nik);
  if ('fault' in parsed) return;
  const { subDistrictCode } = place;
  for (const code of nikWarnings(parsed, { birthDate, sex, subDistrictCode }))
    row.find(code, 'nik');
  const age = wholeYearsBetween(birthDate, today);
  if (age < YOUNGEST || age > OLDEST) row.find('age-outside-15-65', 'birthDate');
};
