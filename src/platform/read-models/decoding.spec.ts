import { TypeORMError } from 'typeorm';
import { KeyMissing } from '../privacy/subject-keys';
import { type Decode, openingDecoding, sharedDecoding } from './decoding';
import { fakeLog, plainDecode } from './testing/fake-log';

const log = fakeLog();
const good = log.add('claim-1', 'Counted');
const bad = log.add('claim-2', 'FromTheFuture');
const errorsOf = (decoded: readonly object[]) =>
  decoded.map((one) => ('error' in one ? one.error : null));

/** Everything can be read sealed; what is asked for opened fails for the second event. */
const opening =
  (failure: Error): Decode =>
  (stored, options) =>
    options.personal === 'open' && stored.some(({ id }) => id === other.id)
      ? Promise.reject(failure)
      : plainDecode(stored, options);
const other = log.add('claim-3', 'Counted');

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
    expect(decode.mock.calls.map(([, options]) => options)).toEqual([
      { personal: 'sealed' },
      { personal: 'sealed' },
    ]);
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
    expect(errorsOf(await openingDecoding(decode)([good, other]))).toEqual([null, null]);
    expect(decode.mock.calls).toEqual([[[good, other], { personal: 'open' }]]);
  });

  it('names the event of a newer release, and the one whose key is lost', async () => {
    const lost = new KeyMissing(['key']);
    expect(errorsOf(await openingDecoding(opening(lost))([good, bad, other]))).toEqual([
      null,
      'UnknownEvent at FromTheFuture v1',
      'KeyMissing at Counted v1',
    ]);
  });

  it('condemns no event for a key service that is out of order', async () => {
    const failure = new Error('wrong key encryption key');
    await expect(openingDecoding(opening(failure))([good, other])).rejects.toBe(failure);
  });
});
