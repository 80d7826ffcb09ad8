import { languageOf, say } from './words';

describe('The language of a caller', () => {
  it.each([
    [undefined, 'id'],
    ['', 'id'],
    ['id', 'id'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['en;q=0.3, id;q=0.7', 'id'],
    ['in', 'id'],
    ['fr, de', 'id'],
    ['*', 'id'],
    ['en;q=0', 'id'],
    ['fr, en;q=0.1', 'en'],
  ])('for %p is %s', (header, language) => expect(languageOf(header)).toBe(language));
});

describe('Words', () => {
  const words = { id: 'dari {from} sampai {max}', en: 'from {from} to {max}' };

  it('name their facts, with numbers as people write them', () => {
    expect(say(words, 'id', { from: '2026-08-17', max: 42_000_000 })).toBe(
      'dari 2026-08-17 sampai 42.000.000',
    );
    expect(say(words, 'en', { from: ['a', 'b'], max: 1_000 })).toBe('from a, b to 1,000');
  });

  it('leave out what is not known', () => expect(say(words, 'en')).toBe('from … to …'));
});
