import { goldenEvents } from '../../../test/support/stored-events';
import type { Json } from '../../kernel/event';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { peopleIn, subjectStreams, type SubjectStreams } from './subject-streams';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const stored = [...goldenEvents()].map(([name, event]) => ({ name, ...event }));
const heirs = stored.flatMap(({ data: { heirs: found } }) =>
  JSON.stringify(found ?? '').match(/(?<="heirId":")[^"]+/g),
);
const survivors = stored.flatMap(({ data: { survivor } }) =>
  typeof survivor === 'string' ? [survivor] : [],
);
/** Everyone whom some stored event says something personal of, heirs and who survives a merger; hospitals are nobody. */
const people = new Set(
  [...stored.flatMap(({ personal }) => Object.keys(personal ?? {})), ...heirs, ...survivors].filter(
    (id): id is string => UUID.test(id ?? ''),
  ),
);

const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
/** Found by who they are rather than by where they stand. */
const namedIn = (data: Json): readonly string[] =>
  [...new Set(textsIn(data).filter((text) => people.has(text)))].sort();

const read = subjectStreams.categories;
const followed = stored.filter(({ stream }) => read.some((one) => stream.startsWith(`${one}-`)));

describe('The streams in which a person is named', () => {
  it.each(followed)('include those of $name', ({ data }) => {
    expect([...new Set(peopleIn(data))].filter((id) => people.has(id)).sort()).toEqual(
      namedIn(data),
    );
  });

  it('come from events that name people: there are some to look at', () => {
    expect(people.size).toBeGreaterThan(4);
    expect(followed.filter(({ data }) => namedIn(data).length > 0).length).toBeGreaterThan(10);
  });

  it('are of nobody else: neither of benefits nor of hospitals', () => {
    const others = followed.flatMap(({ data }) => peopleIn(data)).filter((id) => !people.has(id));
    expect([...new Set(others)]).toEqual([]);
  });

  it('are kept once each, in the order in which they came', () => {
    const event = (stream: string) => ({ stream }) as RecordedEvent;
    const rows = ['claim-1', 'claim-2', 'claim-1'].reduce<SubjectStreams | null>(
      (row, stream) => subjectStreams.evolve(row, event(stream), 'siti'),
      null,
    );
    expect(rows).toEqual({ id: 'siti', streams: ['claim-1', 'claim-2'] });
  });
});
