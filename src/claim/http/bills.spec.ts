import { writtenAlike } from './bills';

describe('The number of an invoice', () => {
  it.each([
    ['in small letters, with blanks', ' inv-77 / 2024'],
    ['with the long hyphen that a spreadsheet makes of one', 'INV\u201377/2024'],
    ['with a minus', 'INV\u221277/2024'],
    ['in full-width letters, as a keyboard may write them', 'ＩＮＶ－７７／２０２４'],
  ])('is the same %s', (_how, text) => expect(writtenAlike(text)).toBe('INV-77/2024'));
  it.each(['INV-78/2024', 'INV77/2024', 'INV-7/72024'])('is another where it reads %s', (text) =>
    expect(writtenAlike(text)).not.toBe('INV-77/2024'),
  );
});
