import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { type AgreeProgramme, programmeDecider } from './programme.decider';
import type { Agreement, Payer, PaymentMode, ProgrammeAgreed } from './programme.events';

const given = specificationOf(programmeDecider);

const agreement: Agreement = {
  agreementNumber: '560/12/PKS/2025',
  agreedOn: calendarDay('2025-03-20'),
  legalBasis: 'Perbup 7/2025',
  quota: 45_000,
  from: calendarDay('2025-04-01'),
  lastDay: calendarDay('2025-12-31'),
  tariff: { jkk: rupiah(10_000), jkm: rupiah(6_800) },
  schemes: ['jkk', 'jkm'],
  payer: 'bpjs',
  mode: 'recorded',
  fundedBy: 'apbd',
  confirmation: 'payer',
  branch: 'Palembang',
};
const agree = (changed: Partial<Agreement> = {}, by = 'admin-1'): AgreeProgramme => ({
  type: 'AgreeProgramme',
  data: { agreement: { ...agreement, ...changed }, by },
});
const agreed: ProgrammeAgreed = { type: 'ProgrammeAgreed', data: { ...agreement, by: 'admin-1' } };

describe('Agreeing a programme', () => {
  it('is recorded with all its terms and who recorded it', () =>
    given().when(agree()).then(agreed));

  it('says nothing the second time, whoever says it', () => {
    given(agreed).when(agree()).thenNothing();
    given(agreed).when(agree({}, 'admin-2')).thenNothing();
  });

  it.each<[string, Partial<Agreement>]>([
    ['another number', { agreementNumber: '560/13/PKS/2025' }],
    ['another quota', { quota: 13_190 }],
    ['another last day', { lastDay: calendarDay('2026-03-31') }],
    ['another tariff', { tariff: { jkk: rupiah(10_000), jkm: rupiah(6_801) } }],
    ['one scheme less', { schemes: ['jkk'] }],
    ['another confirmation', { confirmation: 'none' }],
    ['terms that are wrong besides', { lastDay: calendarDay('2020-01-01') }],
  ])('never swallows %s under the same code', (_what, changed) =>
    given(agreed).when(agree(changed)).thenRejected('already-agreed'),
  );

  it('names the agreement that stands', () =>
    expect(() =>
      programmeDecider.decide(agree({ quota: 1 }), programmeDecider.evolve(none, agreed)),
    ).toThrow(expect.objectContaining({ facts: { agreementNumber: '560/12/PKS/2025' } }) as Error));

  it('may be for a single day', () => {
    const oneDay = { lastDay: agreement.from };
    given()
      .when(agree(oneDay))
      .then({ type: 'ProgrammeAgreed', data: { ...agreement, ...oneDay, by: 'admin-1' } });
  });

  it('is refused where it ends before it begins', () =>
    given()
      .when(agree({ lastDay: calendarDay('2025-03-31') }))
      .thenRejected('period-reversed'));
});

describe('Who pays and how', () => {
  it.each<[Payer, PaymentMode]>([
    ['bpjs', 'recorded'],
    ['office', 'disbursed'],
  ])('go together for %s and %s', (payer, mode) => {
    given()
      .when(agree({ payer, mode }))
      .then({ type: 'ProgrammeAgreed', data: { ...agreement, payer, mode, by: 'admin-1' } });
  });

  it.each<[Payer, PaymentMode, string]>([
    ['bpjs', 'disbursed', 'the office sends no money of the payer'],
    ['office', 'recorded', 'nobody else decides on money of the office'],
  ])('do not for %s and %s: %s', (payer, mode) =>
    given().when(agree({ payer, mode })).thenRejected('payer-mode'),
  );
});

const none = programmeDecider.initialState;
