import type { BenefitLine, Reason } from '../../benefit-schedule/domain/benefit-line';
import type {
  BenefitSchedule,
  TransportMode,
} from '../../benefit-schedule/domain/benefit-schedule';
import { type Device, deviceLines, DEVICES } from '../../benefit-schedule/domain/devices';
import { disabilityLines } from '../../benefit-schedule/domain/disability';
import { reasonsOfCover } from '../../benefit-schedule/domain/entitlement';
import { homeCareLines } from '../../benefit-schedule/domain/home-care';
import { transportLine } from '../../benefit-schedule/domain/transport';
import { wageReplacementLine } from '../../benefit-schedule/domain/wage-replacement';
import { type CalendarDay, daysAfter } from '../../kernel/calendar-day';
import { NOTHING, rupiah } from '../../kernel/rupiah';
import type { Participant } from '../../participant/domain/participant';
import type { BenefitInputs } from '../../payout/domain/benefit-inputs';
import { type Claim, type DeathReport, initialState } from './claim';
import type { ClaimFacts } from './claim.commands';
import type { CauseOfDeath } from './claim.events';
import { coverOf, deathFigures, type DecidingCover } from './figures';
import { WHOLE } from './payees';

// What a right would come to, before anything is reported: by the functions that decide when it is.

/**
 * What the line is a line of. `sum`: what is paid. `at_most`: a cap. `as_needed`: without one. `a_month`, `each_percent`,
 * `each_million`: for every month without work, percent of disability, million of the reference price.
 */
export type Basis = 'sum' | 'at_most' | 'as_needed' | 'a_month' | 'each_percent' | 'each_million';

export type Entitlement = {
  readonly kind: BenefitInputs['kind'];
  readonly basis: Basis;
  readonly code: string;
  /** Null where there is no sum to name. */
  readonly line: BenefitLine | null;
  readonly reasons: readonly Reason[];
  /** Of wages: the months that are paid so, counted from 1; null: to the end. */
  readonly months: { readonly from: number; readonly to: number | null } | null;
};

/** A right under one scheme on the day that decides about it. */
export type Right = {
  readonly deciding: DecidingCover;
  readonly cause: CauseOfDeath | null;
  readonly entitlements: readonly Entitlement[];
};

export type Question = {
  readonly participantId: string;
  readonly day: CalendarDay;
  /** On which the case would be reported: a right may have expired by then. */
  readonly reportedOn: CalendarDay;
};

export type Enrolled = Participant & { readonly enrolment: NonNullable<Participant['enrolment']> };
export type EligibilityFacts = ClaimFacts & { readonly participant: Enrolled };

/** A claim that nobody has made: what the decider would see right after its report. */
const imagined = (
  { participantId, day, reportedOn }: Question,
  { enrolment }: Enrolled,
  cause: CauseOfDeath,
): Claim => {
  const report: DeathReport = {
    kind: 'death',
    number: '',
    participantId,
    programme: enrolment.programme,
    place: enrolment.place,
    reportedOn,
    reporterId: participantId,
    reporterRelation: 'self',
    coverAsReported: 'covered',
    attempt: 1,
    diedOn: day,
    knownOn: day,
    cause,
    accidentClaimId: null,
    personal: {},
  };
  const heir = {
    heirId: participantId,
    relation: 'spouse',
    share: WHOLE,
    guardianId: null,
  } as const;
  const heirs = { heirClass: 1, heirs: [{ ...heir, minor: false }], letterOn: day } as const;
  return { ...initialState, report, heirs };
};

/** A death of that cause; one by accident takes cover and schedule from the day of the accident. */
export const deathRight = (
  question: Question & { readonly cause: CauseOfDeath; readonly accidentOn: CalendarDay | null },
  facts: EligibilityFacts,
): Right => {
  const { cause, day, reportedOn, accidentOn } = question;
  const claim = imagined(question, facts.participant, cause);
  const byWork = cause === 'work_accident' || cause === 'occupational_disease';
  const accident = byWork
    ? ({
        status: 'accepted',
        eventDay: accidentOn ?? day,
        reportedOn,
        workAccident: true,
      } as const)
    : null;
  const { lines } = deathFigures(claim, { ...facts, accident }, null);
  return {
    deciding: coverOf(claim, { ...facts, accident }),
    cause,
    entitlements: (lines as readonly BenefitLine[]).map((line) => ofLine('death', 'sum', line)),
  };
};

const ofLine = (
  kind: BenefitInputs['kind'],
  basis: Basis,
  line: BenefitLine,
  months: Entitlement['months'] = null,
): Entitlement => ({ kind, basis, code: line.code, line, reasons: line.reasons, months });

