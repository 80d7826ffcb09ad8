/** What may be wrong with a row. A row with an error is not applied; a warning is for somebody to look at. */
export const ROW_ERRORS = [
  'nik-missing',
  'nik-damaged-by-excel',
  'nik-invalid',
  'nik-duplicate-in-file',
  'name-missing',
  'name-unreadable',
  'birth-date-unreadable',
  'birth-date-in-future',
  'sex-unreadable',
  'village-unknown',
  'village-ambiguous',
  'coverage-overlaps',
  'recorded-deceased',
  'person-erased',
  'participant-merged',
  'not-enrolled',
  'not-covered-on-date',
  'not-applicable',
  'kpj-unreadable',
  'answer-unreadable',
  'ground-unreadable',
  'not-asked',
  'name-differs',
  'birth-date-differs',
  'cover-dates-differ',
  'cover-dates-unreadable',
  'answered-otherwise',
] as const;
export const ROW_WARNINGS = [
  'nik-birthdate-differs',
  'nik-sex-differs',
  'nik-other-region',
  'age-outside-15-65',
  'already-enrolled',
  'already-covered',
  'already-ended',
  'family-card-unreadable',
  'phone-unreadable',
  'account-incomplete',
  'text-unreadable',
] as const;

export type RowError = (typeof ROW_ERRORS)[number];
export type RowWarning = (typeof ROW_WARNINGS)[number];
export type FindingCode = RowError | RowWarning;

/** `column` counts from 0; null where the row as a whole is meant. */
export type Finding = { readonly code: FindingCode; readonly column: number | null };

export const isError = (code: string): code is RowError =>
  (ROW_ERRORS as readonly string[]).includes(code);
