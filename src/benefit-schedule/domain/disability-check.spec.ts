import {
  checkAgainstTable,
  DISABILITY_ROWS,
  type DisabilityPart,
  tenthsInTable,
} from './disability-check';
import { disabilityTable } from './disability-table';

const part = (
  row: DisabilityPart['part'],
  side: DisabilityPart['side'] = null,
  measure: number | null = null,
) => ({ part: row, side, measure });
const allowed = (asked: ReturnType<typeof part>, leftHanded = false) => {
  const found = tenthsInTable(disabilityTable, asked, leftHanded);
  return found && (found.from === found.to ? found.from : [found.from, found.to]);
};
const check = (parts: readonly DisabilityPart[], leftHanded = false) =>
  checkAgainstTable(disabilityTable, parts, leftHanded);

const rejectionOf = (decide: () => unknown): unknown => {
  try {
    return decide();
  } catch (error) {
    return error;
  }
};

describe('The table says', () => {
  it.each([
    [part('arm_from_shoulder', 'right'), 400],
    [part('arm_from_shoulder', 'left'), 350],
    [part('arm_from_elbow', 'right'), 350],
    [part('arm_from_elbow', 'left'), 300],
    [part('hand_from_wrist', 'right'), 320],
    [part('hand_from_wrist', 'left'), 280],
    [part('leg_from_hip', 'both'), 700],
    [part('leg_from_hip', 'left'), 350],
    [part('foot_from_ankle', 'both'), 500],
    [part('foot_from_ankle', 'right'), 250],
    [part('eye', 'both'), 700],
    [part('eye', 'left'), 350],
    [part('hearing', 'both'), 400],
    [part('hearing', 'left'), 200],
    [part('thumb', 'right'), 150],
    [part('thumb', 'left'), 120],
    [part('index_finger', 'right'), 90],
    [part('index_finger', 'left'), 70],
    [part('other_finger', 'right'), 40],
    [part('other_finger', 'left'), 30],
    [part('index_finger_first_joint', 'right'), 45],
    [part('index_finger_first_joint', 'left'), 35],
    [part('other_finger_first_joint', 'right'), 20],
    [part('other_finger_first_joint', 'left'), 15],
    [part('big_toe'), 50],
    [part('second_toe', 'left'), 30],
    [part('other_toe', 'right'), 20],
    [part('scalp'), [100, 300]],
    [part('impotence'), 300],
    [part('leg_shortened', null, 1), 100],
    [part('leg_shortened', null, 49), 100],
    [part('leg_shortened', 'left', 50), 200],
    [part('leg_shortened', null, 74), 200],
    [part('leg_shortened', null, 75), 300],
    [part('hearing_loss', 'both', 9), null],
    [part('hearing_loss', 'both', 10), 60],
    [part('hearing_loss', 'left', 19), 30],
    [part('hearing_loss', 'left', 20), 60],
    [part('hearing_loss', 'both', 120), 400],
    [part('ear_lobe', 'left'), 50],
    [part('ear_lobe', 'both'), 100],
    [part('nose_wing'), 300],
    [part('nasal_septum'), 150],
    [part('smell'), 100],
    [part('physical_working_ability', null, 9), null],
    [part('physical_working_ability', null, 10), 50],
    [part('physical_working_ability', null, 25), 50],
    [part('physical_working_ability', null, 26), 200],
    [part('physical_working_ability', null, 50), 200],
    [part('physical_working_ability', null, 51), 400],
    [part('physical_working_ability', null, 70), 400],
    [part('physical_working_ability', null, 71), null],
    [part('mental_working_ability'), 700],
    [part('visual_efficiency', null, 9), null],
    [part('visual_efficiency', null, 10), 70],
    [part('visual_efficiency', null, 100), 700],
    [part('visual_efficiency', null, 101), null],
    [part('colour_vision'), 100],
    [part('visual_field', null, 9), null],
    [part('visual_field', null, 29), 140],
    [part('visual_field', null, 30), 210],
  ])('%j: %j', (asked, expected) => expect(allowed(asked)).toEqual(expected));

  it('something of every row', () =>
    expect(
      DISABILITY_ROWS.filter((row) =>
        [null, 'left' as const].every((side) =>
          [null, 60].every((measure) => allowed(part(row, side, measure)) === null),
        ),
      ),
    ).toEqual([]));

  it.each([
    ['a thumb of no hand', part('thumb')],
    ['both thumbs in one', part('thumb', 'both')],
    ['an eye of no side', part('eye')],
    ['a left smell', part('smell', 'left')],
    ['a leg shortened by nothing', part('leg_shortened', null, 0)],
    ['a leg shortened by nobody knows what', part('leg_shortened')],
    ['an arm with a measure', part('arm_from_elbow', 'left', 10)],
  ])('nothing of %s', (_, asked) => expect(allowed(asked)).toBeNull());
});

