import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import type {
  AnnulCover,
  CorrectCover,
  CoverParticipant,
  EndCover,
  ExtendCover,
} from './participant.commands';
import type {
  CoverageAnnulled,
  CoverageCorrected,
  CoverageEnded,
  CoverageExtended,
  CoverageRefused,
} from './participant.events';
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
const spring = { from: day('2025-04-01'), lastCoveredOn: day('2025-06-30') };
const autumn = { from: day('2025-09-01'), lastCoveredOn: day('2025-11-30') };
const refused: CoverageRefused = {
  type: 'CoverageRefused',
  data: { periodId: periodId(), ground: 'active_employee', reference: null, by },
};
const annulled: CoverageAnnulled = {
  type: 'CoverageAnnulled',
  data: { periodId: periodId(), reasonCode: 'wrong_person', by },
};
const about = { participantId, periodId: periodId(), by };
const why = { reasonCode: 'agreement_extended', reference: 'BPJS-9' };

const extend = (lastCoveredOn: string, id = periodId()): ExtendCover => ({
  type: 'ExtendCover',
  data: { ...about, periodId: id, lastCoveredOn: day(lastCoveredOn), ...why, agreement },
});
const extended = (lastCoveredOn: string): CoverageExtended => ({
  type: 'CoverageExtended',
  data: { periodId: periodId(), lastCoveredOn: day(lastCoveredOn), ...why, by },
});

describe('Extending cover', () => {
  it.each([
    ['the day after its last', '2025-07-01'],
    ['the day before another period', '2025-08-31'],
  ])('goes on to %s', (_what, last) =>
    given(enrolled, started(spring), started(autumn)).when(extend(last)).then(extended(last)),
  );

  it('goes on to the last day of the programme, also before the payer has started it', () =>
    given(enrolled, requested(spring)).when(extend('2025-12-31')).then(extended('2025-12-31')));

  it('goes on for nobody who was erased', () =>
    given(forgotten, started(spring)).when(extend('2025-07-31')).thenRejected('person-erased'));

  it('says nothing the second time', () =>
    given(enrolled, started(spring), extended('2025-07-31'))
      .when(extend('2025-07-31'))
      .thenNothing());

  it.each([
    ['an earlier day', '2025-06-29', 'extension-not-later'],
    ['the first day of another period', '2025-09-01', 'coverage-overlaps'],
    ['the day after the programme', '2026-01-01', 'outside-programme'],
  ])('never goes on to %s', (_what, last, code) =>
    given(enrolled, started(spring), started(autumn)).when(extend(last)).thenRejected(code),
  );

  it('is over with the day of death', () => {
    given(enrolled, started(spring), died('2025-07-01'))
      .when(extend('2025-07-01'))
      .then(extended('2025-07-01'));
    given(enrolled, started(spring), died('2025-06-30'))
      .when(extend('2025-07-01'))
      .thenRejected('recorded-deceased');
  });

  it('needs a period that was neither refused nor annulled', () => {
    given(enrolled, requested(spring), refused)
      .when(extend('2025-07-01'))
      .thenRejected('period-over');
    given(enrolled, started(spring), annulled)
      .when(extend('2025-07-01'))
      .thenRejected('period-over');
    given(enrolled).when(extend('2025-07-01')).thenRejected('not-found');
  });
});

const end = (lastCoveredOn: string): EndCover => ({
  type: 'EndCover',
  data: { ...about, lastCoveredOn: day(lastCoveredOn), reasonCode: 'employed', reference: null },
});
const ended = (lastCoveredOn: string): CoverageEnded => ({
  type: 'CoverageEnded',
  data: {
    periodId: periodId(),
    lastCoveredOn: day(lastCoveredOn),
    reasonCode: 'employed',
    reference: null,
    by,
  },
});

describe('Ending cover early', () => {
  it.each(['2025-04-01', '2025-06-29'])('may leave %s as the last day', (last) =>
    given(enrolled, started(spring)).when(end(last)).then(ended(last)),
  );

  it('says nothing the second time, and nothing of the day on which it ends anyway', () => {
    given(enrolled, started(spring), ended('2025-05-31')).when(end('2025-05-31')).thenNothing();
    given(enrolled, started(spring)).when(end('2025-06-30')).thenNothing();
  });

  it.each([
    ['the day before it begins', '2025-03-31', 'outside-period'],
    ['the day after its last', '2025-07-01', 'ending-not-earlier'],
  ])('is never %s', (_what, last, code) =>
    given(enrolled, started(spring)).when(end(last)).thenRejected(code),
  );

  it('on another day is never swallowed as a repeat', () =>
    given(enrolled, started(spring), ended('2025-05-15'))
      .when(end('2025-05-20'))
      .thenRejected('ending-not-earlier'));

  it('makes room for another period from the day after', () =>
    given(enrolled, started(spring), ended('2025-05-15'))
      .when(coverFrom('2025-05-16'))
      .then(requested({ from: day('2025-05-16'), lastCoveredOn: day('2025-12-31') })));
});

