import * as fc from 'fast-check';
import { someEvent } from '../event-store.contract';
import { type AppendHeader, eventDataOf, keptEventOf, type Recorded } from './envelope';

const HEADER: AppendHeader = {
  partId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  commandId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  fingerprint: 'as asked',
  attemptId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  notBefore: null,
};

/** As it comes back: the bytes as bytes, the metadata parsed from JSON. */
const recorded = (
  event = someEvent(),
  header = HEADER,
  change: Partial<Recorded> = {},
): Recorded => {
  const { id, type, data, metadata } = eventDataOf(event, header, 3);
  return {
    ...{ id, type, streamId: 'office.claim-1', revision: 7n },
    data: Uint8Array.from(data),
    metadata: JSON.parse(JSON.stringify(metadata)) as unknown,
    created: new Date('2026-03-02T01:02:03.456Z'),
    position: { commit: 9_007_199_254_740_993n },
    ...change,
  };
};

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom('', '\uFEFF{"a":1}', '{"a":1.0,"a":1e2 }\n', 'null', '\u2028🦟 é é', '[[["'),
);

describe('An event', () => {
  it('comes back with its three texts byte for byte, whatever they are', () =>
    fc.assert(
      fc.property(texts, fc.option(texts), texts, (data, personal, metadata) => {
        const event = someEvent({ data, personal, metadata });

        const { event: read } = keptEventOf(recorded(event), 'office.');

        expect(read).toMatchObject({ data, personal, metadata });
      }),
      { numRuns: 500 },
    ));

  it('tells no personal part from an empty one', () => {
    const personal = (text: string | null) =>
      keptEventOf(recorded(someEvent({ personal: text })), '').event.personal;
    expect([personal(null), personal('')]).toEqual([null, '']);
  });

  it('comes back with everything else, and with what was kept of its append', () => {
    const event = someEvent({ type: 'ClaimAccepted', schemaVersion: 3 });

    expect(keptEventOf(recorded(event), 'office.')).toEqual({
      event: {
        ...event,
        stream: 'claim-1',
        revision: 7,
        position: '9007199254740993',
        recordedAt: '2026-03-02T01:02:03.456Z',
      },
      header: HEADER,
      index: 3,
    });
  });

  it.each([
    ['2026-03-02T01:02:03.455Z', '2026-03-02T01:02:03.456Z'],
    ['2026-03-02T02:00:00.000Z', '2026-03-02T02:00:00.000Z'],
  ])('whose append was claimed when %s stood in the log shows %s', (notBefore, shown) => {
    const read = keptEventOf(recorded(someEvent(), { ...HEADER, notBefore }), '');
    expect(read.event.recordedAt).toBe(shown);
  });

  it('would not keep its bytes as JSON of the client: the control', () => {
    const text = '{ "b":1, "a":1.0, "b":1e2 }';
    expect(JSON.stringify(JSON.parse(text))).not.toBe(text);
  });

  const whole = recorded().data as Uint8Array;
  it.each<[string, Partial<Recorded>]>([
    ['data of another kind', { data: { amount: 1 } }],
    ['another version', { data: Uint8Array.from([2, ...whole.slice(1)]) }],
    ['bytes that end too early', { data: whole.slice(0, -1) }],
    ['bytes too many', { data: Uint8Array.from([...whole, 0]) }],
    ['no bytes', { data: new Uint8Array() }],
    ['no metadata', { metadata: undefined }],
    ['metadata of another kind', { metadata: { schemaVersion: 1, index: 0 } }],
    ['no position', { position: undefined }],
  ])('is an error with %s', (_, change) => {
    expect(() => keptEventOf(recorded(someEvent(), HEADER, change), '')).toThrow(
      'log-broken (a foreign event at revision 7 of office.claim-1)',
    );
  });
});
