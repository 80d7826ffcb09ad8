import { faker } from '@faker-js/faker/locale/id_ID';
import {
  type CalendarDay,
  calendarDay,
  daysAfter,
  monthsAfter,
  wholeYearsBetween,
} from '../kernel/calendar-day';
import type { Sex } from '../kernel/nik';
import { SUB_DISTRICTS, type SubDistrict } from './sub-districts';
import { FIRST_NAMES, SECOND_NAMES, TRADES } from './words';

/** A row as `POST /v1/participant-batches` takes it. There is no phone: any number might be somebody's. */
export type MadeUpPerson = {
  readonly subDistrictCode: string;
  readonly villageCode: string;
  readonly name: string;
  readonly nik: string;
  readonly familyCardNumber: string;
  readonly birthPlace: string;
  readonly birthDate: CalendarDay;
  readonly sex: Sex;
  readonly address: string;
  readonly rt: string;
  readonly rw: string;
  readonly occupation: string;
  readonly motherName: string;
};

/** How many people the first agreement covered. */
export const HEADS = 13_190;

const SEED = 13_190;
/** Ages are those of the first day of cover. */
const COVER_BEGINS = calendarDay('2024-10-01');
const [YOUNGEST, OLDEST] = [18, 64];

/** The same people in every run, in families, as a list of the office would hold them. */
export const madeUpPeople = (heads = HEADS): readonly MadeUpPerson[] => {
  faker.seed(SEED);
  const numbered = serialNumbers();
  const people: MadeUpPerson[] = [];
  while (people.length < heads) people.push(...household(numbered));
  return people.slice(0, heads);
};

export const ageOf = ({ birthDate }: Pick<MadeUpPerson, 'birthDate'>): number =>
  wholeYearsBetween(birthDate, COVER_BEGINS);

/** Province 99 does not exist, so a NIK made with it is nobody's. `16.06.05` becomes `990605`. */
export const regionOfNobody = (subDistrictCode: string): string =>
  `99${subDistrictCode.replaceAll('.', '').slice(2)}`;

/** What the first twelve digits of a NIK say; a woman's day of birth is written 40 higher. */
export const nikPrefix = (subDistrictCode: string, born: CalendarDay, sex: Sex): string => {
  const day = Number(born.slice(8)) + (sex === 'female' ? 40 : 0);
  const date = `${String(day).padStart(2, '0')}${born.slice(5, 7)}${born.slice(2, 4)}`;
  return `${regionOfNobody(subDistrictCode)}${date}`;
};

type SerialNumbers = (prefix: string) => string;

/** Numbers that begin alike are told apart by their last four digits, from 0001. */
const serialNumbers = (): SerialNumbers => {
  const used = new Map<string, number>();
  return (prefix) => {
    const serial = (used.get(prefix) ?? 0) + 1;
    used.set(prefix, serial);
    return `${prefix}${String(serial).padStart(4, '0')}`;
  };
};

type Member = { readonly sex: Sex; readonly age: number };

const household = (numbered: SerialNumbers): readonly MadeUpPerson[] => {
  const place = faker.helpers.weightedArrayElement(
    SUB_DISTRICTS.map((value) => ({ value, weight: value.weight })),
  );
  const home = {
    subDistrictCode: place.code,
    villageCode: `${place.code}.20${twoDigits(between(1, place.villages))}`,
    familyCardNumber: numbered(familyCardPrefix(place)),
    address: `Dusun ${faker.helpers.arrayElement(['I', 'II', 'III', 'IV'])}`,
    rt: `0${twoDigits(between(1, 12))}`,
    rw: `0${twoDigits(between(1, 4))}`,
  };
  return workersOf().map(({ sex, age }) => {
    const birthDate = bornAt(age);
    return {
      ...home,
      name: nameOf(sex),
      nik: numbered(nikPrefix(place.code, birthDate, sex)),
      birthPlace: place.name,
      birthDate,
      sex,
      occupation: faker.helpers.arrayElement(TRADES[sex]),
      motherName: nameOf('female'),
    };
  });
};

/** One to three of a family work and are covered: one alone, a couple, or a couple with a grown child. */
const workersOf = (): readonly Member[] => {
  const sex = chance(0.8) ? 'male' : 'female';
  const first = { sex, age: between(22, 62) } as const;
  const size = faker.helpers.weightedArrayElement([
    { value: 1, weight: 40 },
    { value: 2, weight: 45 },
    { value: 3, weight: 15 },
  ]);
  const spouse = { sex: otherThan(sex), age: within(first.age + between(-7, 4)) } as const;
  const older = Math.min(first.age, spouse.age);
  const third: Member = {
    sex: chance(0.6) ? 'male' : 'female',
    age: older >= YOUNGEST * 2 ? between(YOUNGEST, older - YOUNGEST) : between(YOUNGEST, older),
  };
  return [first, spouse, third].slice(0, size);
};

const familyCardPrefix = ({ code }: SubDistrict): string => {
  const [day, month, year] = [between(1, 28), between(1, 12), between(8, 23)];
  return `${regionOfNobody(code)}${[day, month, year].map(twoDigits).join('')}`;
};

const bornAt = (age: number): CalendarDay =>
  daysAfter(monthsAfter(COVER_BEGINS, -12 * age), -between(0, 364));

/** Single names are normal. */
const nameOf = (sex: Sex): string => {
  const first = faker.helpers.arrayElement(FIRST_NAMES[sex]);
  return chance(0.3) ? first : `${first} ${faker.helpers.arrayElement(SECOND_NAMES[sex])}`;
};

const between = (min: number, max: number): number => faker.number.int({ min, max });
const chance = (probability: number): boolean => faker.datatype.boolean({ probability });
const within = (age: number): number => Math.min(Math.max(age, YOUNGEST), OLDEST);
const otherThan = (sex: Sex): Sex => (sex === 'male' ? 'female' : 'male');
const twoDigits = (value: number): string => String(value).padStart(2, '0');
