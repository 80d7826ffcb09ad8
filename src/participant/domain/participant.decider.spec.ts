import { calendarDay, calendarMonth } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import type {
  CorrectFamilyMember,
  EnrolParticipant,
  ParticipantCommand,
  RecordDeath,
  RegisterFamilyMember,
  RemoveFamilyMember,
} from './participant.commands';
import { participantDecider } from './participant.decider';
import type {
  FamilyMemberCorrected,
  FamilyMemberRegistered,
  FamilyMemberRemoved,
  ParticipantDied,
  ParticipantEnrolled,
  PersonalDetails,
} from './participant.events';

const given = specificationOf(participantDecider);

const participantId = 'participant-1';
const details: PersonalDetails = {
  name: 'Sukirman',
  nik: '9916051708900003',
  familyCardNumber: '9916050101200001',
  birthPlace: 'Sekayu',
  birthDate: calendarDay('1990-08-17'),
  sex: 'male',
  address: null,
  rt: '004',
  rw: '002',
  phone: null,
  occupation: 'Rubber tapper',
  motherName: null,
  account: { bank: 'Bank Sumsel Babel', number: '1500099001', holder: 'Sukirman' },
};
const facts: Omit<ParticipantEnrolled['data'], 'by'> = {
  programme: 'muba-2025',
  listId: null,
  nikRef: 'nik-ref',
  familyRef: 'family-ref',
  place: { subDistrictCode: '99.16.05', villageCode: '99.16.05.2001' },
  ageInYears: 34,
  warnings: ['nik-other-region'],
};
const enrol = (
  changed: Partial<EnrolParticipant['data']> = {},
  known: Partial<PersonalDetails> = {},
): EnrolParticipant => ({
  type: 'EnrolParticipant',
  data: {
    participantId,
    ...facts,
    by: 'enroller-1',
    ...changed,
    details: { ...details, ...known },
  },
});
const enrolled: ParticipantEnrolled = {
  type: 'ParticipantEnrolled',
  data: { ...facts, by: 'enroller-1' },
  personal: { [participantId]: details },
};
const erased: ParticipantEnrolled = { ...enrolled, personal: { [participantId]: 'erased' } };

describe('Enrolling a participant', () => {
  it('takes nobody who is yet to be born', () => {
    given()
      .when(enrol({ ageInYears: 0 }))
      .then({ ...enrolled, data: { ...enrolled.data, ageInYears: 0 } });
    given()
      .when(enrol({ ageInYears: -1 }))
      .thenRejected('birth-date-in-future');
  });

  it('is recorded, with what names the person apart from the rest', () =>
    given().when(enrol()).then(enrolled));

  it('says nothing the second time', () => given(enrolled).when(enrol()).thenNothing());

  it('says nothing where only what we looked up ourselves has changed', () =>
    given(enrolled)
      .when(enrol({ ageInYears: 35, warnings: [], by: 'enroller-2', listId: 'list-1' }))
      .thenNothing());

  it.each<[string, EnrolParticipant]>([
    ['another name', enrol({}, { name: 'Sukiman' })],
    ['another birth date', enrol({}, { birthDate: calendarDay('1990-08-18') })],
    ['another account', enrol({}, { account: null })],
    ['a phone that was not known', enrol({}, { phone: '+6281200000001' })],
    ['another village', enrol({ place: { ...facts.place, villageCode: '99.16.05.2002' } })],
    ['another family', enrol({ familyRef: 'another-ref' })],
    ['no family', enrol({ familyRef: null })],
  ])('never swallows %s as a repeat', (_what, command) =>
    given(enrolled).when(command).thenRejected('already-enrolled'),
  );

  it('names who is enrolled, and nothing that names the person', () =>
    expect(() =>
      participantDecider.decide(
        enrol({}, { name: 'Sukiman' }),
        participantDecider.evolve(participantDecider.initialState, enrolled),
      ),
    ).toThrow(expect.objectContaining({ facts: { existing: participantId } }) as Error));

  it('is refused for a person who was erased, whatever is said of him', () => {
    given(erased).when(enrol()).thenRejected('person-erased');
    given(erased)
      .when(enrol({}, { name: 'erased' }))
      .thenRejected('person-erased');
  });
});

const childId = 'child-1';
const register = (changed: Partial<RegisterFamilyMember['data']> = {}): RegisterFamilyMember => ({
  type: 'RegisterFamilyMember',
  data: {
    participantId,
    memberId: childId,
    relation: 'child',
    legalChild: true,
    details: { name: 'Ayu', nik: null, birthDate: calendarDay('2015-05-02') },
    today: calendarDay('2025-05-02'),
    by: 'enroller-1',
    ...changed,
  },
});
const registered: FamilyMemberRegistered = {
  type: 'FamilyMemberRegistered',
  data: { memberId: childId, relation: 'child', legalChild: true, by: 'enroller-1' },
  personal: { [childId]: { name: 'Ayu', nik: null, birthDate: calendarDay('2015-05-02') } },
};

