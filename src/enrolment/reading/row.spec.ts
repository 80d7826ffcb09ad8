import { calendarDay } from '../../kernel/calendar-day';
import { columnsIn } from '../domain/columns';
import type { Cell } from './cells';
import { personIn } from './row';

const HEADING = [
  'NIK',
  'NO_KK',
  'NAMA',
  'TGL LAHIR',
  'JK',
  'RT',
  'DESA',
  'KECAMATAN',
  'NO_HP',
  'BANK',
  'NO_REKENING',
];
const SITI: readonly Cell[] = [
  '9906055708900003',
  '9906051708120004',
  'Siti',
  '17/08/1990',
  'P',
  '004',
  'Ngulak',
  'Sanga Desa',
  '0812-3456-7890',
  'BRI',
  '123456789012345',
];

const columns = columnsIn(HEADING);
const read = (changed: Readonly<Record<string, Cell>> = {}) => {
  const cells = SITI.map((cell, at) => changed[HEADING[at] ?? ''] ?? cell);
  if (!columns) throw new Error('There is no heading.');
  return personIn(cells, columns, calendarDay('2024-10-01'));
};
const codesOf = (changed: Readonly<Record<string, Cell>>) =>
  read(changed)?.findings.map(({ code }) => code);

it('reads a person, and the zeros of RT with it', () =>
  expect(read()?.person).toMatchObject({
    place: { subDistrictCode: '16.06.05' },
    details: {
      name: 'Siti',
      nik: '9906055708900003',
      familyCardNumber: '9906051708120004',
      birthDate: '1990-08-17',
      sex: 'female',
      rt: '004',
      phone: '+6281234567890',
      account: { bank: 'BRI', number: '123456789012345', holder: 'Siti' },
    },
  }));

it.each(['P', 'p', '2', 2, 'Perempuan', 'WANITA'])('takes %p for a woman', (JK) =>
  expect(read({ JK })?.person?.details.sex).toBe('female'),
);

it('gives a number its zeros back where they are known to have been there', () =>
  expect(read({ RT: 4, NO_HP: 81234567890 })?.person?.details).toMatchObject({
    rt: '004',
    phone: '+6281234567890',
  }));

it.each([
  ['nik-missing', { NIK: ' ' }],
  ['nik-damaged-by-excel', { NIK: 9906055708900000 }],
  ['nik-damaged-by-excel', { NIK: '9,90606E+15' }],
  ['nik-invalid', { NIK: '990605570890003' }],
  ['nik-invalid', { NIK: '9906055708900000' }],
  ['name-missing', { NAMA: '' }],
  ['name-unreadable', { NAMA: '=HYPERLINK("http://x")' }],
  ['name-unreadable', { NAMA: '12345' }],
  ['birth-date-unreadable', { 'TGL LAHIR': '17/08/90' }],
  ['birth-date-in-future', { 'TGL LAHIR': '17/08/2090' }],
  ['sex-unreadable', { JK: '?' }],
  ['village-unknown', { DESA: 'Ngulakk' }],
  ['village-unknown', { KECAMATAN: 'Sekayu' }],
  ['village-ambiguous', { DESA: 'Suka Damai', KECAMATAN: '' }],
])('says %s of %j, and has nobody to enrol', (code, changed) => {
  expect(codesOf(changed)).toContain(code);
  expect(read(changed)?.person).toBeNull();
});

it.each([
  ['nik-other-region', {}],
  ['nik-birthdate-differs', { 'TGL LAHIR': '18/08/1990' }],
  ['nik-sex-differs', { JK: 'L' }],
  ['age-outside-15-65', { 'TGL LAHIR': '17/08/2015' }],
  ['family-card-unreadable', { NO_KK: 9906051708120000 }],
  ['phone-unreadable', { NO_HP: 'tidak ada' }],
  ['account-incomplete', { NO_REKENING: ' ' }],
  ['text-unreadable', { RT: 'empat' }],
])('warns with %s of %j, and has somebody to enrol', (code, changed) => {
  expect(codesOf(changed)).toContain(code);
  expect(read(changed)?.person).not.toBeNull();
});

it('takes a line without NIK, name and birth date for nobody', () =>
  expect(read({ NIK: ' ', NAMA: ' ', 'TGL LAHIR': ' ' })).toBeNull());
