import {
  type BenefitSchedule,
  SCHOOL_LEVELS,
  type Scheme,
  type TransportMode,
} from './benefit-schedule';
import type { Cited } from './cited';

/** Which rule of a schedule says what a line is worth. */
export type RuleOfLine = {
  readonly scheduleId: string;
  readonly citation: string;
  /** How sure we are of its value. */
  readonly mark: Cited<unknown>['mark'];
};

export type LineOfBenefit = {
  readonly kind: string;
  readonly scheme: Scheme;
  readonly code: string;
  /** Of a death by accident it tells the floor from the share of incomes; null where nothing is claimed yet. */
  readonly claimed: number | null;
};

/** The rule that pays a line; where the version has none for it, the version itself says so by its silence. */
export const ruleOfLine = (schedule: BenefitSchedule, line: LineOfBenefit): RuleOfLine => {
  const { citation, mark } = ruleFor(schedule, line) ?? {
    citation: schedule.citation,
    mark: 'statute',
  };
  return { scheduleId: schedule.id, citation, mark };
};

type Found = Cited<unknown> | null | undefined;

const ruleFor = (schedule: BenefitSchedule, line: LineOfBenefit): Found => {
  const { kind, code } = line;
  switch (kind) {
    case 'treatment':
      return schedule.treatment.extent;
    case 'transport':
      return schedule.transport[code.replace('transport_', '') as TransportMode];
    case 'wage_replacement':
      return schedule.wageReplacement.bands;
    case 'disability':
      return ofDisability(schedule, code);
    case 'device':
      return ofDevice(schedule, code);
    case 'home_care':
      return schedule.homeCare?.atMost;
    case 'death':
      return ofDeath(schedule, line);
    default:
      return ofScholarship(schedule, code);
  }
};

const ofDeath = (
  { deathByAccident, deathByIllness }: BenefitSchedule,
  { scheme, code, claimed }: LineOfBenefit,
): Found => {
  const { lumpSum, periodic, funeral } = scheme === 'jkk' ? deathByAccident : deathByIllness;
  // The lump sum of an accident is never below that of an illness.
  if (code === 'lump_sum')
    return claimed === deathByIllness.lumpSum.value ? deathByIllness.lumpSum : lumpSum;
  return code === 'periodic' ? periodic : funeral;
};

const ofDisability = ({ disability }: BenefitSchedule, code: string): Found => {
  if (code === 'total_permanent') return disability.totalPermanent;
  return code === 'total_permanent_periodic'
    ? disability.totalPermanentPeriodic
    : disability.partialMonths;
};

const ofDevice = ({ devices }: BenefitSchedule, code: string): Found => {
  if (code === 'dentures') return devices.dentures;
  if (code === 'hearing_aid') return devices.hearingAid;
  return code === 'glasses' ? devices.glasses : devices.prosthesisAboveReferenceTenths;
};

const ofScholarship = ({ scholarship }: BenefitSchedule, code: string): Found => {
  const level = SCHOOL_LEVELS.find((one) => code === `scholarship_${one}`);
  return (level && scholarship.levels?.[level]) ?? scholarship.ceilingPerChild;
};
