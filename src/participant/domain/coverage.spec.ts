import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import type { Agreement } from '../../programme/domain/programme.events';
import type { AskedCover, CoverParticipant, RefuseCover, StartCover } from './participant.commands';
import { participantDecider } from './participant.decider';
import type { CoverageRefused, CoverageStarted } from './participant.events';
import {
  agreement,
  asked,
  by,
  died,
  enrolled,
  forgotten,
  given,
  participantId,
  periodId,
  requested,
  started,
} from './testing/covered';

const day = calendarDay;

const cover = (
  changed: Partial<AskedCover> = {},
  agreed: Partial<Agreement> = {},
  papers: Partial<Pick<CoverParticipant['data'], 'listId' | 'reference' | 'kpj'>> = {},
): CoverParticipant => ({
  type: 'CoverParticipant',
  data: {
    participantId,
    asked: { ...asked, ...changed },
    agreement: { ...agreement, ...agreed },
    listId: null,
    reference: null,
    kpj: null,
    by,
    ...papers,
  },
});
const refused: CoverageRefused = {
  type: 'CoverageRefused',
  data: { periodId: periodId(), ground: 'active_employee', reference: 'BPJS-1', by },
};
describe('Cover that the payer confirms', () => {
  it('is asked for, with the schemes and the money of the agreement', () =>
    given(enrolled).when(cover()).then(requested()));

  it('says so where it stands on a list', () =>
    given(enrolled)
      .when(cover({}, {}, { listId: 'list-1', reference: 'row 7' }))
      .then(requested({ listId: 'list-1', source: 'list', reference: 'row 7' })));

  it('is asked for nobody who was erased: no report would find him', () =>
    given(forgotten).when(cover()).thenRejected('person-erased'));

  it('keeps the number of the card, where there is one already', () =>
    given(enrolled)
      .when(cover({}, {}, { kpj: '99016000001' }))
      .then({ ...requested(), personal: { [participantId]: { kpj: '99016000001' } } }));

  it('says nothing the second time, also once the payer has started it', () => {
    given(enrolled, requested()).when(cover()).thenNothing();
    given(enrolled, requested(), started()).when(cover()).thenNothing();
  });

  it('says nothing the second time where the payer has started it on a later day', () =>
    given(enrolled, requested(), started({ periodId: periodId(), from: day('2025-04-15') }))
      .when(cover())
      .thenNothing());

  it('with another card is never swallowed as a repeat', () =>
    given(enrolled, requested(), startedByPayer())
      .when(cover({}, {}, { kpj: '99016000002' }))
      .thenRejected('coverage-overlaps'));

  it('is asked for anew once the payer has refused it, as another period', () =>
    given(enrolled, requested(), refused)
      .when(cover())
      .then(requested({ periodId: periodId(asked.from, 1) })));
});

describe('Cover that needs no confirmation', () => {
  const atOnce = { confirmation: 'none', payer: 'office', mode: 'disbursed' } as const;

  it('starts at once', () =>
    given(enrolled)
      .when(cover({}, atOnce))
      .then(started({ source: 'office' })));

  it('starts with the number of the card, where there is one', () =>
    given(enrolled)
      .when(cover({}, atOnce, { kpj: '99016000001' }))
      .then({
        ...started({ source: 'office' }),
        personal: { [participantId]: { kpj: '99016000001' } },
      }));

  it('says nothing the second time', () =>
    given(enrolled, started({ source: 'office' }))
      .when(cover({}, atOnce))
      .thenNothing());
});

describe('A period of cover', () => {
  it.each([
    ['begins on the first day of the programme and ends on its last', {}],
    ['may be a single day', { from: day('2025-12-31') }],
  ])('%s', (_what, changed) => given(enrolled).when(cover(changed)).then(requested(changed)));

  it.each([
    ['the day before the programme', { from: day('2025-03-31') }],
    ['the day after it', { lastCoveredOn: day('2026-01-01') }],
  ])('never reaches %s', (_what, changed) =>
    given(enrolled).when(cover(changed)).thenRejected('outside-programme'),
  );

  it('never ends before it begins', () =>
    given(enrolled)
      .when(cover({ from: day('2025-06-02'), lastCoveredOn: day('2025-06-01') }))
      .thenRejected('period-reversed'));

  it('ends with a death, and so may begin on that day but not later', () => {
    given(enrolled, died('2025-04-01')).when(cover()).then(requested());
    given(enrolled, died('2025-03-31')).when(cover()).thenRejected('recorded-deceased');
  });
});

