import { Rejection } from '../../kernel/rejection';
import type { DisabilityTable } from './disability-table';

export type Side = 'left' | 'right' | 'both';

/** A part of the body, or of its use, as the doctor's form names it. */
export type DisabilityPart = {
  readonly part: DisabilityRow;
  readonly side: Side | null;
  /** Millimetres of a shortened leg, decibels of hearing, percent of sight or of ability to work. */
  readonly measure: number | null;
  readonly percentTenths: number;
};

type Tenths = { readonly from: number; readonly to: number };
type Asked = Pick<DisabilityPart, 'side' | 'measure'>;
/** What a row allows; null where the row has no such side or measure. */
type Row = (table: DisabilityTable, asked: Asked) => Tenths | null;

const exactly = (tenths: number): Tenths => ({ from: tenths, to: tenths });
const isBare = ({ side, measure }: Asked): boolean => side === null && measure === null;

type BySide = 'armFromShoulder' | 'armFromElbow' | 'handFromWrist' | 'thumb' | 'indexFinger';
type FingerBySide = 'otherFinger' | 'firstJointOfIndexFinger' | 'firstJointOfOtherFinger';
const bySide =
  (name: BySide | FingerBySide): Row =>
  (table, { side, measure }) =>
    measure === null && (side === 'left' || side === 'right') ? exactly(table[name][side]) : null;

type OneOrBoth = 'legFromHip' | 'footFromAnkle' | 'eye' | 'hearing' | 'earLobe';
const oneOrBoth =
  (name: OneOrBoth): Row =>
  (table, { side, measure }) => {
    if (measure !== null || side === null) return null;
    return exactly(side === 'both' ? table[name].both : table[name].one);
  };

type Plain = 'colourVision' | 'noseWing' | 'nasalSeptum' | 'smell' | 'impotence';
const plain =
  (name: Plain | 'mentalWorkingAbility'): Row =>
  (table, asked) =>
    isBare(asked) ? exactly(table[name]) : null;

/** Whichever foot: the table knows no side, and the form names one. */
const toe =
  (name: 'bigToe' | 'secondToe' | 'otherToe'): Row =>
  (table, { side, measure }) =>
    measure === null && side !== 'both' ? exactly(table[name]) : null;

type PerTen = 'visualEfficiencyPerTenPercent' | 'visualFieldPerTenPercent';
const perTenPercent =
  (name: PerTen): Row =>
  (table, { measure }) =>
    measure !== null && measure >= 10 && measure <= 100
      ? exactly(table[name] * Math.floor(measure / 10))
      : null;

/** Never more than for the loss of all hearing. */
const hearingLoss: Row = ({ hearingLossPerTenDecibels: rule, hearing }, { side, measure }) => {
  if (measure === null || measure < 10 || side === null) return null;
  const ears = side === 'both' ? 'both' : 'one';
  return exactly(Math.min(hearing[ears], rule[ears] * Math.floor(measure / 10)));
};

const legShortened: Row = ({ legShortened: steps }, { side, measure }) => {
  if (measure === null || measure === 0 || side === 'both') return null;
  const step = steps.findLast(({ fromMillimetres }) => measure >= fromMillimetres);
  return step ? exactly(step.tenths) : null;
};

const physicalAbility: Row = ({ physicalWorkingAbility: steps }, { side, measure }) => {
  const step = steps.find(
    ({ fromPercentLost, toPercentLost }) =>
      measure !== null && measure >= fromPercentLost && measure <= toPercentLost,
  );
  return step && side === null ? exactly(step.tenths) : null;
};

