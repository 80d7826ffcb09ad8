/**
 * A name as the search compares it: what is written in several ways is written in one. Both the names of people and
 * what is looked for go through here, so it may lose what tells some names apart (Joko and Yoko); it must not tell
 * apart what is one name in two spellings. Raise the version of `person` with every change of it.
 *
 * Of `Hj. Sitti Noerhajati` it makes `siti nur haiati`, of `Moh. Soeparman` `muhamad suparman`.
 */
export const searchableName = (name: string): string => {
  const words = asciiWords(name);
  const telling = words.filter((word) => !TITLES.has(word));
  // A title alone may be somebody's whole name.
  return (telling.length > 0 ? telling : words)
    .flatMap((word) => parted(SHORT_FORMS.get(word) ?? spelt(word)))
    .join(' ');
};

/** The words of a searchable name, once each. */
export const wordsOfName = (searchable: string): readonly string[] => [
  ...new Set(searchable.split(' ').filter((word) => word !== '')),
];

/** Small letters and digits of ASCII; accents fall, an apostrophe joins (Nur’aini, Ma'ruf), any other sign parts. */
const asciiWords = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['‘’ʼ`´]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** Of pilgrims, of who somebody's father is, of the dead: written or left out as it comes. */
const TITLES: ReadonlySet<string> = new Set(
  'h hj haji hajah hajjah bin binti bt alm almh almarhum almarhumah'.split(' '),
);

const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    muhamad:
      'm mh mhd md moh mohd moch much muh muhd muhamad muhammad muhamed muhammed mohamad mohammad mohamed mohammed ' +
      'mochamad mochammad muchamad muchammad mukhamad mukhammad mokhamad mokhammad',
    siti: 'st sit',
    abdul: 'abd abdoel',
    ahmad: 'ach akh achmad akhmad ahmad ahmed achmat ahmat',
    candra: 'chandra tjandra',
  }).flatMap(([one, others]) => others.split(' ').map((other) => [other, one] as const)),
);

/** In this order: the old spelling before sounds that are heard alike, what is doubled last. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/oe|ou|oo/g, 'u'],
  [/tj/g, 'c'],
  [/dj/g, 'j'],
  [/nj/g, 'ny'],
  [/^ch(?=[rlt])/g, 'k'],
  [/kh|ch/g, 'h'],
  [/sj|sy|sh|ts|dz|z/g, 's'],
  [/dh/g, 'd'],
  [/th/g, 't'],
  [/gh/g, 'g'],
  [/x/g, 'ks'],
  [/q/g, 'k'],
  [/[fv]/g, 'p'],
  [/ae/g, 'ai'],
  [/ie|ee/g, 'i'],
  // The j of before 1972 is today's y, and within a word nobody hears whether that is there or an i.
  [/j/g, 'y'],
  [/(?<=[a-z])y/g, 'i'],
  [/uw(?=[aieo])/g, 'u'],
  [/(?<=[a-z]{2})h$/g, ''],
  [/([a-z])\1+/g, '$1'],
];

const spelt = (word: string): string =>
  SPELLINGS.reduce((text, [from, to]) => text.replaceAll(from, to), word);

/** Nurhayati and Nur Hayati, Abdurrahman and Abdul Rahman are one name. */
const parted = (word: string): readonly string[] => {
  if (/^nur.{3}/.test(word)) return ['nur', word.slice(3)];
  if (/^abdul.{3}/.test(word)) return ['abdul', word.slice(5)];
  if (/^abdu[rs].{3}/.test(word)) return ['abdul', word.slice(4)];
  return [word];
};
