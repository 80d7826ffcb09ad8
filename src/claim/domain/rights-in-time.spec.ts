import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve } from '../../payout/domain/testing/asks';
import { claimDecider } from './claim.decider';
import type { ClaimCommand, ClaimFacts } from './claim.commands';
import type { ClaimEvent, DoctorStatementRecorded } from './claim.events';
import {
  accept,
  accidentReported,
  assessAccident,
  assessDays,
  assessDeath,
  assessJourney,
  assessTreatment,
  bill,
  deathReported,
  heirsEstablished,
} from './testing/claims';
import {
  accidentAtWork,
  facts,
  paidFor,
  participant,
  period,
  withoutCover,
} from './testing/people';

// Rights that time takes away or holds back: an expiry, and cash after arrears.

const given = specificationOf(claimDecider);
const day = calendarDay;

const assessedBy = (history: readonly ClaimEvent[], command: ClaimCommand) => {
  const [event] = claimDecider.decide(command, stateOf(claimDecider, history));
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event;
};
const told = (history: readonly ClaimEvent[], command: ClaimCommand) => {
  const { total, inputs, lines } = assessedBy(history, command).data;
  return { total, cover: inputs.cover, reasons: lines.flatMap(({ reasons }) => reasons) };
};

describe('The right to claim an accident', () => {
  const since = (from: string): ClaimFacts =>
    facts({
      participant: participant({
        periods: [period({ from: day(from), lastCoveredOn: day('2024-12-31') })],
        contributions: [],
      }),
    });
  const accident = (occurredOn: string, reportedOn: string) =>
    accidentReported({ occurredOn: day(occurredOn), reportedOn: day(reportedOn) });
  const journey = (on: string) => assessJourney('sea', on, 900_000, { facts: since(on) });

  it.each([
    ['PP 44/2015', '2019-12-01', '2021-11-30', 'the day before the last', true],
    ['PP 44/2015', '2019-12-01', '2021-12-01', 'the last day of two years', true],
    ['PP 44/2015', '2019-12-01', '2021-12-02', 'the day after', false],
    ['PP 82/2019', '2019-12-02', '2021-12-03', 'a day after two years', true],
    ['PP 82/2019', '2019-12-02', '2024-12-01', 'the day before the last', true],
    ['PP 82/2019', '2019-12-02', '2024-12-02', 'the last day of five years', true],
  ] as const)('under %s (%s), reported on %s, %s: stands %s', (...row) => {
    const [citation, occurredOn, reportedOn, , stands] = row;
    expect(told([accident(occurredOn, reportedOn)], journey(occurredOn))).toEqual(
      stands
        ? { total: 900_000, cover: 'covered', reasons: [] }
        : { total: 0, cover: 'expired', reasons: [{ code: 'claim_expired', citation }] },
    );
  });
  it('under PP 82/2019 is gone on the day after five years, and cites it', () => {
    expect(told([accident('2019-12-02', '2024-12-03')], journey('2019-12-02'))).toEqual({
      total: 0,
      cover: 'expired',
      reasons: [{ code: 'claim_expired', citation: 'PP 82/2019' }],
    });
  });

  it('is asked for at the acceptance, and at each approval', () => {
    const late = accident('2019-12-02', '2024-12-03');
    given(late)
      .when(accept(since('2019-12-02')))
      .thenRejected('claim-expired');
    const inTime = stateOf(claimDecider, [accident('2019-12-02', '2024-12-02')]);
    const accepted = claimDecider.decide(accept(since('2019-12-02')), inTime);
    expect(accepted.map(({ type }) => type)).toEqual(['ClaimAccepted']);
    const assessed = assessedBy([late], journey('2019-12-02'));
    given(late, assessed)
      .when(approve(assessed.data.benefitId, since('2019-12-02')))
      .thenRejected('claim-expired');
  });
  it('does not expire where there never was one', () => {
    const outside = facts({ participant: withoutCover });
    expect(
      told(
        [accident('2019-12-02', '2024-12-03')],
        assessJourney('sea', '2019-12-02', 1, { facts: outside }),
      ),
    ).toMatchObject({ cover: 'not_covered' });
  });

  it('keeps the right of a death that follows, however late that is reported', () => {
    const death = deathReported({
      cause: 'work_accident',
      accidentClaimId: 'clm-2',
      diedOn: day('2024-11-05'),
    });
    const known = (reportedOn: string) => ({
      ...since('2019-12-02'),
      accident: { ...accidentAtWork, eventDay: day('2019-12-02'), reportedOn: day(reportedOn) },
    });
    const sum = (reportedOn: string) =>
      told([death, heirsEstablished], assessDeath(known(reportedOn))).total;
    expect(sum('2019-12-10')).toBe(70_000_000);
    expect(sum('2024-12-03')).toBe(0);
  });
  it('is no matter of a death that work has not caused', () => {
    const death = deathReported({ reportedOn: day('2034-11-06'), knownOn: day('2034-11-06') });
    expect(told([death, heirsEstablished], assessDeath())).toMatchObject({
      total: 42_000_000,
      cover: 'covered',
    });
  });
});

