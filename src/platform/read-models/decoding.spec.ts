import { TypeORMError } from 'typeorm';
import { KeyMissing } from '../privacy/subject-keys';
import type { StoredEvent } from '../event-store/event-store';
import { type Decode, openingDecoding, sharedDecoding } from './decoding';
import { fakeLog, plainDecode } from './testing/fake-log';

const log = fakeLog();
const told = (event: StoredEvent): StoredEvent => ({ ...event, personal: 'sealed' });
const good = told(log.add('claim-1', 'Counted'));
const bad = told(log.add('claim-2', 'FromTheFuture'));
const errorsOf = (decoded: readonly object[]) =>
  decoded.map((one) => ('error' in one ? one.error : null));

/** Everything can be read sealed; what is asked for opened fails for the second event. */
const opening =
  (failure: Error): Decode =>
  (stored, options) =>
    options.personal === 'open' && stored.some(({ id }) => id === other.id)
      ? Promise.reject(failure)
      : plainDecode(stored, options);
const other = told(log.add('claim-3', 'Counted'));
const shared = sharedDecoding(plainDecode);
/** What is clear is handed over as it was read sealed, to be parsed once. */
const openAfter = async (...events: readonly StoredEvent[]) => ({
  personal: 'open',
  sealed: (await shared(events)).flatMap((one) => ('event' in one ? one.event : [])),
});

describe('Decoding for all read models together', () => {
  it('reads an event once, seals its personal part and names what it cannot read', async () => {
    const decode = jest.fn(plainDecode);
    const shared = sharedDecoding(decode);
    const [first] = await shared([good, bad]);
    const [second, unreadable] = await shared([good, bad]);

    expect(second).toBe(first);
    expect(errorsOf([second, unreadable].flatMap((one) => one ?? []))).toEqual([
      null,
      'UnknownEvent at FromTheFuture v1',
    ]);
    // Both together, and when that fails each by itself; nothing the second time.
    expect(decode.mock.calls).toEqual(
      [[good, bad], [good], [bad]].map((stored) => [stored, { personal: 'sealed' }]),
    );
  });

  it('tries again what failed for a reason that passes', async () => {
    const decode = jest.fn(plainDecode).mockRejectedValueOnce(new TypeORMError('away'));
    const shared = sharedDecoding(decode);
    await expect(shared([good])).rejects.toThrow('away');
    expect(errorsOf(await shared([good]))).toEqual([null]);
  });
});

describe('Decoding with the personal part', () => {
  it('opens a batch in one go', async () => {
    const decode = jest.fn(plainDecode);
    expect(errorsOf(await openingDecoding(decode, shared)([good, other]))).toEqual([null, null]);
    expect(decode.mock.calls).toEqual([[[good, other], await openAfter(good, other)]]);
  });

  it('opens only what has one, and keeps the order', async () => {
    const decode = jest.fn(plainDecode);
    const plain = log.add('claim-4', 'Counted');
    const decoded = await openingDecoding(decode, shared)([good, plain, other]);
    expect(decoded.map(({ stored }) => stored)).toEqual([good, plain, other]);
    expect(decode.mock.calls).toEqual([[[good, other], await openAfter(good, other)]]);
    expect(decoded[1]).toBe((await shared([plain]))[0]);
  });

  it('names the event of a newer release, and the one whose key is lost', async () => {
    const lost = new KeyMissing(['key']);
    expect(errorsOf(await openingDecoding(opening(lost), shared)([good, bad, other]))).toEqual([
      null,
      'UnknownEvent at FromTheFuture v1',
      'KeyMissing at Counted v1',
    ]);
  });

  it('condemns no event for a key service that is out of order', async () => {
    const failure = new Error('wrong key encryption key');
    await expect(openingDecoding(opening(failure), shared)([good, other])).rejects.toBe(failure);
  });
});