describe('For left-handed people', () => {
  it('left and right change places', () => {
    expect(allowed(part('thumb', 'left'), true)).toBe(150);
    expect(allowed(part('thumb', 'right'), true)).toBe(120);
  });
  it('what is the same on either side stays', () =>
    expect(allowed(part('eye', 'left'), true)).toBe(350));
});

describe('The percentages of the form', () => {
  const toe = { ...part('big_toe'), percentTenths: 50 };
  const finger = { ...part('other_finger', 'left'), percentTenths: 30 };

  it('are taken where they are those of the table', () =>
    expect(() => check([toe, finger, finger, finger])).not.toThrow());
  it.each([49, 51])('are refused at %i tenths where it says 50', (percentTenths) =>
    expect(rejectionOf(() => check([finger, { ...toe, percentTenths }]))).toMatchObject({
      code: 'disability-percent-differs',
      facts: { number: 2, stated: percentTenths, from: 50, to: 50 },
    }),
  );
  it.each([
    [99, false],
    [100, true],
    [300, true],
    [301, false],
  ])('may lie in the range that it gives: %i tenths', (percentTenths, taken) => {
    const scalp = () => check([{ ...part('scalp'), percentTenths }]);
    if (taken) expect(scalp).not.toThrow();
    else expect(scalp).toThrow('disability-percent-differs');
  });
  it('are those of the other side for left-handed people', () => {
    const thumb = { ...part('thumb', 'left'), percentTenths: 150 };
    expect(() => check([thumb], true)).not.toThrow();
    expect(() => check([thumb])).toThrow('disability-percent-differs');
  });
  it('of what the table does not have are refused', () =>
    expect(() => check([{ ...part('thumb'), percentTenths: 150 }])).toThrow(
      'disability-not-in-table',
    ));

  const joint = { ...part('other_finger_first_joint', 'left'), percentTenths: 15 };
  const otherToe = { ...part('other_toe', 'left'), percentTenths: 20 };
  const eye = { ...part('eye', 'left'), percentTenths: 350 };
  const bothEyes = { ...part('eye', 'both'), percentTenths: 700 };
  const four = <Part>(one: Part) => [one, one, one, one];

  it('are taken of three fingers, joints and toes on a side, and of each side by itself', () => {
    const rightFinger = { ...part('other_finger', 'right'), percentTenths: 40 };
    const thumbs = [
      { ...part('thumb', 'left'), percentTenths: 120 },
      { ...part('thumb', 'right'), percentTenths: 150 },
    ];
    const three = [finger, rightFinger, joint, otherToe].flatMap((one) => four(one).slice(1));
    expect(() => check([...thumbs, ...three])).not.toThrow();
  });
  it.each([
    ['a fourth finger of one hand', four(finger), 4],
    ['a fourth first joint of one hand', four(joint), 4],
    ['a fourth toe of one foot', [toe, ...four(otherToe)], 5],
    ['a big toe twice', [toe, toe], 2],
    ['an eye, and both', [eye, bothEyes], 2],
    ['both eyes, and one', [bothEyes, eye], 2],
  ])('of %s are refused, and told by their place', (_, parts, number) => {
    expect(rejectionOf(() => check(parts))).toMatchObject({
      code: 'disability-named-twice',
      facts: { number },
    });
  });
});
