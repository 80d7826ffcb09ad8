import { present } from '../answers';
import { ageOf, type MadeUpPerson } from '../made-up-people';
import { subDistrictNamed } from '../sub-districts';
import { inEnglish } from '../words';
import type { Enrolled } from './enrolment';

/** Three of the 13,190 to whom something happens: the first of the list who fit, so the same in every run. */
export type PeopleOfTheStories = {
  readonly tapper: Enrolled;
  readonly fisher: Enrolled;
  readonly rider: Enrolled;
};

export const castFrom = (people: readonly Enrolled[]): PeopleOfTheStories => ({
  tapper: firstMan(people, 'penyadap karet', '16.06.08'),
  fisher: firstMan(people, 'nelayan sungai', '16.06.11'),
  rider: firstMan(people, 'pengojek', '16.06.01'),
});

const firstMan = (people: readonly Enrolled[], trade: string, subDistrict: string): Enrolled =>
  present(
    people.find(
      (person) =>
        person.sex === 'male' &&
        person.occupation === trade &&
        person.subDistrictCode === subDistrict &&
        ageOf(person) >= 30 &&
        ageOf(person) <= 50,
    ),
    trade,
  );

/** `Mulyadi (41), rubber tapper in Keluang` */
export const described = (person: MadeUpPerson): string =>
  `${person.name} (${ageOf(person)}), ${inEnglish(person.occupation)} in ${subDistrictNamed(person.subDistrictCode)}`;
