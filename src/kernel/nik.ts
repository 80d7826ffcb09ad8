import { type CalendarDay, isCalendarDay } from './calendar-day';

/** As civil registration knows it. */
export type Sex = 'female' | 'male';

/** What the sixteen digits say. The year has two digits only: the century is not in a NIK. */
export type Nik = {
  /** The sixteen digits, in their one written form. */
  readonly digits: string;
  readonly sex: Sex;
  readonly birthDate: {
    readonly day: number;
    readonly month: number;
    readonly yearOfCentury: number;
  };
  /** Where the person was first registered, written as elsewhere: `16.06.05`. */
  readonly regionCode: string;
  readonly serial: string;
};

export type NikFault = 'characters' | 'length' | 'month' | 'day' | 'serial';

/** Not errors: a NIK stays as it is when its holder moves or a birth date is corrected. */
export type NikWarning = 'nik-birthdate-differs' | 'nik-sex-differs' | 'nik-other-region';

/** What is left when spaces, dots, hyphens and full-width digits are brought to one form; other characters stay. */
export const normaliseNik = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\s.-]/g, '');

/** Reads a NIK that somebody typed. */
export const parseNik = (text: string): Nik | { readonly fault: NikFault } => {
  const digits = normaliseNik(text);
  if (!/^\d*$/.test(digits)) return { fault: 'characters' };
  if (digits.length !== 16) return { fault: 'length' };

  const dayAndSex = numberAt(digits, 6);
  const birthDate = {
    day: dayAndSex > 40 ? dayAndSex - 40 : dayAndSex,
    month: numberAt(digits, 8),
    yearOfCentury: numberAt(digits, 10),
  };
  const serial = digits.slice(12);
  if (birthDate.month < 1 || birthDate.month > 12) return { fault: 'month' };
  if (!existsInSomeCentury(birthDate)) return { fault: 'day' };
  if (serial === '0000') return { fault: 'serial' };
  return {
    digits,
    sex: dayAndSex > 40 ? 'female' : 'male',
    birthDate,
    regionCode: [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].join('.'),
    serial,
  };
};

/** Where a NIK and what is known of its holder do not say the same. */
export const nikWarnings = (
  { birthDate, sex, regionCode }: Nik,
  person: {
    readonly birthDate: CalendarDay;
    readonly sex: Sex;
    /** `16.06.05`; null where it is not known. */
    readonly subDistrictCode: string | null;
  },
): readonly NikWarning[] => {
  const sameDay = datesOf(birthDate).includes(person.birthDate);
  const sameRegion = person.subDistrictCode === null || person.subDistrictCode === regionCode;
  return [
    ...(sameDay ? [] : ['nik-birthdate-differs' as const]),
    ...(sex === person.sex ? [] : ['nik-sex-differs' as const]),
    ...(sameRegion ? [] : ['nik-other-region' as const]),
  ];
};

const numberAt = (digits: string, at: number): number => Number(digits.slice(at, at + 2));

/** 29 February of the year 00 was a day in 2000 and none in 1900. */
const existsInSomeCentury = (birthDate: Nik['birthDate']): boolean =>
  datesOf(birthDate).some(isCalendarDay);

const datesOf = ({ day, month, yearOfCentury }: Nik['birthDate']): readonly string[] =>
  [19, 20].map((century) =>
    [century * 100 + yearOfCentury, twoDigits(month), twoDigits(day)].join('-'),
  );

const twoDigits = (value: number): string => String(value).padStart(2, '0');
