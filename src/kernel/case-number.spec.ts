import { asCaseNumber, caseNumber } from './case-number';

const ID = '3a1f0c5e-9b7d-5e21-8c44-0f1e2d3c4b5a';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const number = caseNumber('KLM', 2026, ID);

const placesOf = (text: string) => Array.from(text).keys();
const serialPlaces = Array.from(placesOf(number)).filter((at) => at >= 9 && number[at] !== '-');
const withCharacter = (text: string, at: number, character: string) =>
  text.slice(0, at) + character + text.slice(at + 1);

describe('The number of a case', () => {
  it('has a prefix, a year, eight digits and a check character', () =>
    expect(number).toMatch(/^KLM-2026-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$/));

  it('is the same again for the same case', () => expect(caseNumber('KLM', 2026, ID)).toBe(number));

  it('differs where the first 40 bits of the id differ', () => {
    const others = Array.from('0123456789abcdef').flatMap((digit) =>
      [0, 1, 2, 3, 4, 5, 6, 7, 9, 10].map((at) => withCharacter(ID, at, digit)),
    );
    const numbers = new Set([ID, ...others].map((id) => caseNumber('KLM', 2026, id)));
    expect(numbers.size).toBe(new Set([ID, ...others]).size);
  });

  it('is read back', () => expect(asCaseNumber(number)).toBe(number));

  it('is read in small letters, without hyphens and with O for 0', () => {
    const zeros = caseNumber('BSW', 2026, '00000000-0000-5000-8000-000000000000');
    expect(asCaseNumber(number.toLowerCase().replaceAll('-', ''))).toBe(number);
    expect(asCaseNumber(zeros.replace('-00000000-', '-OOOOOOOO-'))).toBe(zeros);
  });

  it.each(['', 'KLM', '2026-7H3K9Q2M-X', 'XXX-2026-7H3K9Q2M-X', 'KLM-2026-UUUUUUUU-0'])(
    'is not %p',
    (text) => expect(asCaseNumber(text)).toBeNull(),
  );
});

describe('Its check character', () => {
  const substitutions = serialPlaces.flatMap((at) =>
    Array.from(ALPHABET)
      .filter((character) => character !== number[at])
      .map((character) => withCharacter(number, at, character)),
  );
  const years = [4, 5, 6, 7].flatMap((at) =>
    Array.from('0123456789')
      .filter((digit) => digit !== number[at])
      .map((digit) => withCharacter(number, at, digit)),
  );

  it('catches each single wrong character', () => {
    expect(substitutions).toHaveLength(9 * 31);
    expect([...substitutions, ...years].filter((text) => asCaseNumber(text) !== null)).toEqual([]);
  });

  it('catches each exchange of neighbours, whatever the two characters are', () => {
    const exchanged = Array.from(ALPHABET).flatMap((one) =>
      Array.from(ALPHABET)
        .filter((other) => other !== one)
        .flatMap((other) =>
          [0, 1, 2, 3, 4, 5, 6].map((at) => {
            const serial = '70K3M9Q2';
            const right = withSerial(serial.slice(0, at) + one + other + serial.slice(at + 2));
            return right.slice(0, 9 + at) + other + one + right.slice(11 + at);
          }),
        ),
    );
    expect(exchanged).toHaveLength(32 * 31 * 7);
    expect(exchanged.filter((text) => asCaseNumber(text) !== null)).toEqual([]);
  });

  it('catches an exchange with the check character itself', () => {
    const missed = Array.from(ALPHABET).filter((last) => {
      const right = withSerial(`70K3M9Q${last}`);
      const check = right.slice(-1);
      const wrong = `${right.slice(0, 16)}${check}-${last}`;
      return check !== last && asCaseNumber(wrong) !== null;
    });
    expect(missed).toEqual([]);
  });

  it('would let errors through if it were the sum of the digits', () => {
    const sum = (text: string) =>
      Array.from(text).reduce((total, character) => total + ALPHABET.indexOf(character), 0) % 32;
    expect(sum('7H3K9Q2M')).toBe(sum('H73K9Q2M'));
  });
});

/** The right number with that serial: found by trying the check characters. */
const withSerial = (serial: string): string => {
  const right = Array.from(ALPHABET)
    .map((check) => `KLM-2026-${serial}-${check}`)
    .filter((text) => asCaseNumber(text) === text);
  expect(right).toHaveLength(1);
  return right[0] ?? '';
};