describe('Correcting a member of the family', () => {
  const told = { name: 'Ayu Lestari', nik: null, birthDate: calendarDay('2015-05-03') };
  const correct = (changed: Partial<CorrectFamilyMember['data']> = {}): CorrectFamilyMember => ({
    type: 'CorrectFamilyMember',
    data: { ...register({ details: told }).data, reasonCode: 'typing_error', ...changed },
  });
  const corrected: FamilyMemberCorrected = {
    type: 'FamilyMemberCorrected',
    data: { ...registered.data, reasonCode: 'typing_error' },
    personal: { [childId]: told },
  };

  it('says the whole of the member anew, sealed', () =>
    given(enrolled, registered).when(correct()).then(corrected));

  it('says nothing the second time, nor where nothing is new', () => {
    given(enrolled, registered, corrected).when(correct()).thenNothing();
    given(enrolled, registered)
      .when(correct({ details: register().data.details }))
      .thenNothing();
  });

  it('needs a member who is known and not erased', () => {
    given(enrolled).when(correct()).thenRejected('not-found');
    given(enrolled, { ...registered, personal: { [childId]: 'erased' } })
      .when(correct())
      .thenRejected('person-erased');
  });

  it('never names a birth that is yet to come', () =>
    given(enrolled, registered)
      .when(correct({ today: calendarDay('2015-05-02') }))
      .thenRejected('birth-date-in-future'));

  it('keeps the place in the family', () => {
    const sister = { ...registered, data: { ...registered.data, memberId: 'child-2' } };
    const { family } = [enrolled, registered, sister, corrected].reduce(
      participantDecider.evolve,
      participantDecider.initialState,
    );
    expect(family.map(({ memberId }) => memberId)).toEqual([childId, 'child-2']);
  });
});

describe('Removing a member of the family', () => {
  const removed: FamilyMemberRemoved = {
    type: 'FamilyMemberRemoved',
    data: { memberId: childId, reasonCode: 'not_family', by: 'enroller-1' },
  };
  const remove: RemoveFamilyMember = {
    type: 'RemoveFamilyMember',
    data: { participantId, ...removed.data },
  };

  it('is recorded with its reason', () => given(enrolled, registered).when(remove).then(removed));

  it('says nothing the second time', () =>
    given(enrolled, registered, removed).when(remove).thenNothing());

  it('needs a member', () => given(enrolled).when(remove).thenRejected('not-found'));

  it('lets the same person be registered again', () =>
    given(enrolled, registered, removed).when(register()).then(registered));

  it('that was a mistake is put right by a correction, under the id that cases know', () => {
    const told = { reasonCode: 'removed_by_mistake', ...register().data };
    const back: FamilyMemberCorrected = {
      type: 'FamilyMemberCorrected',
      data: { ...registered.data, reasonCode: told.reasonCode },
      ...(registered.personal ? { personal: registered.personal } : {}),
    };
    given(enrolled, registered, removed)
      .when({ type: 'CorrectFamilyMember', data: told })
      .then(back);
    given(enrolled, registered, removed, back).when(remove).then(removed);
  });
});

describe('Registering a member of the family', () => {
  it('takes a child born today, and none born tomorrow', () => {
    const born = (day: string) => register({ today: calendarDay(day) });
    given(enrolled).when(born('2015-05-02')).then(registered);
    given(enrolled).when(born('2015-05-01')).thenRejected('birth-date-in-future');
  });

  it('is recorded, sealed with a key of the member', () =>
    given(enrolled).when(register()).then(registered));

  it('says nothing the second time, also under another id', () => {
    given(enrolled, registered).when(register()).thenNothing();
    given(enrolled, registered)
      .when(register({ memberId: 'child-2' }))
      .thenNothing();
  });

  it.each<[string, Partial<RegisterFamilyMember['data']>]>([
    ['another relation', { relation: 'grandchild', legalChild: false }],
    ['another word on legality', { legalChild: false }],
    ['another birth date', { details: { name: 'Ayu', nik: null, birthDate: null } }],
  ])('takes %s for another member', (_what, changed) => {
    const another = { memberId: 'child-2', ...changed };
    const { memberId, relation, legalChild, details: said, by } = register(another).data;
    given(enrolled, registered)
      .when(register(another))
      .then({
        type: 'FamilyMemberRegistered',
        data: { memberId, relation, legalChild, by },
        personal: { [memberId]: said },
      });
  });

  it('takes nobody for a member who was erased', () =>
    given(enrolled, { ...registered, personal: { [childId]: 'erased' } })
      .when(register({ memberId: 'child-2' }))
      .then({
        ...registered,
        data: { ...registered.data, memberId: 'child-2' },
        personal: { 'child-2': { name: 'Ayu', nik: null, birthDate: calendarDay('2015-05-02') } },
      }));

  it('goes on after the death of the participant: heirs must be known', () =>
    given(enrolled, diedOn('2025-06-10')).when(register()).then(registered));
});

