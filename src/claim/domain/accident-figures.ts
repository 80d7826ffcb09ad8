import { type BenefitLine, totalGranted } from '../../benefit-schedule/domain/benefit-line';
import { deviceLines } from '../../benefit-schedule/domain/devices';
import { disabilityLines, thousandthsTaken } from '../../benefit-schedule/domain/disability';
import { homeCareLines } from '../../benefit-schedule/domain/home-care';
import { transportLine } from '../../benefit-schedule/domain/transport';
import { treatmentLines } from '../../benefit-schedule/domain/treatment';
import { wageReplacementLine } from '../../benefit-schedule/domain/wage-replacement';
import { daysBetween } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { NOTHING, type Rupiah, total } from '../../kernel/rupiah';
import { sameFacts } from '../../kernel/same-facts';
import type { Figures } from '../../payout/domain/assess';
import type { BenefitInputs } from '../../payout/domain/benefit-inputs';
import type { Assessed, Payee } from '../../payout/domain/benefit.events';
import { type Benefits, holds, isLive } from '../../payout/domain/benefits';
import { inOrder } from '../../payout/domain/in-order';
import { purposeOf } from '../../payout/domain/purpose';
import { type Claim, hasDied } from './claim';
import type {
  AccidentAsk,
  ClaimFacts,
  DeviceBill,
  HomeCareBill,
  StatedDisability,
  TransportCost,
  TreatmentBill,
  WageDays,
} from './claim.commands';
import { disabilityStatement } from './disability-form';
import { type Facility, facilityById } from './facilities';
import { assessedLines, coverOf, type DecidingCover, reportOf } from './figures';
import { facilityPayee, participantOrHeirs } from './payees';

// What an accident's benefits come to: computed at assessment, and again from fresh facts at approval and sending.

/** What was asked for, of what was assessed; the rest of its inputs is looked up anew. */
export const askedIn = (
  assessed: Extract<Assessed, { readonly kind: AccidentAsk['kind'] }>,
): AccidentAsk => {
  switch (assessed.kind) {
    case 'treatment': {
      const { facilityId, invoiceRef, from, to, items, otherPayer, paidTo } = assessed.inputs;
      const inputs = { facilityId, invoiceRef, from, to, items, otherPayer, paidTo };
      return { kind: 'treatment', inputs };
    }
    case 'device': {
      const { supplier, invoiceRef, obtainedOn, items } = assessed.inputs;
      return { kind: 'device', inputs: { supplier, invoiceRef, obtainedOn, items } };
    }
    case 'home_care': {
      const { facilityId, invoiceRef, careSince, from, to, items, paidTo } = assessed.inputs;
      const inputs = { facilityId, invoiceRef, careSince, from, to, items, paidTo };
      return { kind: 'home_care', inputs };
    }
    case 'transport':
    case 'wage_replacement':
    case 'disability':
      return assessed; // Each input of these is taken up by name.
  }
};

/** Inputs and lines; what a benefit was granted before is looked up where it shares a cap or a running total. */
type Drafted = BenefitInputs & { readonly lines: readonly BenefitLine[] };

export const accidentFigures = (asked: AccidentAsk, claim: Claim, facts: ClaimFacts): Figures => {
  const deciding = afterRecovery(asked, coverOf(claim, facts), claim, facts);
  const { lines: drafted, ...benefit } = draftOf(asked, deciding, claim);
  const lines = assessedLines(drafted);
  const granted = totalGranted(lines);
  const { scheme, scheduleId, decidingDay } = deciding;
  return {
    ...benefit,
    scheme,
    scheduleId,
    decidingDay,
    lines,
    total: granted,
    payees: payeesFor(asked, granted, claim, facts),
  };
};

/**
 * Arrears of up to three months on the day of the accident hold JKK cash back until they are paid and until the treatment
 * is over (PP 44/2015 art. 39); treatment itself is given all the same.
 */