const coverFrom = (from: string): CoverParticipant => ({
  type: 'CoverParticipant',
  data: {
    participantId,
    asked: { ...asked, from: day(from) },
    agreement,
    listId: null,
    reference: null,
    kpj: null,
    by,
  },
});

const correct = (changed: Partial<CorrectCover['data']> = {}): CorrectCover => ({
  type: 'CorrectCover',
  data: {
    ...about,
    from: null,
    lastCoveredOn: null,
    declaredIncome: null,
    fundedBy: null,
    kpj: null,
    reasonCode: 'typing_error',
    reference: null,
    agreement,
    ...changed,
  },
});
const corrected = (changed: Partial<CoverageCorrected['data']> = {}): CoverageCorrected => ({
  type: 'CoverageCorrected',
  data: {
    periodId: periodId(),
    ...spring,
    declaredIncome: asked.declaredIncome,
    fundedBy: 'apbd',
    reasonCode: 'typing_error',
    reference: null,
    by,
    ...changed,
  },
});

describe('Correcting a period of cover', () => {
  it.each([
    ['the first day', { from: day('2025-04-02') }],
    ['the last day', { lastCoveredOn: day('2025-06-29') }],
    ['the declared income', { declaredIncome: rupiah(2_000_000) }],
    ['who pays', { fundedBy: 'village_fund' as const }],
  ])('says %s anew and the rest as it was', (_what, changed) =>
    given(enrolled, started(spring)).when(correct(changed)).then(corrected(changed)),
  );

  it('names another card, sealed', () =>
    given(enrolled, started(spring))
      .when(correct({ kpj: '99016000009' }))
      .then({ ...corrected(), personal: { [participantId]: { kpj: '99016000009' } } }));

  it('says nothing the second time, nor of what is so already', () => {
    const other = { kpj: '99016000009', from: day('2025-04-02') };
    const known = {
      ...corrected({ from: other.from }),
      personal: { [participantId]: { kpj: other.kpj } },
    };
    given(enrolled, started(spring), known).when(correct(other)).thenNothing();
    given(enrolled, started(spring)).when(correct(spring)).thenNothing();
  });

  it.each([
    ['ends before it begins', { from: day('2025-07-01') }, 'period-reversed'],
    ['begins before the programme', { from: day('2025-03-31') }, 'outside-programme'],
    ['reaches another period', { lastCoveredOn: day('2025-09-01') }, 'coverage-overlaps'],
  ])('is refused where it %s', (_what, changed, code) =>
    given(enrolled, started(spring), started(autumn)).when(correct(changed)).thenRejected(code),
  );

  it('reaches no later day of somebody who was erased', () => {
    const longer = { lastCoveredOn: day('2025-07-01') };
    given(forgotten, started(spring)).when(correct(longer)).thenRejected('person-erased');
    const shorter = { lastCoveredOn: day('2025-06-29') };
    given(forgotten, started(spring)).when(correct(shorter)).then(corrected(shorter));
  });

  it('never begins after a death', () => {
    const later = { from: day('2025-05-11') };
    given(enrolled, started(spring), died('2025-05-10'))
      .when(correct(later))
      .thenRejected('recorded-deceased');
    given(enrolled, started(spring), died('2025-05-11'))
      .when(correct(later))
      .then(corrected(later));
  });

  it('needs a period that was neither refused nor annulled', () => {
    const other = correct({ from: day('2025-04-02') });
    given(enrolled, requested(spring), refused).when(other).thenRejected('period-over');
    given(enrolled, started(spring), annulled).when(other).thenRejected('period-over');
    given(enrolled).when(other).thenRejected('not-found');
  });
});

const annul: AnnulCover = { type: 'AnnulCover', data: { ...about, reasonCode: 'wrong_person' } };

describe('Annulling a period of cover', () => {
  it.each([
    ['asked for', requested(spring)],
    ['started', started(spring)],
  ])('undoes one that was %s', (_what, period) =>
    given(enrolled, period).when(annul).then(annulled),
  );

  it('says nothing the second time', () =>
    given(enrolled, started(spring), annulled).when(annul).thenNothing());

  it('frees its days for another period, with another id', () =>
    given(enrolled, started(), annulled)
      .when(coverFrom('2025-04-01'))
      .then(requested({ periodId: periodId(asked.from, 1) })));

  it('needs a period that was not refused', () => {
    given(enrolled, requested(spring), refused).when(annul).thenRejected('period-over');
    given(enrolled).when(annul).thenRejected('not-found');
  });
});
