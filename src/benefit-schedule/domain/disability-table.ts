/** A percentage as tenths: 45 is 4.5 %. */
type Tenths = number;

/** For left-handed people left and right change places. */
type BySide = { readonly right: Tenths; readonly left: Tenths };
type OneOrBoth = { readonly one: Tenths; readonly both: Tenths };
/** The doctor's form says where in the range. */
type Range = { readonly from: Tenths; readonly to: Tenths };

/**
 * What the loss of a part of the body, or of its use, counts. The doctor's form sets the percentage; this table
 * only checks it.
 */
export type DisabilityTable = {
  readonly armFromShoulder: BySide;
  readonly armFromElbow: BySide;
  readonly handFromWrist: BySide;
  readonly thumb: BySide;
  readonly indexFinger: BySide;
  readonly otherFinger: BySide;
  readonly firstJointOfIndexFinger: BySide;
  readonly firstJointOfOtherFinger: BySide;
  readonly legFromHip: OneOrBoth;
  readonly footFromAnkle: OneOrBoth;
  readonly bigToe: Tenths;
  readonly secondToe: Tenths;
  readonly otherToe: Tenths;
  readonly legShortened: readonly {
    readonly fromMillimetres: number;
    readonly belowMillimetres: number | null;
    readonly tenths: Tenths;
  }[];
  readonly eye: OneOrBoth;
  readonly visualEfficiencyPerTenPercent: Tenths;
  readonly visualFieldPerTenPercent: Tenths;
  readonly colourVision: Tenths;
  readonly hearing: OneOrBoth;
  readonly hearingLossPerTenDecibels: OneOrBoth;
  readonly earLobe: OneOrBoth;
  readonly noseWing: Tenths;
  readonly nasalSeptum: Tenths;
  readonly smell: Tenths;
  readonly scalp: Range;
  readonly impotence: Tenths;
  readonly physicalWorkingAbility: readonly {
    readonly fromPercentLost: number;
    readonly toPercentLost: number;
    readonly tenths: Tenths;
  }[];
  readonly mentalWorkingAbility: Tenths;
};

export const disabilityTable: DisabilityTable = {
  armFromShoulder: { right: 400, left: 350 },
  armFromElbow: { right: 350, left: 300 },
  handFromWrist: { right: 320, left: 280 },
  thumb: { right: 150, left: 120 },
  indexFinger: { right: 90, left: 70 },
  otherFinger: { right: 40, left: 30 },
  firstJointOfIndexFinger: { right: 45, left: 35 },
  firstJointOfOtherFinger: { right: 20, left: 15 },
  legFromHip: { one: 350, both: 700 },
  footFromAnkle: { one: 250, both: 500 },
  bigToe: 50,
  secondToe: 30,
  otherToe: 20,
  legShortened: [
    { fromMillimetres: 0, belowMillimetres: 50, tenths: 100 },
    { fromMillimetres: 50, belowMillimetres: 75, tenths: 200 },
    { fromMillimetres: 75, belowMillimetres: null, tenths: 300 },
  ],
  eye: { one: 350, both: 700 },
  visualEfficiencyPerTenPercent: 70,
  visualFieldPerTenPercent: 70,
  colourVision: 100,
  hearing: { one: 200, both: 400 },
  hearingLossPerTenDecibels: { one: 30, both: 60 },
  earLobe: { one: 50, both: 100 },
  noseWing: 300,
  nasalSeptum: 150,
  smell: 100,
  scalp: { from: 100, to: 300 },
  impotence: 300,
  physicalWorkingAbility: [
    { fromPercentLost: 10, toPercentLost: 25, tenths: 50 },
    { fromPercentLost: 26, toPercentLost: 50, tenths: 200 },
    { fromPercentLost: 51, toPercentLost: 70, tenths: 400 },
  ],
  mentalWorkingAbility: 700,
};