const ROWS = {
  arm_from_shoulder: bySide('armFromShoulder'),
  arm_from_elbow: bySide('armFromElbow'),
  hand_from_wrist: bySide('handFromWrist'),
  thumb: bySide('thumb'),
  index_finger: bySide('indexFinger'),
  other_finger: bySide('otherFinger'),
  index_finger_first_joint: bySide('firstJointOfIndexFinger'),
  other_finger_first_joint: bySide('firstJointOfOtherFinger'),
  leg_from_hip: oneOrBoth('legFromHip'),
  foot_from_ankle: oneOrBoth('footFromAnkle'),
  big_toe: toe('bigToe'),
  second_toe: toe('secondToe'),
  other_toe: toe('otherToe'),
  leg_shortened: legShortened,
  eye: oneOrBoth('eye'),
  visual_efficiency: perTenPercent('visualEfficiencyPerTenPercent'),
  visual_field: perTenPercent('visualFieldPerTenPercent'),
  colour_vision: plain('colourVision'),
  hearing: oneOrBoth('hearing'),
  hearing_loss: hearingLoss,
  ear_lobe: oneOrBoth('earLobe'),
  nose_wing: plain('noseWing'),
  nasal_septum: plain('nasalSeptum'),
  smell: plain('smell'),
  scalp: ({ scalp }, asked) => (isBare(asked) ? scalp : null),
  impotence: plain('impotence'),
  physical_working_ability: physicalAbility,
  mental_working_ability: plain('mentalWorkingAbility'),
} satisfies Readonly<Record<string, Row>>;

export type DisabilityRow = keyof typeof ROWS;
export const DISABILITY_ROWS = Object.keys(ROWS) as readonly DisabilityRow[];

/** How many of one side there are; everything else is there once. */
const SEVERAL: Readonly<Partial<Record<DisabilityRow, number>>> = {
  other_finger: 3,
  other_finger_first_joint: 3,
  other_toe: 3,
};

/** What the table allows for a part; null where it has no such row. Left-handed people's sides change places. */
export const tenthsInTable = (
  table: DisabilityTable,
  { part, side, measure }: Omit<DisabilityPart, 'percentTenths'>,
  leftHanded: boolean,
): Tenths | null => ROWS[part](table, { side: leftHanded ? otherSide(side) : side, measure });

const otherSide = (side: Side | null): Side | null => {
  if (side === 'left') return 'right';
  return side === 'right' ? 'left' : side;
};

/**
 * The doctor's percentages against the table; never set here.
 * @throws Rejection `disability-not-in-table`, `disability-percent-differs` or `disability-named-twice`, with the place of
 * the part in the list and never its name: what somebody has lost is personal.
 */
export const checkAgainstTable = (
  table: DisabilityTable,
  parts: readonly DisabilityPart[],
  leftHanded: boolean,
): void => {
  parts.forEach((part, index) => {
    const number = index + 1;
    const allowed = tenthsInTable(table, part, leftHanded);
    if (!allowed) throw new Rejection('disability-not-in-table', { number });
    const { from, to } = allowed;
    if (part.percentTenths < from || part.percentTenths > to)
      throw new Rejection('disability-percent-differs', {
        number,
        stated: part.percentTenths,
        from,
        to,
      });
    const same = parts.slice(0, number).filter((other) => isSamePart(other, part));
    if (same.length > (SEVERAL[part.part] ?? 1))
      throw new Rejection('disability-named-twice', { number });
  });
};

const isSamePart = (one: DisabilityPart, other: DisabilityPart): boolean =>
  one.part === other.part &&
  (one.side === other.side || one.side === 'both' || other.side === 'both');

/** A part as a form named it, with how much of it is lost; null where it is gone. */
type LostPart = DisabilityPart & { readonly lossPercent: number | null };

/**
 * Nobody loses one part twice by one accident: what earlier forms have named is lost already, and of a function no more
 * than all of it. Another measure, as of hearing that went on failing, is another loss.
 * @throws Rejection `disability-named-twice`
 */
export const checkAgainstEarlier = (
  parts: readonly LostPart[],
  earlier: readonly LostPart[],
): void => {
  parts.forEach((part, index) => {
    const lost = [...earlier, ...parts.slice(0, index)]
      .filter((other) => isSamePart(other, part) && other.measure === part.measure)
      .reduce((sum, { lossPercent }) => sum + (lossPercent ?? 100), part.lossPercent ?? 100);
    if (lost > 100 * (SEVERAL[part.part] ?? 1))
      throw new Rejection('disability-named-twice', { number: index + 1 });
  });
};
