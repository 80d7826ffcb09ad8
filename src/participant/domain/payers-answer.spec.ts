import { calendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { participantDecider } from './participant.decider';
import type { ParticipantEvent } from './participant.events';
import { answered, type PayersAnswer } from './payers-answer';
import { by, enrolled, forgotten, participantId, periodId, requested } from './testing/covered';

const person = {
  name: 'Pekerja Contoh',
  nik: '9906051708900001',
  birthDate: calendarDay('1990-08-17'),
  sex: 'male',
} as const;
const known = { ...enrolled, personal: { [participantId]: person } } as unknown as ParticipantEvent;
const about = { participantId, periodId: periodId(), by };
const silent = { name: null, birthDate: null, from: null, lastCoveredOn: null };
const card: PayersAnswer = { ...silent, kind: 'started', kpj: '24012345678' };
const no: PayersAnswer = { ...silent, kind: 'refused', ground: 'deceased' };

/** What an answer comes to after these facts. */
const to = (answer: PayersAnswer, ...facts: readonly ParticipantEvent[]) =>
  answered(answer, about, facts.reduce(participantDecider.evolve, participantDecider.initialState));

describe('The payer’s answer about one person', () => {
  it('starts the period with its card, or refuses it on its ground', () => {
    expect(to(card, known, requested())).toMatchObject([
      {
        type: 'CoverageStarted',
        data: { periodId: periodId(), source: 'payer' },
        personal: { [participantId]: { kpj: '24012345678' } },
      },
    ]);
    expect(to(no, known, requested())).toMatchObject([
      { type: 'CoverageRefused', data: { periodId: periodId(), ground: 'deceased' } },
    ]);
  });

  it('stays quiet the second time', () => {
    for (const answer of [card, no]) {
      const first = to(answer, known, requested());
      if (typeof first === 'string') throw new Error(first);
      expect(to(answer, known, requested(), ...first)).toEqual([]);
    }
  });

  it.each([
    ['name-differs', { name: 'Orang Lain' }],
    ['birth-date-differs', { birthDate: calendarDay('1990-08-18') }],
    ['cover-dates-differ', { from: calendarDay('2025-05-01') }],
    ['cover-dates-differ', { lastCoveredOn: calendarDay('2025-11-30') }],
  ])('writes nothing where the %s', (difference, told) => {
    expect(to({ ...card, ...told }, known, requested())).toBe(difference);
  });

  it('takes the same name in another spelling, and the same days', () => {
    const told = { name: 'PEKERJA  CONTOH.', birthDate: person.birthDate };
    expect(to({ ...card, ...told }, known, requested())).toHaveLength(1);
  });

  it('writes nothing for whoever was erased, and says no to a period that was answered otherwise', () => {
    expect(to(card, forgotten, requested())).toBe('person-erased');
    const refused = to(no, known, requested());
    if (typeof refused === 'string') throw new Error(refused);
    expect(() => to(card, known, requested(), ...refused)).toThrow(Rejection);
  });
});
