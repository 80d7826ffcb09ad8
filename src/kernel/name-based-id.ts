import { v5 } from 'uuid';

const KELAMBU = '6ba3e1d2-5b8e-5f0c-9b1d-2f6a4b1c7e90';

/**
 * The same names always give the same id (UUIDv5), and no other names do: so one fact has one identity however
 * often it is reported, and a retry meets what it wrote before.
 */
export const idFrom = (...names: readonly (string | number)[]): string =>
  v5(JSON.stringify(names), KELAMBU);
