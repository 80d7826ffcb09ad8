import { createSecretKey, randomBytes } from 'node:crypto';
import { KeyUnusable, keyEncryptionKeys, unwrap, wrap } from './key-encryption';
import { newSubjectKey } from './subject-keys';

const kek = createSecretKey(randomBytes(32));
const newerKek = createSecretKey(randomBytes(32));
const siti = newSubjectKey('siti');

describe('A wrapped subject key', () => {
  it('opens under the key-encryption key that wrapped it', () =>
    expect(
      unwrap(siti, wrap(siti, keyEncryptionKeys(kek)), keyEncryptionKeys(kek)).key.export(),
    ).toEqual(siti.key.export()));
  it('still opens after the key-encryption key was replaced', () => {
    const after = keyEncryptionKeys(newerKek, kek);
    const opened = unwrap(siti, wrap(siti, keyEncryptionKeys(kek)), after);
    expect(opened.key.equals(siti.key)).toBe(true);
    expect(wrap(siti, after).kekId).not.toBe(wrap(siti, keyEncryptionKeys(kek)).kekId);
  });
  it('does not open where its key-encryption key is unknown', () =>
    expect(() =>
      unwrap(siti, wrap(siti, keyEncryptionKeys(kek)), keyEncryptionKeys(newerKek)),
    ).toThrow(KeyUnusable));
  it.each([
    ["in another subject's row", { ...siti, subjectId: 'budi' }],
    ['under another key id', { ...siti, keyId: newSubjectKey('siti').keyId }],
  ])('does not open %s', (_where, row) =>
    expect(() => unwrap(row, wrap(siti, keyEncryptionKeys(kek)), keyEncryptionKeys(kek))).toThrow(
      KeyUnusable,
    ),
  );
  it('does not open cut short', () => {
    const { wrapped, kekId } = wrap(siti, keyEncryptionKeys(kek));
    expect(() =>
      unwrap(siti, { wrapped: wrapped.subarray(0, 20), kekId }, keyEncryptionKeys(kek)),
    ).toThrow(KeyUnusable);
  });
  it('names no key in the error', () => {
    const text = (error: unknown) => `${String(error)}${JSON.stringify(error)}`;
    const { wrapped } = wrap(siti, keyEncryptionKeys(kek));
    const failure = catchFrom(() =>
      unwrap(siti, { wrapped, kekId: 'unheard-of' }, keyEncryptionKeys(kek)),
    );
    expect(text(failure)).toContain('unheard-of');
    expect(text(failure)).not.toContain(siti.key.export().toString('base64'));
    expect(text(failure)).not.toContain('siti');
  });
});

const catchFrom = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};