describe('Two periods of cover', () => {
  const may = { from: day('2025-05-01'), lastCoveredOn: day('2025-05-31') };
  const history = [enrolled, requested(may)];

  it.each([
    [
      'the day before the other begins',
      { from: day('2025-04-01'), lastCoveredOn: day('2025-04-30') },
    ],
    ['the day after the other has ended', { from: day('2025-06-01') }],
  ])('may meet: one ends or begins %s', (_what, changed) =>
    given(...history)
      .when(cover(changed))
      .then(requested(changed)),
  );

  it.each([
    [
      'ends on the first day of the other',
      { from: day('2025-04-01'), lastCoveredOn: day('2025-05-01') },
    ],
    ['begins on the last day of the other', { from: day('2025-05-31') }],
    ['lies inside the other', { from: day('2025-05-10'), lastCoveredOn: day('2025-05-10') }],
    ['holds the other inside', {}],
    ['is the other with another income', { ...may, declaredIncome: rupiah(2_000_000) }],
    ['is the other with another end', { ...may, lastCoveredOn: day('2025-05-30') }],
  ])('never share a day: one %s', (_what, changed) =>
    given(...history)
      .when(cover(changed))
      .thenRejected('coverage-overlaps'),
  );

  it('never share a day under two programmes either', () =>
    given(...history)
      .when(cover({ ...may, programme: 'desa-2025' }))
      .thenRejected('coverage-overlaps'));

  it('may share a day where no scheme is the same', () => {
    const deathOnly = { ...may, programme: 'desa-2025', schemes: ['jkm' as const] };
    given(enrolled, requested({ ...may, schemes: ['jkk'] }))
      .when(cover({ ...may, programme: 'desa-2025' }, { schemes: ['jkm'] }))
      .then(requested(deathOnly));
    given(enrolled, requested({ ...may, schemes: ['jkk'] }))
      .when(cover({ ...may, programme: 'desa-2025' }))
      .thenRejected('coverage-overlaps');
  });

  it('may share a day where the payer has refused the first', () =>
    given(enrolled, requested(), refused)
      .when(cover({ lastCoveredOn: day('2025-11-30') }))
      .then(requested({ periodId: periodId(asked.from, 1), lastCoveredOn: day('2025-11-30') })));

  it('never share an id, also where the first was started later than it was asked for', () => {
    const first = [requested(), started({ periodId: periodId(), from: day('2025-04-15') })];
    const upToThen = { lastCoveredOn: day('2025-04-14') };
    given(enrolled, ...first)
      .when(cover(upToThen))
      .then(requested({ periodId: periodId(asked.from, 1), ...upToThen }));
  });
});

const start = (changed: Partial<StartCover['data']> = {}): StartCover => ({
  type: 'StartCover',
  data: {
    participantId,
    periodId: periodId(),
    from: asked.from,
    reference: 'BPJS-1',
    kpj: '99016000001',
    by: 'enroller-2',
    ...changed,
  },
});
const startedByPayer = (from = asked.from): CoverageStarted => ({
  ...started({ periodId: periodId(), from, reference: 'BPJS-1', by: 'enroller-2' }),
  personal: { [participantId]: { kpj: '99016000001' } },
});

