/** What a column of a list may hold. */
export const FIELDS = [
  'nik',
  'familyCardNumber',
  'name',
  'birthPlace',
  'birthDate',
  'sex',
  'address',
  'rt',
  'rw',
  'village',
  'villageCode',
  'subDistrict',
  'occupation',
  'phone',
  'motherName',
  'kpj',
  'bank',
  'accountNumber',
  'income',
] as const;
export type Field = (typeof FIELDS)[number];

/** Names that offices give these columns, in capitals with letters and digits alone. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  nik: ['NIK', 'NONIK', 'NOMORNIK', 'NOKTP', 'NIKKTP', 'NOMORINDUKKEPENDUDUKAN'],
  familyCardNumber: ['NOKK', 'KK', 'NOMORKK', 'NOKARTUKELUARGA', 'NOMORKARTUKELUARGA'],
  name: ['NAMA', 'NAMALENGKAP', 'NAMAPESERTA', 'NAMAPEKERJA', 'NAMATENAGAKERJA'],
  birthPlace: ['TEMPATLAHIR', 'TMPLAHIR', 'TMPTLAHIR', 'TPTLAHIR'],
  birthDate: ['TANGGALLAHIR', 'TGLLAHIR', 'TGLLHR', 'TANGGALLAHIRDDMMYYYY', 'LAHIR'],
  sex: ['JENISKELAMIN', 'JK', 'LP', 'KELAMIN', 'JNSKELAMIN', 'JENISKELAMINLP', 'JKLP', 'SEX'],
  address: ['ALAMAT', 'ALAMATLENGKAP', 'ALAMATKTP', 'ALAMATRUMAH', 'DUSUN'],
  rt: ['RT'],
  rw: ['RW'],
  village: [
    'KELURAHANDESA',
    'DESAKELURAHAN',
    'DESA',
    'KELURAHAN',
    'DESAKEL',
    'KELDESA',
    'NAMADESA',
  ],
  villageCode: ['KODEDESA', 'KODEKELURAHAN', 'KODEWILAYAH', 'KODEDESAKELURAHAN'],
  subDistrict: ['KECAMATAN', 'KEC', 'NAMAKECAMATAN'],
  occupation: ['PEKERJAAN', 'JENISPEKERJAAN', 'PROFESI'],
  phone: ['NOHP', 'HP', 'NOTELP', 'NOTELEPON', 'TELEPON', 'NOMORHP', 'NOHANDPHONE', 'NOWA'],
  motherName: ['NAMAIBUKANDUNG', 'NAMAIBU', 'IBUKANDUNG'],
  kpj: ['KPJ', 'NOKPJ', 'NOMORKPJ', 'NOPESERTA', 'NOMORPESERTA'],
  bank: ['BANK', 'NAMABANK'],
  accountNumber: ['NOREKENING', 'NOREK', 'REKENING', 'NOMORREKENING'],
  income: ['PENGHASILAN', 'UPAH', 'PENDAPATAN'],
};

const FIELD_OF_NAME: ReadonlyMap<string, Field> = new Map(
  FIELDS.flatMap((field) => NAMES[field].map((name) => [name, field] as const)),
);

/** What only a payer's answer is read for. */
export type AnswerField = 'status' | 'remark' | 'from' | 'lastCoveredOn';

const ANSWER_NAMES: Readonly<Record<AnswerField, readonly string[]>> = {
  status: ['STATUS', 'STATUSKEPESERTAAN', 'STATUSPESERTA', 'HASIL'],
  remark: ['KETERANGAN', 'KET', 'ALASAN', 'ALASANPENOLAKAN', 'CATATAN'],
  from: ['TMT', 'TANGGALMULAI', 'TGLMULAI', 'MULAI', 'TANGGALAKTIF', 'TGLAKTIF'],
  lastCoveredOn: ['TANGGALAKHIR', 'TGLAKHIR', 'TANGGALBERAKHIR', 'TGLBERAKHIR', 'BERLAKUSAMPAI'],
};

const ANSWER_FIELDS = Object.keys(ANSWER_NAMES) as readonly AnswerField[];

export type Columns = {
  readonly fields: Readonly<Partial<Record<Field, number>>>;
  /** The last of two columns counts: the payer wrote behind what Kelambu had written. */
  readonly answers: Readonly<Partial<Record<AnswerField, number>>>;
  /** What stands above columns that mean nothing to us; the numbers count from 0. */
  readonly unknown: readonly { readonly name: string; readonly column: number }[];
};

/** A running number, and what Kelambu itself wrote when it gave the file back. */
const PASSED_OVER: readonly string[] = ['NO', 'NOMOR', 'NOURUT', 'STATUS', 'KETERANGAN'];

/**
 * Which columns a row names, where it is a heading: one that has a NIK and a name. Null for any other row. The first of
 * two columns with one meaning counts, the second is listed as unknown.
 */
export const columnsIn = (cells: readonly string[]): Columns | null => {
  const fields: Partial<Record<Field, number>> = {};
  const answers: Partial<Record<AnswerField, number>> = {};
  const unknown: { readonly name: string; readonly column: number }[] = [];
  cells.forEach((cell, column) => {
    const name = headingOf(cell);
    const told = ANSWER_FIELDS.find((one) => ANSWER_NAMES[one].includes(name));
    if (told !== undefined) answers[told] = column;
    if (name === '' || PASSED_OVER.includes(name)) return;
    const field = FIELD_OF_NAME.get(name);
    if (field !== undefined && fields[field] === undefined) fields[field] = column;
    else unknown.push({ name: cell.trim().slice(0, 60), column });
  });
  return fields.nik !== undefined && (fields.name !== undefined || fields.kpj !== undefined)
    ? { fields, answers, unknown }
    : null;
};

const headingOf = (cell: string): string =>
  cell
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\d]/gu, '');