const afterRecovery = (
  { kind }: AccidentAsk,
  deciding: DecidingCover,
  claim: Claim,
  { participant }: ClaimFacts,
): DecidingCover => {
  const isCash = kind !== 'treatment' && kind !== 'home_care';
  const { arrears, inputs } = deciding;
  const treated =
    claim.recoveredOn !== null || claim.statements.length > 0 || hasDied(claim, participant);
  return isCash && inputs.cover === 'covered' && arrears.months > 0 && !treated
    ? { ...deciding, inputs: { ...inputs, cover: 'awaits_recovery' } }
    : deciding;
};

const draftOf = (asked: AccidentAsk, deciding: DecidingCover, claim: Claim): Drafted => {
  switch (asked.kind) {
    case 'treatment':
      return treatment(asked.inputs, deciding);
    case 'transport':
      return transport(asked.inputs, deciding, claim);
    case 'wage_replacement':
      return wageReplacement(asked.inputs, deciding, claim);
    case 'disability':
      return disability(asked.inputs, deciding, claim);
    case 'device':
      return device(asked.inputs, deciding, claim);
    case 'home_care':
      return homeCare(asked.inputs, deciding, claim);
  }
};

const payeesFor = (
  { inputs }: AccidentAsk,
  amount: Rupiah,
  claim: Claim,
  facts: ClaimFacts,
): readonly Payee[] =>
  'paidTo' in inputs && inputs.paidTo === 'facility'
    ? [facilityPayee(inputs.facilityId, amount)]
    : participantOrHeirs(
        {
          participantId: reportOf(claim).participantId,
          died: hasDied(claim, facts.participant),
        },
        amount,
        facts.heirs,
      );

const knownFacility = (id: string): Facility => {
  const facility = facilityById(id);
  if (!facility) throw new Rejection('facility-unknown');
  return facility;
};

const treatment = (bill: TreatmentBill, { schedule, inputs: cover }: DecidingCover): Drafted => {
  const { partner } = knownFacility(bill.facilityId);
  const inputs = { ...cover, ...bill, partner };
  return { kind: 'treatment', inputs, lines: treatmentLines(schedule, inputs) };
};

const transport = (
  { mode, travelledOn, cost }: TransportCost,
  { schedule, inputs: cover }: DecidingCover,
  { benefits }: Claim,
): Drafted => {
  const { approved, earlier } = before(benefits, ['transport', mode, travelledOn], isTransport);
  const sameMode = earlier.filter(({ inputs }) => inputs.mode === mode);
  const grantedBefore = approved?.inputs.grantedBefore ?? sumOf(sameMode);
  const inputs = { ...cover, mode, travelledOn, cost, grantedBefore };
  return { kind: 'transport', inputs, lines: [transportLine(schedule, inputs)] };
};

const wageReplacement = (
  { from, to }: WageDays,
  { schedule, inputs: cover }: DecidingCover,
  { benefits }: Claim,
): Drafted => {
  const { approved, earlier } = before(benefits, ['wage_replacement', from, to], isWageReplacement);
  const daysGranted = earlier.reduce((sum, { inputs }) => sum + inputs.days, 0);
  const inputs = {
    ...cover,
    from,
    to,
    days: daysBetween(from, to) + 1,
    daysBefore: approved?.inputs.daysBefore ?? daysGranted,
    grantedBefore: approved?.inputs.grantedBefore ?? sumOf(earlier),
  };
  return { kind: 'wage_replacement', inputs, lines: [wageReplacementLine(schedule, inputs)] };
};

