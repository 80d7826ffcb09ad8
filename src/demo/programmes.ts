/** The agreement of the district with BPJS: BPJS decides and pays, the office records. */
export const PAKE_KELAMBU = 'pake-kelambu-2024';
/** A programme in which the office pays the benefits by itself. */
export const SANTUNAN_DESA = 'santunan-desa-2021';
