import writeWorkbook from 'write-excel-file/node';
import { madeUpPeople } from '../../src/demo/made-up-people';
import { SUB_DISTRICTS } from '../../src/demo/sub-districts';

// Lists of people who can be nobody, the same in every run.

const HEADING = [
  'NIK',
  'NO_KK',
  'NAMA',
  'TEMPAT_LAHIR',
  'TANGGAL_LAHIR',
  'JENIS_KELAMIN',
  'ALAMAT',
  'RT',
  'RW',
  'DESA',
  'KECAMATAN',
  'PEKERJAAN',
  'NAMA_IBU_KANDUNG',
];

/** A village that there is, whatever number the made-up one has. */
const VILLAGE = { name: 'Ngulak', subDistrict: SUB_DISTRICTS[4]?.name ?? '' };

const rowsOf = (heads: number, after = 0): readonly (readonly string[])[] =>
  madeUpPeople(after + heads)
    .slice(after)
    .map((one) => [
      one.nik,
      one.familyCardNumber,
      one.name,
      one.birthPlace,
      one.birthDate.split('-').reverse().join('/'),
      one.sex === 'male' ? 'L' : 'P',
      one.address,
      one.rt,
      one.rw,
      VILLAGE.name,
      VILLAGE.subDistrict,
      one.occupation,
      one.motherName,
    ]);

export const madeUpWorkbook = async (heads: number): Promise<Uint8Array<ArrayBuffer>> => {
  const data = [HEADING, ...rowsOf(heads)].map((row) =>
    row.map((value) => ({ value, type: String })),
  );
  return Uint8Array.from(await writeWorkbook([{ sheet: 'Peserta', data }]).toBuffer());
};

/** Only what must be there, so that 100,000 fit into ten mebibytes. */
const SHORT = [0, 2, 4, 5, 9, 10];

export const madeUpCsv = (heads: number, after = 0): Uint8Array<ArrayBuffer> => {
  const lines = [HEADING, ...rowsOf(heads, after)].map((row) =>
    SHORT.map((at) => row[at]).join(';'),
  );
  return Uint8Array.from(Buffer.from(`${lines.join('\r\n')}\r\n`));
};
