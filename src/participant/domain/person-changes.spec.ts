import { calendarDay } from '../../kernel/calendar-day';
import type { CorrectIdentity, CorrectParticipant, MoveParticipant } from './participant.commands';
import type {
  NikCorrected,
  ParticipantCorrected,
  ParticipantEnrolled,
  ParticipantMoved,
  PersonalDetails,
} from './participant.events';
import { forgotten as anonymous, given, participantId } from './testing/covered';

const day = calendarDay;
const today = day('2025-08-10');
const by = 'supervisor-1';
const reasonCode = 'typing_error';

const details: PersonalDetails = {
  name: 'Sukirman',
  nik: '9916051708900003',
  familyCardNumber: '9916050101200001',
  birthPlace: 'Sekayu',
  birthDate: day('1990-08-17'),
  sex: 'male',
  address: 'Jalan Karet 7',
  rt: '004',
  rw: '002',
  phone: null,
  occupation: null,
  motherName: null,
  account: { bank: 'BRI', number: '1500099001', holder: 'Sukirman' },
};
const enrolled: ParticipantEnrolled = { ...anonymous, personal: { [participantId]: details } };
const about = { participantId, today, reasonCode, by };

const correct = (
  told: CorrectParticipant['data']['told'],
  familyRef: string | null = null,
): CorrectParticipant => ({ type: 'CorrectParticipant', data: { ...about, told, familyRef } });
const corrected = (
  old: Partial<PersonalDetails>,
  told: Partial<PersonalDetails>,
  familyRef: string | null = null,
): ParticipantCorrected => ({
  type: 'ParticipantCorrected',
  data: { fields: Object.keys(told), familyRef, warnings: [], reasonCode, by },
  personal: { [participantId]: { old, new: told } },
});

describe('Correcting contact data', () => {
  it('says which fields, and seals what they were and are', () =>
    given(enrolled)
      .when(correct({ phone: '+6281200000001', address: 'Jalan Sawit 8', rt: '004' }))
      .then(
        corrected(
          { phone: null, address: 'Jalan Karet 7' },
          { phone: '+6281200000001', address: 'Jalan Sawit 8' },
        ),
      ));

  it('says nothing the second time, nor of what is so already', () => {
    const told = { phone: '+6281200000001' };
    given(enrolled, corrected({ phone: null }, told))
      .when(correct(told))
      .thenNothing();
    given(enrolled)
      .when(correct({ account: details.account }))
      .thenNothing();
    given(enrolled).when(correct({})).thenNothing();
  });

  it('moves to another family by the keyed hash of its card', () => {
    const [old, told] = [details.familyCardNumber, '9916050101200002'];
    given(enrolled)
      .when(correct({ familyCardNumber: told }, 'other-family'))
      .then(corrected({ familyCardNumber: old }, { familyCardNumber: told }, 'other-family'));
  });

  it('is refused for a person who was erased', () =>
    given(anonymous)
      .when(correct({ phone: '+6281200000001' }))
      .thenRejected('person-erased'));
});

const identity = (
  told: CorrectIdentity['data']['told'],
  changed: Partial<CorrectIdentity['data']> = {},
): CorrectIdentity => ({
  type: 'CorrectIdentity',
  data: { ...about, told, nikRef: null, warnings: [], ...changed },
});
const nik = '9916051708900004';
const nikCorrected: NikCorrected = {
  type: 'NikCorrected',
  data: {
    nikRef: 'other-ref',
    previousNikRef: 'nik-ref',
    warnings: ['nik_sex_differs'],
    reasonCode,
    by,
  },
  personal: { [participantId]: { old: { nik: details.nik }, new: { nik } } },
};

describe('Correcting an identity', () => {
  const told = { name: 'Sukiman', birthDate: day('1990-08-18') };

  it('keeps name and birth date in one fact', () =>
    given(enrolled)
      .when(identity(told))
      .then(corrected({ name: 'Sukirman', birthDate: day('1990-08-17') }, told)));

  it('keeps the NIK in another: its old and new name in the clear, both numbers sealed', () =>
    given(enrolled)
      .when(identity({ nik }, { nikRef: 'other-ref', warnings: ['nik_sex_differs'] }))
      .then(nikCorrected));

  it('says the NIK first where both were wrong', () => {
    const nameOnly = corrected({ name: 'Sukirman' }, { name: 'Sukiman' });
    given(enrolled)
      .when(
        identity({ nik, name: 'Sukiman' }, { nikRef: 'other-ref', warnings: ['nik_sex_differs'] }),
      )
      .then(nikCorrected, {
        ...nameOnly,
        data: { ...nameOnly.data, warnings: ['nik_sex_differs'] },
      });
  });

  it('says nothing the second time', () => {
    given(enrolled, nikCorrected)
      .when(identity({ nik }, { nikRef: 'other-ref' }))
      .thenNothing();
    given(enrolled, corrected({}, told)).when(identity(told)).thenNothing();
  });

  it('never names a birth that is yet to come', () => {
    given(enrolled)
      .when(identity({ birthDate: today }))
      .then(corrected({ birthDate: details.birthDate }, { birthDate: today }));
    given(enrolled)
      .when(identity({ birthDate: day('2025-08-11') }))
      .thenRejected('birth-date-in-future');
  });

  it('is refused for a person who was erased', () =>
    given(anonymous).when(identity(told)).thenRejected('person-erased'));
});

describe('A NIK that was reserved for a correction', () => {
  it('is given up by name, and never the one that the participant has', () => {
    const abandon = (nikRef: string) =>
      ({ type: 'AbandonNikCorrection', data: { participantId, nikRef, by } }) as const;
    given(enrolled)
      .when(abandon('other-ref'))
      .then({ type: 'NikCorrectionAbandoned', data: { nikRef: 'other-ref', by } });
    given(enrolled).when(abandon('nik-ref')).thenNothing();
    given(enrolled, nikCorrected).when(abandon('other-ref')).thenNothing();
  });
});

const place = { subDistrictCode: '99.16.06', villageCode: '99.16.06.2004' };
const home = { address: 'Jalan Sawit 8', rt: '001', rw: '003' };
const move = (changed: Partial<MoveParticipant['data']> = {}): MoveParticipant => ({
  type: 'MoveParticipant',
  data: { participantId, place, movedOn: day('2025-08-01'), ...home, today, by, ...changed },
});
const moved: ParticipantMoved = {
  type: 'ParticipantMoved',
  data: { place, movedOn: day('2025-08-01'), by },
  personal: { [participantId]: home },
};

describe('A move', () => {
  it('is recorded with the place in the clear and the address sealed', () =>
    given(enrolled).when(move()).then(moved));

  it('says nothing the second time', () => given(enrolled, moved).when(move()).thenNothing());

  it.each([
    ['today', '2025-08-10', undefined],
    ['tomorrow', '2025-08-11', 'day-in-future'],
  ])('%s', (_, movedOn, code) => {
    const when = given(enrolled).when(move({ movedOn: day(movedOn) }));
    if (code) when.thenRejected(code);
    else when.then({ ...moved, data: { ...moved.data, movedOn: day(movedOn) } });
  });

  it('comes after the one before', () => {
    const back = { place: anonymous.data.place };
    given(enrolled, moved)
      .when(move({ ...back, movedOn: day('2025-07-31') }))
      .thenRejected('move-out-of-order');
    given(enrolled, moved)
      .when(move({ ...back, movedOn: day('2025-08-01') }))
      .then({ ...moved, data: { ...moved.data, ...back } });
  });
});
