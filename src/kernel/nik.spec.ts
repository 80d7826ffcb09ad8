import type { CalendarDay } from './calendar-day';
import { type Nik, nikWarnings, normaliseNik, parseNik } from './nik';

const day = (text: string) => text as CalendarDay;

const nikOf = (text: string): Nik => {
  const parsed = parseNik(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
};

describe('A NIK', () => {
  it('says where it was given, the birth date and the sex', () =>
    expect(parseNik('9916051708900003')).toEqual({
      digits: '9916051708900003',
      sex: 'male',
      birthDate: { day: 17, month: 8, yearOfCentury: 90 },
      regionCode: '99.16.05',
      serial: '0003',
    }));

  it('has forty added to the day of a woman', () =>
    expect(parseNik('9916055708900003')).toMatchObject({
      sex: 'female',
      birthDate: { day: 17, month: 8 },
    }));

  it.each([
    '9916 0517 0890 0003',
    '99.16.05.170890.0003',
    '９９１６０５１７０８９００００３',
    ' 9916051708900003\t',
  ])('is brought to one form: %p', (text) => expect(normaliseNik(text)).toBe('9916051708900003'));

  it('may belong to someone born on 29 February 2000', () =>
    expect(parseNik('9916052902000001')).toMatchObject({ birthDate: { day: 29, month: 2 } }));

  it.each([
    ['fifteen digits', '991605170890000', 'length'],
    ['seventeen digits', '99160517089000031', 'length'],
    ['nothing', '', 'length'],
    ['a letter', '99160517O8900003', 'characters'],
    ['month 13', '9916051713900003', 'month'],
    ['month 00', '9916051700900003', 'month'],
    ['day 00', '9916050008900003', 'day'],
    ['day 40', '9916054008900003', 'day'],
    ['31 February', '9916053102900003', 'day'],
    ['29 February of a year that has none', '9916052902990003', 'day'],
    ['day 72', '9916057208900003', 'day'],
    ['serial 0000', '9916051708900000', 'serial'],
  ])('is not one with %s', (_, text, fault) => expect(parseNik(text)).toEqual({ fault }));
});

describe('A NIK beside its holder', () => {
  const person = {
    birthDate: day('1990-08-17'),
    sex: 'male',
    subDistrictCode: '99.16.05',
  } as const;
  const nik = nikOf('9916051708900003');

  it('gives no warning where both say the same', () =>
    expect(nikWarnings(nik, person)).toEqual([]));

  it('fits either century', () =>
    expect(
      nikWarnings(nikOf('9916051708100003'), { ...person, birthDate: day('2010-08-17') }),
    ).toEqual([]));

  it.each([
    ['another birth date', { birthDate: day('1990-08-18') }, ['nik-birthdate-differs']],
    ['another sex', { sex: 'female' as const }, ['nik-sex-differs']],
    ['another region', { subDistrictCode: '16.06.01' }, ['nik-other-region']],
    ['no known region', { subDistrictCode: null }, []],
  ])('warns of %s', (_, difference, warnings) =>
    expect(nikWarnings(nik, { ...person, ...difference })).toEqual(warnings),
  );
});
