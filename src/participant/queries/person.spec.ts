import type { JsonObject } from '../../kernel/event';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { person, type Person } from './person';

type Told = Pick<RecordedEvent, 'type' | 'stream' | 'data' | 'personal'>;

const enrolled = (part: JsonObject | 'erased' = { name: 'Tanpa Nama', nik: '9906' }): Told => ({
  type: 'ParticipantEnrolled',
  stream: 'participant-siti',
  data: {},
  personal: { siti: part },
});
const moved = (part: JsonObject | 'erased' = { phone: '0812' }): Told => ({
  type: 'CoverageRequested',
  stream: 'participant-siti',
  data: {},
  personal: { siti: part },
});
const erased: Told = { type: 'PersonErased', stream: 'subject-siti', data: {} };

const rowAfter = (...events: readonly Told[]): Person | null =>
  (events as readonly RecordedEvent[]).reduce<Person | null>(
    (row, event) => person.evolve(row, event, 'siti'),
    null,
  );

const FORGOTTEN: Person = {
  id: 'siti',
  erased: true,
  enrolled: false,
  name: null,
  nameKey: null,
  nameWords: [],
  nik: null,
  birthDate: null,
  sex: null,
  phone: null,
  kpj: null,
  address: null,
  accounts: [],
};

describe('The row of a person', () => {
  it('holds what was told, and what is told later', () =>
    expect(rowAfter(enrolled(), moved())).toMatchObject({
      name: 'Tanpa Nama',
      nameKey: 'tanpa nama',
      nameWords: ['tanpa', 'nama'],
      nik: '9906',
      phone: '0812',
      erased: false,
    }));

  it('loses all but the id with the erasure', () =>
    expect(rowAfter(enrolled(), moved(), erased)).toEqual(FORGOTTEN));

  it('is the same in a rebuild, when nothing can be opened any more', () =>
    expect(rowAfter(enrolled('erased'), moved('erased'), erased)).toEqual(FORGOTTEN));

  it('does not come back with an event that was sealed in the moment of the erasure', () => {
    expect(rowAfter(enrolled(), erased, moved())).toEqual(FORGOTTEN);
    expect(rowAfter(enrolled('erased'), erased, moved('erased'))).toEqual(FORGOTTEN);
  });

  it('is gone where a part is erased already, and the fact is still to be read', () =>
    expect(rowAfter(enrolled(), moved('erased'))).toBeNull());

  it('is touched by the erasure though that says nothing personal', () =>
    expect(person.idsOf(erased as RecordedEvent)).toEqual(['siti']));

  it('is one that this read model listens for', () =>
    expect(person.categories).toContain('subject'));
});