describe('Cash after arrears of up to three months', () => {
  // Covered since July; August to October were unpaid on the day of the accident, 5 November.
  const late = (paidLater: boolean, firstPaid = '2024-07'): ClaimFacts =>
    facts({
      participant: participant({
        periods: [period({ from: day('2024-07-01') })],
        contributions: [
          paidFor(firstPaid, firstPaid),
          ...(paidLater ? [{ ...paidFor('2024-08', '2024-12'), paidOn: day('2024-11-25') }] : []),
        ],
      }),
    });
  const stated = (outcome: 'recovered' | 'disabled' | 'died'): DoctorStatementRecorded => ({
    type: 'DoctorStatementRecorded',
    data: {
      statementId: 'sta-1',
      outcome,
      statedOn: day('2024-11-20'),
      receivedOn: day('2024-11-21'),
      percentTenths: outcome === 'disabled' ? 50 : null,
      by: 'siti',
    },
  });
  const accident = accidentReported();
  const days = (read: ClaimFacts) => assessDays('2024-11-06', '2024-11-15', { facts: read });
  const article = 'PP 44/2015 art. 39';

  it('waits while they are unpaid, also after the recovery', () => {
    for (const history of [[accident], [accident, stated('recovered')]])
      expect(told(history, days(late(false)))).toEqual({
        total: 0,
        cover: 'in_arrears',
        reasons: [{ code: 'contributions_in_arrears', citation: article }],
      });
  });
  it('waits for the recovery once they are paid', () => {
    expect(told([accident], days(late(true)))).toEqual({
      total: 0,
      cover: 'awaits_recovery',
      reasons: [{ code: 'cash_after_recovery', citation: article }],
    });
  });
  it.each(['recovered', 'disabled', 'died'] as const)(
    'is paid once both are there: %s',
    (outcome) => {
      const heirs = outcome === 'died' ? heirsEstablished.data.heirs : null;
      const read = { ...late(true), heirs };
      expect(told([accident, stated(outcome)], days(read))).toEqual({
        total: 333_333,
        cover: 'covered',
        reasons: [],
      });
    },
  );
  it('waits of a journey and a device too, and not of treatment', () => {
    const device = assessAccident(
      {
        kind: 'device',
        inputs: {
          supplier: 'Optik Sekayu',
          invoiceRef: 'inv-9',
          obtainedOn: day('2024-11-10'),
          items: [{ device: 'glasses', cost: rupiah(500_000), referencePrice: null }],
        },
      },
      { facts: late(true) },
    );
    const journey = assessJourney('sea', '2024-11-05', 900_000, { facts: late(true) });
    for (const command of [device, journey])
      expect(told([accident], command)).toMatchObject({ total: 0, cover: 'awaits_recovery' });
    expect(told([accident], assessTreatment(bill, late(true)))).toMatchObject({
      total: 3_200_000,
      cover: 'covered',
    });
  });
  it.each([
    ['one month', '2024-09', 'awaits_recovery'],
    ['no month', '2024-10', 'covered'],
  ])('waits after arrears of %s', (_, lastPaid, cover) => {
    const read = facts({
      participant: participant({
        periods: [period({ from: day('2024-07-01') })],
        contributions: [
          paidFor('2024-07', lastPaid),
          { ...paidFor('2024-08', '2024-12'), paidOn: day('2024-11-25') },
        ],
      }),
    });
    expect(told([accident], days(read)).cover).toBe(cover);
  });
  it('waits for nothing where nothing was due on the day', () => {
    expect(told([accident], days(late(true, '2024-10')))).toMatchObject({ total: 333_333 });
  });
  it('is never paid after more than three months, recovered and paid or not', () => {
    const four = accidentReported({ occurredOn: day('2024-11-16'), reportedOn: day('2024-11-16') });
    const asked = assessDays('2024-11-17', '2024-11-19', { facts: late(true) });
    expect(told([four, stated('recovered')], asked)).toMatchObject({
      total: 0,
      cover: 'arrears_too_long',
    });
    const three = accidentReported({
      occurredOn: day('2024-11-15'),
      reportedOn: day('2024-11-15'),
    });
    expect(told([three, stated('recovered')], asked)).toMatchObject({ cover: 'covered' });
  });

  it('that waits can be approved by nobody, and is assessed anew after the recovery', () => {
    const held = assessedBy([accident], days(late(true)));
    given(accident, held)
      .when(approve(held.data.benefitId, late(true)))
      .thenRejected('cash-after-recovery');
    const returned: ClaimEvent = {
      type: 'BenefitReturned',
      data: { benefitId: held.data.benefitId, reasonCode: 'recovered', by: 'budi' },
    };
    expect(told([accident, held, returned, stated('recovered')], days(late(true))).total).toBe(
      333_333,
    );
  });
  it('that waited counts no day: the next slice begins the running total', () => {
    const held = assessedBy([accident], days(late(true)));
    const next = assessDays('2024-11-16', '2024-11-19', { facts: late(true) });
    expect(told([accident, held, stated('recovered')], next).total).toBe(133_333);
  });
});
