import { faker } from '@faker-js/faker/locale/id_ID';
import { FIRST_NAMES, SECOND_NAMES } from '../../src/demo/words';

const COMMON = [
  ...FIRST_NAMES.male,
  ...FIRST_NAMES.female,
  ...SECOND_NAMES.male,
  ...SECOND_NAMES.female,
];
const BEGINNINGS = 'su sri wi mar ka ha ni pu ra sa ti yu ba da er gu'.split(' ');
const MIDDLES = 'par wan di ma ri na ta lo ku si har jo ra ya li me'.split(' ');
const ENDINGS = 'man to ti wati di no yah lan ni ta san dar mi rto na sih'.split(' ');

/**
 * Two in three words of a name are common ones, so that many people share them; the others are made of syllables,
 * some thousands of different ones, as a register of a million has.
 */
export const rareNames = (count: number): readonly string[] =>
  Array.from({ length: count }, () =>
    Array.from({ length: faker.number.int({ min: 1, max: 3 }) }, word).join(' '),
  );

const word = (): string =>
  faker.datatype.boolean({ probability: 0.67 })
    ? faker.helpers.arrayElement(COMMON)
    : [BEGINNINGS, MIDDLES, ENDINGS].map((some) => faker.helpers.arrayElement(some)).join('');
