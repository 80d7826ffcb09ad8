import { refuseOverlap } from './coverage';
import { isLive, type Participant } from './participant';
import type { UndoEnding, UndoListed } from './participant.commands';
import type { ParticipantEvent } from './participant.events';

/**
 * Annuls the periods that a list has asked for, and the enrolment where that list made it and nothing else rests on it:
 * somebody who was covered otherwise, was paid for, has a family here or has died stays enrolled.
 */
export const undoListed = (
  { listId, periodIds, enrolled, reasonCode, by }: UndoListed['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const live = participant.periods.filter(isLive);
  const covered = live.filter(({ periodId }) => periodIds.includes(periodId));
  const annulled = covered.map(({ periodId }): ParticipantEvent => ({
    type: 'CoverageAnnulled',
    data: { periodId, reasonCode, by },
  }));
  return enrolled && covered.length === live.length && isBare(participant)
    ? [...annulled, { type: 'EnrolmentAnnulled', data: { listId, reasonCode, by } }]
    : annulled;
};

const isBare = ({ contributions, family, death, merge }: Participant): boolean =>
  contributions.every(({ months }) => months.length === 0) &&
  family.length === 0 &&
  death === null &&
  merge === null;

/**
 * A period that a list has ended covers again to the day to which it did before. One that has been ended on another day,
 * extended or annulled since is as somebody wants it.
 * @throws Rejection `coverage-overlaps` where other cover has begun on the days that it would cover again
 */
export const undoEnding = (
  { periodId, endedOn, lastCoveredOn, reasonCode, by }: UndoEnding['data'],
  { periods, papers }: Participant,
): readonly ParticipantEvent[] => {
  const live = periods.filter(isLive);
  const period = live.find((one) => one.periodId === periodId);
  if (period?.lastCoveredOn !== endedOn) return [];
  const { from, declaredIncome, fundedBy } = period;
  refuseOverlap(
    live.filter((one) => one !== period),
    { ...period, lastCoveredOn },
  );
  const reference = papers[periodId]?.reference ?? null;
  const terms = { from, lastCoveredOn, declaredIncome, fundedBy };
  return [{ type: 'CoverageCorrected', data: { periodId, ...terms, reasonCode, reference, by } }];
};
