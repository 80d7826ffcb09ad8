// Crockford's digits: no I, L, O or U, so that nobody reads one for another.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type CasePrefix = 'KLM' | 'BSW';

/** What people write on paper and say on the telephone: `KLM-2026-7H3K9Q2M-X`. */
export type CaseNumber = string;

/**
 * The number of a case: the year of its report, the first 40 bits of its id and a check character. It is derived, so
 * there is no counter to lock, and the same report gets the same number again.
 * @param id a UUID
 */
export const caseNumber = (prefix: CasePrefix, year: number, id: string): CaseNumber => {
  const serial = base32Of(id.replaceAll('-', '').slice(0, 10));
  return `${prefix}-${year}-${serial}-${checkCharacter(prefix + String(year) + serial)}`;
};

/**
 * The one written form of what somebody typed: in either case, with O for 0 or I and L for 1, with or without hyphens.
 * Null where it is no case number, or where a character is wrong or two neighbours have changed places.
 */
export const asCaseNumber = (text: string): CaseNumber | null => {
  const parts = /^(KLM|BSW)-?(\d{4})-?([0-9A-Z]{8})-?([0-9A-Z])$/.exec(text.trim().toUpperCase());
  const [, prefix = '', year = '', typed = '', typedCheck = ''] = parts ?? [];
  const serial = withoutLookalikes(typed);
  const check = withoutLookalikes(typedCheck);
  if (!parts || Array.from(serial).some((digit) => !DIGITS.includes(digit))) return null;
  return checkCharacter(prefix + year + serial) === check
    ? `${prefix}-${year}-${serial}-${check}`
    : null;
};

const withoutLookalikes = (text: string): string =>
  text.replaceAll('O', '0').replaceAll(/[IL]/g, '1');

const base32Of = (hex: string): string =>
  [0, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 5), 16))
    .map((twentyBits) =>
      [15, 10, 5, 0].map((shift) => digitOf((twentyBits >>> shift) & 31)).join(''),
    )
    .join('');

const digitOf = (value: number): string => DIGITS.charAt(value);

/**
 * A checksum over the field of 32 elements: each place has a weight of its own (a power of a generator), so one wrong
 * character or two neighbours that changed places always show, the check character included.
 */
const checkCharacter = (text: string): string =>
  digitOf(
    timesGenerator(
      Array.from(text).reduce((sum, character) => timesGenerator(sum) ^ valueOf(character), 0),
    ),
  );

/** Multiplication by x modulo x^5 + x^2 + 1. */
const timesGenerator = (value: number): number => {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
};

/** The letters of a prefix are not all digits of the alphabet: there L stands for its place among the letters. */
const valueOf = (character: string): number => {
  const value = DIGITS.indexOf(character);
  return value === -1 ? character.charCodeAt(0) - 'A'.charCodeAt(0) : value;
};
