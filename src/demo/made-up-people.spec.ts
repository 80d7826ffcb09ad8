import { nikWarnings, parseNik } from '../kernel/nik';
import { ageOf, HEADS, madeUpPeople, type MadeUpPerson, regionOfNobody } from './made-up-people';
import { SUB_DISTRICTS } from './sub-districts';

const people = madeUpPeople();

const warningsOf = ({ nik, birthDate, sex }: MadeUpPerson): readonly string[] => {
  const parsed = parseNik(nik);
  return 'fault' in parsed
    ? [parsed.fault]
    : nikWarnings(parsed, { birthDate, sex, subDistrictCode: null });
};

describe('The made-up people', () => {
  it('are as many as the first agreement covered', () => {
    expect(people).toHaveLength(13_190);
    expect(HEADS).toBe(13_190);
  });

  it('are the same in every run', () => expect(madeUpPeople()).toEqual(people));

  it('begin alike, however many are asked for', () =>
    expect(madeUpPeople(100)).toEqual(people.slice(0, 100)));

  it('have a NIK each', () => expect(new Set(people.map(({ nik }) => nik)).size).toBe(HEADS));

  it('have NIK that say their birth date and sex', () =>
    expect(people.filter((person) => warningsOf(person).length > 0)).toEqual([]));

  it('would be caught with a NIK that says another sex, or none at all', () => {
    const [woman] = people.filter(({ sex }) => sex === 'female');
    if (!woman) throw new Error('There is no woman.');
    expect(warningsOf({ ...woman, sex: 'male' })).toEqual(['nik-sex-differs']);
    expect(warningsOf({ ...woman, nik: `${woman.nik.slice(0, 12)}0000` })).toEqual(['serial']);
  });

  it('can be nobody: their province does not exist', () =>
    expect(
      people.filter(
        ({ nik, familyCardNumber, subDistrictCode }) =>
          !nik.startsWith(regionOfNobody(subDistrictCode)) ||
          !familyCardNumber.startsWith(regionOfNobody(subDistrictCode)),
      ),
    ).toEqual([]));

  it('were registered in a region with the number of their own sub-district', () =>
    expect(regionOfNobody('16.06.05')).toBe('990605'));

  it('are of working age when cover begins', () => {
    const ages = people.map(ageOf);
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([18, 64]);
  });

  it('live in several villages of every sub-district', () => {
    const villagesOf = (code: string) =>
      new Set(
        people
          .filter(({ subDistrictCode }) => subDistrictCode === code)
          .map(({ villageCode }) => villageCode),
      );
    const counted = SUB_DISTRICTS.map(({ code }) => [code, villagesOf(code).size]);
    expect(counted).toEqual(SUB_DISTRICTS.map(({ code, villages }) => [code, villages]));
    expect(people.every((one) => one.villageCode.startsWith(`${one.subDistrictCode}.20`))).toBe(
      true,
    );
  });

  it('live in families that share a card and a home', () => {
    const families = new Map<string, MadeUpPerson[]>();
    for (const person of people)
      families.set(person.familyCardNumber, [
        ...(families.get(person.familyCardNumber) ?? []),
        person,
      ]);
    const homes = [...families.values()].map(
      (family) => new Set(family.map(({ villageCode, address, rt }) => villageCode + address + rt)),
    );
    expect(Math.max(...[...families.values()].map(({ length }) => length))).toBe(3);
    expect(families.size).toBeLessThan(HEADS);
    expect(homes.every(({ size }) => size === 1)).toBe(true);
  });
});
