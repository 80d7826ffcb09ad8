import { idr, type ParticipantAnswer, present } from '../answers';
import { calendarDay } from '../../kernel/calendar-day';
import type { Desk, Recorded } from '../desk';
import { DECLARED_INCOME } from '../figures';
import { type MadeUpPerson, nikPrefix } from '../made-up-people';
import { SANTUNAN_DESA } from '../programmes';
import type { Scene } from '../scene';
import { prose } from '../screen';
import { subDistrictNamed } from '../sub-districts';
import type { Enrolled } from './enrolment';

/** The three people of the second programme, each with a story of his own. */
export type VillageFamilies = {
  readonly threeYears: Enrolled;
  readonly carpenter: Enrolled;
  readonly boatman: Enrolled;
};

export const enrolVillageFamilies = async (scene: Scene): Promise<VillageFamilies> => {
  prose(
    scene.desk.screen,
    `Three more people, beside the 13,190, are enrolled one by one in ${SANTUNAN_DESA}.`,
  );
  return {
    threeYears: await enrol(scene, 'three-years', THREE_YEARS, '2021-10-01'),
    carpenter: await enrol(scene, 'carpenter', CARPENTER, '2024-07-01'),
    boatman: await enrol(scene, 'boatman', BOATMAN, '2024-07-01'),
  };
};

const enrol = async (
  { desk, staff }: Scene,
  key: string,
  person: MadeUpPerson,
  from: string,
): Promise<Enrolled> => {
  const { record } = desk.of('families');
  const { body } = await record<ParticipantAnswer>(staff.enroller, {
    key: `${key}-enrolled`,
    post: '/v1/participants',
    body: { programme: SANTUNAN_DESA, ...person },
  });
  const { id } = body.participant;
  await record(staff.enroller, {
    key: `${key}-covered`,
    on: from,
    says: `${person.name}, ${subDistrictNamed(person.subDistrictCode)}: cover begins`,
    post: `/v1/participants/${id}/coverage-periods`,
    body: {
      programme: SANTUNAN_DESA,
      from,
      lastCoveredOn: '2024-12-31',
      declaredIncome: idr(DECLARED_INCOME),
    },
  });
  return { ...person, id };
};

export type Relative = {
  readonly relation: 'spouse' | 'child';
  readonly name: string;
  readonly birthDate: string;
};

/** Registers a family and gives the ids of its members, in the same order. */
export const registerFamily = async (
  { desk, staff }: Scene & { readonly desk: Desk },
  participant: Enrolled,
  relatives: readonly Relative[],
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const [index, { relation, ...relative }] of relatives.entries()) {
    const { body }: Recorded<ParticipantAnswer> = await desk.record(staff.adjuster, {
      key: `family-${index + 1}`,
      post: `/v1/participants/${participant.id}/family-members`,
      body: { relation, legalChild: relation === 'child', ...relative },
    });
    ids.push(present(body.participant.family.at(-1), 'member of the family').id);
  }
  return ids;
};

const home = (subDistrictCode: string, village: string) => ({
  subDistrictCode,
  villageCode: `${subDistrictCode}.${village}`,
  address: 'Dusun II',
  rt: '003',
  rw: '001',
});

/** Serials from 9001 on are never given to the 13,190. */
const man = (
  subDistrictCode: string,
  birth: string,
): Pick<MadeUpPerson, 'nik' | 'birthDate' | 'birthPlace' | 'sex'> => {
  const birthDate = calendarDay(birth);
  return {
    nik: `${nikPrefix(subDistrictCode, birthDate, 'male')}9001`,
    birthDate,
    birthPlace: subDistrictNamed(subDistrictCode),
    sex: 'male',
  };
};

const THREE_YEARS: MadeUpPerson = {
  ...home('16.06.07', '2004'),
  ...man('16.06.07', '1981-03-09'),
  name: 'Suryadi Hidayat',
  familyCardNumber: '9906071505099001',
  occupation: 'petani padi',
  motherName: 'Sumarni',
};

const CARPENTER: MadeUpPerson = {
  ...home('16.06.05', '2003'),
  ...man('16.06.05', '1975-11-27'),
  name: 'Marwan',
  familyCardNumber: '9906052011109001',
  occupation: 'tukang kayu',
  motherName: 'Zubaidah',
};

const BOATMAN: MadeUpPerson = {
  ...home('16.06.09', '2006'),
  ...man('16.06.09', '1990-06-18'),
  name: 'Irwan Saputra',
  familyCardNumber: '9906090203159001',
  occupation: 'sopir perahu',
  motherName: 'Halimah',
};
