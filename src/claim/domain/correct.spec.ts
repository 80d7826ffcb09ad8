import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { treatmentApproved } from '../../payout/domain/testing/payouts';
import { claimDecider } from './claim.decider';
import type { ClaimCorrected, ClaimEvent } from './claim.events';
import { correct, isVoid } from './testing/claim-life';
import { accepted, accidentReported, deathReported } from './testing/claims';
import { participantId } from './testing/people';

const given = specificationOf(claimDecider);

const corrected = (
  old: ClaimCorrected['data']['old'],
  now: ClaimCorrected['data']['new'],
): ClaimCorrected => ({
  type: 'ClaimCorrected',
  data: {
    ...{ fields: Object.keys(now), old, new: now },
    ...{ reasonCode: 'written_down_wrong', by: 'budi' },
  },
});
const closed: ClaimEvent = { type: 'ClaimClosed', data: { reasonCode: 'settled', by: 'siti' } };
const bySpouse = corrected({ reporterRelation: 'village' }, { reporterRelation: 'spouse' });

describe('Correcting how a claim was written down', () => {
  it.each([
    ['open', []],
    ['closed', [accepted, closed]],
  ])('keeps what stood there, in a claim that is %s', (_, history) =>
    given(deathReported(), ...history)
      .when(correct({ reporterRelation: 'spouse' }))
      .then(bySpouse),
  );
  it('says nothing the second time', () =>
    given(deathReported(), bySpouse)
      .when(correct({ reporterRelation: 'spouse' }))
      .thenNothing());
  it('says nothing where nothing is to change', () =>
    given(deathReported()).when(correct({})).thenNothing());

  it('seals what was told with whom it speaks of', () => {
    const told: ClaimCorrected = {
      ...corrected({}, {}),
      data: { ...corrected({}, {}).data, fields: ['words', 'name'] },
      personal: {
        [participantId]: { old: { words: null }, new: { words: 'Jatuh dari pohon.' } },
        'rep-1': { old: { name: 'Pak RT' }, new: { name: 'Pak RW' } },
      },
    };
    const ask = correct({ chronology: 'Jatuh dari pohon.', reporterName: 'Pak RW' });
    given(accidentReported()).when(ask).then(told);
    given(accidentReported(), told).when(ask).thenNothing();
    expect(stateOf(claimDecider, [accidentReported(), told]).report?.personal).toEqual({
      [participantId]: { words: 'Jatuh dari pohon.' },
      'rep-1': { name: 'Pak RW', phone: null },
    });
  });
  it('opens nothing of a person who was erased', () =>
    given({ ...accidentReported(), personal: { [participantId]: 'erased', 'rep-1': 'erased' } })
      .when(correct({ chronology: 'Jatuh.' }))
      .thenRejected('person-erased'));
});

describe('The kind of an accident', () => {
  const commute = corrected({ accidentKind: 'accident' }, { accidentKind: 'commute' });
  it('is corrected while no money follows from it', () =>
    given(accidentReported(), accepted)
      .when(correct({ accidentKind: 'commute' }))
      .then(commute));
  it('stands once a benefit is approved', () =>
    given(...treatmentApproved)
      .when(correct({ accidentKind: 'commute' }))
      .thenRejected('correction-too-late'));
  it('is nothing that a death has', () =>
    given(deathReported())
      .when(correct({ accidentKind: 'commute' }))
      .thenRejected('wrong-claim-kind'));
});

describe('The day on which a death became known', () => {
  const knownOn = calendarDay('2024-11-05');
  it('is corrected before the claim is accepted', () =>
    given(deathReported())
      .when(correct({ knownOn }))
      .then(corrected({ knownOn: calendarDay('2024-11-06') }, { knownOn })));
  it('stands afterwards, as it is recorded with the participant', () =>
    given(deathReported(), accepted)
      .when(correct({ knownOn }))
      .thenRejected('correction-too-late'));
  it.each(['2024-11-04', '2024-11-07'])('lies between the death and the report: not %s', (day) =>
    given(deathReported())
      .when(correct({ knownOn: calendarDay(day) }))
      .thenRejected('period-reversed'),
  );
});

describe('The day that names a claim', () => {
  it.each([
    ['of an accident', accidentReported(), { occurredOn: calendarDay('2024-11-04') }],
    ['of a diagnosis', accidentReported(), { diagnosedOn: calendarDay('2024-11-04') }],
    ['of a death', deathReported(), { diedOn: calendarDay('2024-11-04') }],
  ])('is never corrected, %s', (_, reported, days) =>
    given(reported).when(correct({}, days)).thenRejected('event-day-names-claim'),
  );
  it('may be named as it stands', () =>
    given(accidentReported())
      .when(correct({}, { occurredOn: calendarDay('2024-11-05') }))
      .thenNothing());
});

it('A voided claim is not corrected', () =>
  given(deathReported(), ...isVoid)
    .when(correct({ reporterRelation: 'spouse' }))
    .thenRejected('claim-voided'));
