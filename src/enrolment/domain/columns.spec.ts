import { columnsIn } from './columns';

it.each([
  [['NIK', 'NAMA']],
  [['nik', 'Nama Lengkap']],
  [['N.I.K.', 'NAMA_LENGKAP']],
  [[' No. KTP ', 'Nama  Peserta']],
])('%j is a heading', (cells) => expect(columnsIn(cells)?.fields).toEqual({ nik: 0, name: 1 }));

it.each([[['NAMA', 'ALAMAT']], [['NIK', 'ALAMAT']], [['9906051708900001', 'Siti']], [[]]])(
  '%j is none',
  (cells) => expect(columnsIn(cells)).toBeNull(),
);

it('knows the other names of every column that offices use', () => {
  const heading =
    'NIK|No. KK|NAMA LENGKAP|TEMPAT_LAHIR|TGL LAHIR|L/P|ALAMAT|RT|RW|KELURAHAN_DESA|KECAMATAN|PEKERJAAN|NO_HP|' +
    'NAMA_IBU_KANDUNG|KPJ|BANK|NO_REKENING|PENGHASILAN';
  const found = columnsIn(heading.split('|'));
  expect(found?.unknown).toEqual([]);
  expect(Object.keys(found?.fields ?? {})).toHaveLength(18);
});

it('lists what it does not know, and the second of two with one meaning', () =>
  expect(columnsIn(['NO', 'NIK', 'NAMA', 'DESIL', 'No KTP', 'STATUS'])?.unknown).toEqual([
    { name: 'DESIL', column: 3 },
    { name: 'No KTP', column: 4 },
  ]));
