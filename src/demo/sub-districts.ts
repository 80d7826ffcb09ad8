/** The fifteen sub-districts of Musi Banyuasin by their official codes. Sizes and numbers of villages are made up. */
export type SubDistrict = {
  /** As the API takes it: `16.06.05`. */
  readonly code: string;
  readonly name: string;
  readonly villages: number;
  /** How many of the made-up households live here, against the others. */
  readonly weight: number;
};

export const SUB_DISTRICTS: readonly SubDistrict[] = [
  { code: '16.06.01', name: 'Sekayu', villages: 10, weight: 13 },
  { code: '16.06.02', name: 'Lais', villages: 9, weight: 9 },
  { code: '16.06.03', name: 'Sungai Keruh', villages: 8, weight: 7 },
  { code: '16.06.04', name: 'Batang Hari Leko', villages: 8, weight: 5 },
  { code: '16.06.05', name: 'Sanga Desa', villages: 9, weight: 6 },
  { code: '16.06.06', name: 'Babat Toman', villages: 8, weight: 6 },
  { code: '16.06.07', name: 'Sungai Lilin', villages: 10, weight: 10 },
  { code: '16.06.08', name: 'Keluang', villages: 9, weight: 6 },
  { code: '16.06.09', name: 'Bayung Lencir', villages: 12, weight: 12 },
  { code: '16.06.10', name: 'Plakat Tinggi', villages: 8, weight: 5 },
  { code: '16.06.11', name: 'Lalan', villages: 12, weight: 8 },
  { code: '16.06.12', name: 'Tungkal Jaya', villages: 9, weight: 7 },
  { code: '16.06.13', name: 'Lawang Wetan', villages: 7, weight: 5 },
  { code: '16.06.14', name: 'Babat Supat', villages: 8, weight: 6 },
  { code: '16.06.15', name: 'Jirak Jaya', villages: 7, weight: 5 },
];

export const subDistrictNamed = (code: string): string =>
  SUB_DISTRICTS.find((one) => one.code === code)?.name ?? code;