const disability = (
  { statementId, disability: kind, items }: StatedDisability,
  { schedule, inputs: cover }: DecidingCover,
  claim: Claim,
): Drafted => {
  const { approved, earlier } = before(claim.benefits, ['disability', statementId], isDisability);
  const others = earlier.map((one) => ({
    kind: one.inputs.disability,
    items: one.inputs.items,
  }));
  const taken = others.reduce((sum, one) => sum + thousandthsTaken(schedule, one), 0);
  const inputs = {
    ...cover,
    statementId,
    statedTenths: disabilityStatement(claim, statementId).percentTenths,
    disability: kind,
    items,
    thousandthsBefore: approved?.inputs.thousandthsBefore ?? taken,
    totalBefore:
      approved?.inputs.totalBefore ?? others.some((one) => one.kind === 'total_permanent'),
  };
  const lines = disabilityLines(schedule, { ...inputs, kind });
  return { kind: 'disability', inputs, lines };
};

const device = (
  bill: DeviceBill,
  { schedule, inputs: cover }: DecidingCover,
  { benefits }: Claim,
): Drafted => {
  const { approved, earlier } = before(benefits, ['device', bill.invoiceRef], isDevice);
  const granted = earlier.flatMap(({ inputs: { items }, lines }) =>
    items.map(({ device: code }, index) => ({
      device: code,
      granted: lines[index]?.granted ?? NOTHING,
    })),
  );
  const grantedBefore = approved?.inputs.grantedBefore ?? granted;
  const inputs = { ...cover, ...bill, grantedBefore };
  return { kind: 'device', inputs, lines: deviceLines(schedule, inputs) };
};

const homeCare = (
  bill: HomeCareBill,
  { schedule, inputs: cover }: DecidingCover,
  { benefits }: Claim,
): Drafted => {
  const { partner } = knownFacility(bill.facilityId);
  const purpose = ['home_care', bill.facilityId, bill.invoiceRef];
  const { approved, earlier } = before(benefits, purpose, isHomeCare);
  const other = earlier.find(({ inputs }) => inputs.careSince !== bill.careSince);
  if (other) throw new Rejection('home-care-since-differs', { recorded: other.inputs.careSince });
  const grantedBefore = approved?.inputs.grantedBefore ?? sumOf(earlier);
  const inputs = { ...cover, ...bill, partner, grantedBefore };
  return { kind: 'home_care', inputs, lines: homeCareLines(schedule, inputs) };
};

type Of<Kind extends Assessed['kind']> = Extract<Assessed, { readonly kind: Kind }>;
const isTransport = (one: Assessed): one is Of<'transport'> => one.kind === 'transport';
const isWageReplacement = (one: Assessed): one is Of<'wage_replacement'> =>
  one.kind === 'wage_replacement';
const isDisability = (one: Assessed): one is Of<'disability'> => one.kind === 'disability';
const isDevice = (one: Assessed): one is Of<'device'> => one.kind === 'device';
const isHomeCare = (one: Assessed): one is Of<'home_care'> => one.kind === 'home_care';

const sumOf = (benefits: readonly Assessed[]): Rupiah => total(benefits.map((one) => one.total));

/**
 * What this accident was granted of a kind before the benefit of that purpose, in the order of assessment; what nobody
 * was covered for took nothing away. Once it is approved it keeps what was counted then: those after it have counted it,
 * and money that did not arrive must still be able to go out again.
 */
const before = <One extends Assessed>(
  benefits: Benefits,
  purpose: ReturnType<typeof purposeOf>,
  isOfKind: (one: Assessed) => one is One,
): { readonly approved: One | null; readonly earlier: readonly One[] } => {
  const all = inOrder(benefits.benefits);
  const index = all.findIndex((one) => isLive(one) && sameFacts(purposeOf(one.assessed), purpose));
  const own = all[index];
  const earlier = all
    .slice(0, own ? index : all.length)
    .filter((one) => holds(benefits, one))
    .map(({ assessed }) => assessed)
    .filter(isOfKind)
    .filter(({ inputs, total: granted }) => inputs.cover === 'covered' || granted > 0);
  const approved = own?.approval && isOfKind(own.assessed) ? own.assessed : null;
  return { approved, earlier };
};
