import type { Place } from '../../programme/domain/programme.events';
import { VILLAGES } from './villages-16-06';

/** The sub-districts of Musi Banyuasin by the names that lists know them under. */
const SUB_DISTRICTS: Readonly<Record<string, readonly string[]>> = {
  '16.06.01': ['Sekayu'],
  '16.06.02': ['Lais'],
  '16.06.03': ['Sungai Keruh', 'Sei Keruh'],
  '16.06.04': ['Batang Hari Leko', 'BHL'],
  '16.06.05': ['Sanga Desa'],
  '16.06.06': ['Babat Toman'],
  '16.06.07': ['Sungai Lilin', 'Sei Lilin'],
  '16.06.08': ['Keluang'],
  '16.06.09': ['Bayung Lencir'],
  '16.06.10': ['Plakat Tinggi'],
  '16.06.11': ['Lalan'],
  '16.06.12': ['Tungkal Jaya'],
  '16.06.13': ['Lawang Wetan', 'Lawan Wetan'],
  '16.06.14': ['Babat Supat'],
  '16.06.15': ['Jirak Jaya'],
};

/** Letters and digits, without what kind of place it is, and with a Roman two or three as a digit. */
const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\s*(DESA|KELURAHAN|KEL|DS|KECAMATAN|KEC)[\s.]+/, '')
    .replace(/\bIII\s*$/, '3')
    .replace(/\bII\s*$/, '2')
    .replace(/\bI\s*$/, '1')
    .replaceAll(/[^\p{L}\d]/gu, '');

/** A list names a few villages thousands of times; hostile ones name as many as they like, and those are not kept. */
const [KEYS_KEPT, LONGEST_KEPT] = [1_000, 60];
const keys = new Map<string, string>();
const keptKeyOf = (name: string): string => {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = keyOf(name);
  if (keys.size < KEYS_KEPT && name.length <= LONGEST_KEPT) keys.set(name, key);
  return key;
};

const SUB_DISTRICT_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(SUB_DISTRICTS).flatMap(([code, names]) =>
    names.map((name) => [keyOf(name), code] as const),
  ),
);

const ALL: readonly Place[] = Object.entries(VILLAGES).flatMap(([subDistrictCode, villages]) =>
  villages.map(([number]) => ({ subDistrictCode, villageCode: `${subDistrictCode}.${number}` })),
);
const BY_CODE: ReadonlyMap<string, Place> = new Map(
  ALL.map((place) => [place.villageCode.replaceAll('.', ''), place]),
);

const BY_NAME: ReadonlyMap<string, readonly Place[]> = Object.entries(VILLAGES).reduce(
  (names, [subDistrictCode, villages]) => {
    for (const [number, name] of villages) {
      const place = { subDistrictCode, villageCode: `${subDistrictCode}.${number}` };
      names.set(keyOf(name), [...(names.get(keyOf(name)) ?? []), place]);
    }
    return names;
  },
  new Map<string, readonly Place[]>(),
);

export type TypedPlace = {
  readonly village: string;
  readonly villageCode: string;
  readonly subDistrict: string;
};

/**
 * Where somebody lives, by the names in a list: poverty lists carry codes of their own, so a code counts only where no
 * name is given. `ambiguous` where several sub-districts have a village of that name and none is named.
 */
export const placeFrom = (typed: TypedPlace): Place | 'unknown' | 'ambiguous' => {
  if (typed.village === '')
    return BY_CODE.get(typed.villageCode.replaceAll(/\D/g, '')) ?? 'unknown';
  const named = BY_NAME.get(keptKeyOf(typed.village)) ?? [];
  if (typed.subDistrict === '') return named.length > 1 ? 'ambiguous' : (named[0] ?? 'unknown');
  const code = SUB_DISTRICT_OF.get(keptKeyOf(typed.subDistrict));
  return named.find(({ subDistrictCode }) => subDistrictCode === code) ?? 'unknown';
};