describe("The payer's start of cover", () => {
  it('repeats the terms that were asked for, with the number of the card', () =>
    given(enrolled, requested({ listId: 'list-1', source: 'list' }))
      .when(start())
      .then(startedByPayer()));

  it.each(['2025-04-02', '2025-12-31'])('may be a later day of the period: %s', (from) =>
    given(enrolled, requested())
      .when(start({ from: day(from) }))
      .then(startedByPayer(day(from))),
  );

  it.each(['2025-03-31', '2026-01-01'])('is never a day outside the period: %s', (from) =>
    given(enrolled, requested())
      .when(start({ from: day(from) }))
      .thenRejected('outside-period'),
  );

  it('seals nothing where there is no number', () => {
    const { personal: _personal, ...unnumbered } = startedByPayer();
    given(enrolled, requested())
      .when(start({ kpj: null }))
      .then(unnumbered);
  });

  it('says nothing the second time', () =>
    given(enrolled, requested(), startedByPayer()).when(start()).thenNothing());

  it('on another day is never swallowed as a repeat', () =>
    given(enrolled, requested(), startedByPayer())
      .when(start({ from: day('2025-05-01') }))
      .thenRejected('period-not-requested'));

  it.each([
    ['card', { kpj: '99016000002' }],
    ['paper', { reference: 'BPJS-2' }],
  ])('by another %s is never swallowed as a repeat', (_what, changed) =>
    given(enrolled, requested(), startedByPayer())
      .when(start(changed))
      .thenRejected('period-not-requested'),
  );

  it('says nothing the second time where the repeat is silent on card and paper', () =>
    given(enrolled, requested(), startedByPayer())
      .when(start({ kpj: null, reference: null }))
      .thenNothing());

  it('says nothing the second time where the card was erased meanwhile', () =>
    given(enrolled, requested(), { ...startedByPayer(), personal: { [participantId]: 'erased' } })
      .when(start())
      .thenNothing());

  it('is refused by name of what is recorded, and never of the card', () => {
    const known = [enrolled, requested(), startedByPayer()].reduce(
      participantDecider.evolve,
      participantDecider.initialState,
    );
    const facts = { periodId: periodId(), status: 'started', from: asked.from, ground: null };
    expect(() => participantDecider.decide(start({ kpj: '99016000002' }), known)).toThrow(
      expect.objectContaining({ facts: { ...facts, reference: 'BPJS-1' } }) as Error,
    );
  });

  it('may be the day of a recorded death, and never a later one', () => {
    given(enrolled, requested(), died('2025-04-01')).when(start()).then(startedByPayer());
    given(enrolled, requested(), died('2025-04-01'))
      .when(start({ from: day('2025-04-02') }))
      .thenRejected('recorded-deceased');
    given(enrolled, requested(), died('2025-03-31'))
      .when(start())
      .thenRejected('recorded-deceased');
  });

  it('says nothing the second time, also where a death before it has become known since', () =>
    given(enrolled, requested(), startedByPayer(), died('2025-03-31')).when(start()).thenNothing());

  it('never comes after a refusal', () =>
    given(enrolled, requested(), refused).when(start()).thenRejected('period-not-requested'));

  it('is refused for a period that nobody asked for', () =>
    given(enrolled, requested())
      .when(start({ periodId: 'another' }))
      .thenRejected('not-found'));
});

const refuse = (changed: Partial<RefuseCover['data']> = {}): RefuseCover => ({
  type: 'RefuseCover',
  data: {
    participantId,
    periodId: periodId(),
    ground: 'active_employee',
    reference: 'BPJS-1',
    by,
    ...changed,
  },
});

describe("The payer's refusal of cover", () => {
  it('is recorded with its ground', () =>
    given(enrolled, requested()).when(refuse()).then(refused));

  it('says nothing the second time', () =>
    given(enrolled, requested(), refused).when(refuse()).thenNothing());

  it('by another paper is never swallowed as a repeat', () =>
    given(enrolled, requested(), refused)
      .when(refuse({ reference: 'BPJS-2' }))
      .thenRejected('period-not-requested'));

  it('on another ground is never swallowed as a repeat', () =>
    given(enrolled, requested(), refused)
      .when(refuse({ ground: 'deceased' }))
      .thenRejected('period-not-requested'));

  it('of a period that was asked for anew may have another ground', () => {
    const anew = periodId(asked.from, 1);
    given(enrolled, requested(), refused, requested({ periodId: anew }))
      .when(refuse({ periodId: anew, ground: 'deceased' }))
      .then({ ...refused, data: { ...refused.data, periodId: anew, ground: 'deceased' } });
  });

  it('never comes after the start', () =>
    given(enrolled, requested(), started()).when(refuse()).thenRejected('period-not-requested'));

  it('is refused for a period that nobody asked for', () =>
    given(enrolled).when(refuse()).thenRejected('not-found'));
});