const recordDeath = (changed: Partial<RecordDeath['data']> = {}): RecordDeath => ({
  type: 'RecordDeath',
  data: {
    participantId,
    today: calendarDay('2025-06-12'),
    diedOn: calendarDay('2025-06-10'),
    knownOn: calendarDay('2025-06-12'),
    source: 'village',
    claimId: null,
    by: 'enroller-1',
    ...changed,
  },
});
const diedOn = (day: string): ParticipantDied => ({
  type: 'ParticipantDied',
  data: {
    diedOn: calendarDay(day),
    knownOn: calendarDay('2025-06-12'),
    source: 'village',
    claimId: null,
    by: 'enroller-1',
  },
});

describe('A death', () => {
  it('is recorded with its day, when it was known and from whom', () =>
    given(enrolled).when(recordDeath()).then(diedOn('2025-06-10')));

  it('may be known on its own day', () =>
    given(enrolled)
      .when(recordDeath({ diedOn: calendarDay('2025-06-12') }))
      .then(diedOn('2025-06-12')));

  it('says nothing the second time, whoever brings the word', () => {
    given(enrolled, diedOn('2025-06-10')).when(recordDeath()).thenNothing();
    given(enrolled, diedOn('2025-06-10'))
      .when(recordDeath({ source: 'claim', claimId: 'claim-1', by: 'adjuster-1' }))
      .thenNothing();
  });

  it('on another day is never swallowed as a repeat', () =>
    given(enrolled, diedOn('2025-06-10'))
      .when(recordDeath({ diedOn: calendarDay('2025-06-09') }))
      .thenRejected('already-reported'));

  describe('told by a claim that was voided as of the wrong day', () => {
    const toldBy = (claimId: string, day: string) => ({
      ...diedOn(day),
      data: { ...diedOn(day).data, source: 'claim' as const, claimId },
    });
    const anew = (day: string, insteadOf = ['claim-1']) =>
      recordDeath({ diedOn: calendarDay(day), source: 'claim', claimId: 'claim-2', insteadOf });

    it.each(['2025-06-08', '2025-06-09', '2025-06-10', '2025-06-11'])(
      'gives way to the next claim, of %s',
      (day) =>
        given(enrolled, toldBy('claim-1', '2025-06-09'))
          .when(anew(day))
          .then(toldBy('claim-2', day)),
    );
    it('gives way once: the second delivery says nothing', () =>
      given(enrolled, toldBy('claim-1', '2025-06-09'), toldBy('claim-2', '2025-06-10'))
        .when(anew('2025-06-10'))
        .thenNothing());
    it.each([
      ['another claim has told', toldBy('claim-3', '2025-06-09')],
      ['somebody else has told', diedOn('2025-06-09')],
    ])('does not give way where %s', (_, recorded) =>
      given(enrolled, recorded).when(anew('2025-06-10')).thenRejected('already-reported'),
    );
  });

  it('is not known before it happens', () =>
    given(enrolled)
      .when(recordDeath({ knownOn: calendarDay('2025-06-09') }))
      .thenRejected('period-reversed'));

  it('is not known of tomorrow, but may be known of today', () => {
    const known = (knownOn: string) => recordDeath({ knownOn: calendarDay(knownOn) });
    given(enrolled).when(known('2025-06-13')).thenRejected('day-in-future');
    given(enrolled).when(known('2025-06-12')).then(diedOn('2025-06-10'));
  });

  it('never lies in the future itself', () =>
    given(enrolled)
      .when(recordDeath({ diedOn: calendarDay('2025-06-13'), knownOn: calendarDay('2025-06-13') }))
      .thenRejected('day-in-future'));

  it('of an erased person is recorded all the same', () =>
    given(erased).when(recordDeath()).then(diedOn('2025-06-10')));
});

describe('Somebody who was never enrolled', () => {
  const about = { participantId, by: 'enroller-1', reference: null };
  it.each<ParticipantCommand>([
    register(),
    recordDeath(),
    {
      type: 'StartCover',
      data: { ...about, periodId: 'period-1', from: calendarDay('2025-04-01'), kpj: null },
    },
    { type: 'RefuseCover', data: { ...about, periodId: 'period-1', ground: 'over_age' } },
    {
      type: 'RecordContribution',
      data: {
        paymentId: 'payment-1',
        programme: 'muba-2025',
        months: [calendarMonth('2025-04')],
        tariff: rupiah(16_800),
        paidOn: calendarDay('2025-04-10'),
      },
    },
  ])('is not found by $type', (command) => given().when(command).thenRejected('not-found'));
});
