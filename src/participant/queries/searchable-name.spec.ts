import { searchableName, wordsOfName } from './searchable-name';

/** Each line is one name as it is found on cards, lists and letters. */
const ONE_NAME: readonly (readonly string[])[] = [
  ['Soeparman', 'Suparman', 'SUPARMAN', 'suparman'],
  ['Siti Noerhajati', 'Sitti Nurhayati', 'St. Nur Hayati', 'SITI NURHAYATI'],
  ['Muhammad Yusuf', 'Mohamad Jusuf', 'Moh. Yusup', 'M. Yusuf', 'Mhd Jusup', 'Muh Yusuf'],
  ['Tjahjono', 'Cahyono'],
  ['Djoko Soesilo', 'Joko Susilo'],
  ['Achmad Chaerul', 'Akhmad Khairul', 'Ahmad Hairul'],
  ['Sjarifoeddin', 'Syarifudin', 'Saripudin', 'Syarifuddin'],
  ['Fatimah', 'Patimah', 'Fathimah', 'Fatima'],
  ['Rizky', 'Riski', 'Rizqi', 'Rizki'],
  ['Supriyadi', 'Supriadi', 'Soeprijadi'],
  ['Suwarno', 'Suarno'],
  ["Nur'aini", 'Nuraini', 'Nur Aini', 'Nur’aini'],
  ['Abdurrahman', 'Abdul Rahman', 'Abd. Rachman', 'Abdoel Rahman'],
  ['José Andrés', 'Jose Andres', 'JOSE ANDRES'],
  ['Hj. Aminah binti Umar', 'Aminah Umar', 'Aminah Oemar'],
  ['Chandra', 'Candra', 'Tjandra'],
  ['Dzulkifli', 'Zulkifli', 'Dzulqifli'],
  ['Ramadhan', 'Ramadan'],
  ['Njoman', 'Nyoman'],
];

describe('A name as the search compares it', () => {
  it.each(ONE_NAME)('is the same for %s and %s', (...spellings) => {
    expect([...new Set(spellings.map(searchableName))]).toHaveLength(1);
  });

  it.each([
    ['Suparman', 'Suparmin'],
    ['Siti', 'Sati'],
    ['Yusuf', 'Yunus'],
    ['Budi', 'Rudi'],
    ['Aminah', 'Amir'],
  ])('differs for %s and %s', (one, other) =>
    expect(searchableName(one)).not.toBe(searchableName(other)),
  );

  it('is what its documentation says', () => {
    expect(searchableName('Hj. Sitti Noerhajati')).toBe('siti nur haiati');
    expect(searchableName('Moh. Soeparman')).toBe('muhamad suparman');
  });

  it('comes out as it was when it goes in again', () => {
    const names = ONE_NAME.flat().map(searchableName);
    expect(names.map(searchableName)).toEqual(names);
  });

  it('keeps a title that is the whole name, and nothing of what has no letter', () => {
    expect(searchableName('Haji')).toBe('hai');
    expect(searchableName(' .,-!? ')).toBe('');
    expect(searchableName('山田')).toBe('');
  });

  it('has each of its words once', () => {
    expect(wordsOfName(searchableName('Siti Siti Aminah'))).toEqual(['siti', 'amina']);
    expect(wordsOfName('')).toEqual([]);
  });
});