/** An accident on that day: every benefit, at its cap or for one unit of what it is paid for. */
export const accidentRight = (question: Question, facts: EligibilityFacts): Right => {
  const claim = imagined(question, facts.participant, 'work_accident');
  const deciding = coverOf(claim, { ...facts, accident: null });
  const { schedule, inputs: cover } = deciding;
  return {
    deciding,
    cause: null,
    entitlements: [
      {
        ...{ kind: 'treatment', basis: 'as_needed', code: 'treatment', line: null, months: null },
        reasons: reasonsOfCover(schedule, cover.cover, 'treatment'),
      },
      ...homeCare(deciding, question.day),
      ...Object.entries(schedule.transport).map(([mode, { value: cost }]) =>
        ofLine(
          'transport',
          'at_most',
          transportLine(schedule, {
            ...cover,
            ...{ mode: mode as TransportMode, cost, grantedBefore: NOTHING },
          }),
        ),
      ),
      ...wages(deciding),
      ...disabilities(deciding),
      ...DEVICES.map((device) => deviceOf(deciding, device)),
    ],
  };
};

const homeCare = (
  { schedule, inputs: { cover } }: DecidingCover,
  day: CalendarDay,
): readonly Entitlement[] =>
  homeCareLines(schedule, {
    cover,
    items: [{ code: 'home_care', claimed: schedule.homeCare?.atMost.value ?? NOTHING }],
    ...{ careSince: day, from: day, to: daysAfter(day, 1), grantedBefore: NOTHING },
  }).map((line) => ofLine('home_care', 'at_most', line));

/** A month of each band, after all the months before it. */
const wages = ({ schedule, inputs: cover }: DecidingCover): readonly Entitlement[] => {
  const month = schedule.wageReplacement.daysInMonth.value;
  return schedule.wageReplacement.bands.value.map(({ fromMonth, toMonth }) => {
    const daysBefore = (fromMonth - 1) * month;
    const start = { ...cover, daysBefore: 0, grantedBefore: NOTHING };
    const grantedBefore =
      daysBefore === 0
        ? NOTHING
        : wageReplacementLine(schedule, { ...start, days: daysBefore }).granted;
    const line = wageReplacementLine(schedule, {
      ...start,
      days: month,
      daysBefore,
      grantedBefore,
    });
    return ofLine('wage_replacement', 'a_month', line, { from: fromMonth, to: toMonth });
  });
};

const ONE_PERCENT = { percentTenths: 10, lossPercent: 100 };

const disabilities = ({ schedule, inputs }: DecidingCover): readonly Entitlement[] => {
  const facts = { ...inputs, thousandthsBefore: 0, totalBefore: false };
  const partial = { ...facts, kind: 'partial_anatomical', items: [ONE_PERCENT] } as const;
  const total = { ...facts, kind: 'total_permanent', items: [] } as const;
  return [
    ...disabilityLines(schedule, partial).map((line) => ofLine('disability', 'each_percent', line)),
    ...disabilityLines(schedule, total).map((line) => ofLine('disability', 'sum', line)),
  ];
};

const MILLION = rupiah(1_000_000);

/** What has a reference price is asked for at more than may ever be paid, so that the line shows the most. */
const deviceOf = ({ schedule, inputs: { cover } }: DecidingCover, device: Device): Entitlement => {
  const cap = capOf(schedule, device);
  const hasReference = device === 'prosthesis' || device === 'orthosis';
  const most = schedule.devices.prosthesisAboveReferenceTenths.value;
  const cost = hasReference ? rupiah(1000 * (1000 + most)) : cap;
  const referencePrice = hasReference ? MILLION : null;
  const items = [{ device, cost, referencePrice }];
  const [line] = deviceLines(schedule, { cover, items, grantedBefore: [] });
  if (!line) throw new RangeError('A device without a line.');
  return ofLine('device', hasReference ? 'each_million' : 'at_most', line);
};

const capOf = ({ devices }: BenefitSchedule, device: Device) => {
  if (device === 'hearing_aid') return devices.hearingAid?.value ?? NOTHING;
  return device === 'glasses' ? (devices.glasses?.value ?? NOTHING) : devices.dentures.value;
};

/** The cause that stands beside one: what a correction of it would change. */
export const alternativeTo = (cause: CauseOfDeath): CauseOfDeath =>
  cause === 'work_accident' || cause === 'occupational_disease' ? 'illness' : 'work_accident';
