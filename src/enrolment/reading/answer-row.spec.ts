import { columnsIn } from '../domain/columns';
import { answerIn } from './answer-row';
import type { Cell } from './cells';

const HEADING = ['NIK', 'NAMA', 'TGL LAHIR', 'NO KPJ', 'TMT', 'TGL AKHIR', 'STATUS', 'KETERANGAN'];
const BUDI: readonly Cell[] = [
  '9906051708900003',
  'Budi',
  '17/08/1990',
  '24000000003',
  '01/10/2024',
  '31/12/2024',
  'AKTIF',
  '',
];
const columns = columnsIn(HEADING);
const read = (changed: Readonly<Record<string, Cell>> = {}) => {
  const cells = BUDI.map((cell, at) => changed[HEADING[at] ?? ''] ?? cell);
  if (!columns) throw new Error('There is no heading.');
  return answerIn(cells, columns);
};

it('reads who is covered, from which day to which', () =>
  expect(read()).toMatchObject({
    nik: '9906051708900003',
    answer: {
      kind: 'started',
      kpj: '24000000003',
      birthDate: '1990-08-17',
      from: '2024-10-01',
      lastCoveredOn: '2024-12-31',
    },
    findings: [],
  }));

it.each(['', '-', ' '])('takes %p for a day on which the payer is silent', (day) =>
  expect(read({ 'TGL LAHIR': day, TMT: day, 'TGL AKHIR': day })).toMatchObject({
    answer: { birthDate: null, from: null, lastCoveredOn: null },
    findings: [],
  }),
);

// A day that was passed over in silence would start cover from the office's day, or for somebody else.
it.each([
  ['TGL LAHIR', '17/08/85', { code: 'birth-date-unreadable', column: 2 }],
  ['TMT', '01/11/24', { code: 'cover-dates-unreadable', column: 4 }],
  ['TMT', 45_597.5, { code: 'cover-dates-unreadable', column: 4 }],
  ['TGL AKHIR', '30 Nov', { code: 'cover-dates-unreadable', column: 5 }],
] as const)('says of %s %p that it cannot be read', (heading, typed, finding) =>
  expect(read({ [heading]: typed })?.findings).toEqual([finding]),
);
