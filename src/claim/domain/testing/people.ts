import { calendarDay, calendarMonth, monthsFrom } from '../../../kernel/calendar-day';
import { rupiah } from '../../../kernel/rupiah';
import {
  type Contribution,
  initialState,
  type Member,
  type Participant,
  type Period,
} from '../../../participant/domain/participant';
import type { Relation } from '../../../participant/domain/participant.events';
import type { PaymentTerms } from '../../../programme/domain/programme.events';
import type { AccidentFacts, ClaimFacts } from '../claim.commands';
import { NOTHING_ELSEWHERE } from '../claimed-once';

// Made-up people. Siti assesses, Budi approves, Ani pays; Dewi and Joko stand beside them.

export const participantId = 'par-1';
export const widow = 'mem-widow';
export const daughter = 'mem-daughter';
export const son = 'mem-son';
export const mother = 'mem-mother';
export const uncle = 'mem-uncle';

export const today = calendarDay('2024-12-02');
export const programme = 'MUBA-2024';
export const place = { subDistrictCode: '16.06.05', villageCode: '16.06.05.2001' };

const member = (memberId: string, relation: Relation, birthDate: string): Member => ({
  memberId,
  relation,
  legalChild: relation === 'child',
  details: { name: 'Tanpa Nama', nik: null, birthDate: calendarDay(birthDate) },
});

/** A wife, a grown daughter, a son of nine, a mother, and a friend of the family who may be a guardian. */
export const family: readonly Member[] = [
  member(widow, 'spouse', '1985-02-01'),
  member(daughter, 'child', '2004-02-01'),
  member(son, 'child', '2015-02-01'),
  member(mother, 'parent', '1960-02-01'),
  member(uncle, 'guardian', '1980-02-01'),
];

export const period = (terms: Partial<Period> = {}): Period => ({
  periodId: 'per-1',
  programme,
  schemes: ['jkk', 'jkm'],
  from: calendarDay('2024-10-01'),
  lastCoveredOn: calendarDay('2024-12-31'),
  declaredIncome: rupiah(1_000_000),
  fundedBy: 'apbd',
  status: 'started',
  refusedFor: null,
  ...terms,
});

export const paidFor = (from: string, to: string): Contribution => ({
  paymentId: `pay-${from}`,
  programme,
  months: monthsFrom(calendarMonth(from), calendarMonth(to)),
  amount: rupiah(50_400),
  paidOn: calendarDay(`${from}-01`),
});

/** Covered from October to December 2024, at the lowest income. */
export const participant = (changed: Partial<Participant> = {}): Participant => ({
  ...initialState,
  periods: [period()],
  contributions: [paidFor('2024-10', '2024-12')],
  family,
  ...changed,
});

export const disbursed: PaymentTerms = { payer: 'office', mode: 'disbursed' };
export const recorded: PaymentTerms = { payer: 'bpjs', mode: 'recorded' };

/** What was read elsewhere: the office pays by itself. */
export const facts = (changed: Partial<ClaimFacts> = {}): ClaimFacts => ({
  participant: participant(),
  participantVersion: 7,
  terms: disbursed,
  accident: null,
  heirs: null,
  elsewhere: NOTHING_ELSEWHERE,
  ...changed,
});

export const accidentAtWork: AccidentFacts = {
  status: 'accepted',
  eventDay: calendarDay('2024-11-01'),
  reportedOn: calendarDay('2024-11-02'),
  workAccident: true,
};

// The same participant as other facts have it.
export const withoutCover = participant({ periods: [] });
export const withCoverUntil = (lastCoveredOn: string): Participant =>
  participant({ periods: [period({ lastCoveredOn: calendarDay(lastCoveredOn) })] });
export const withIncome = (income: number): Participant =>
  participant({ periods: [period({ declaredIncome: rupiah(income) })] });
