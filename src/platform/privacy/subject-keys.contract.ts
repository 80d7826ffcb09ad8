import { randomUUID } from 'node:crypto';
import { KeyMissing, PersonErased, type SubjectKeyEraser, type SubjectKeys } from './subject-keys';

type Adapter = SubjectKeys & SubjectKeyEraser;

/** What every adapter of the port keeps. `make` gives adapters over one and the same set of keys. */
export const keepsTheContractOfSubjectKeys = (make: () => Adapter): void => {
  let keys: Adapter;
  let siti: string;
  let budi: string;
  beforeEach(() => {
    keys = make();
    siti = `sub-${randomUUID()}`;
    budi = `sub-${randomUUID()}`;
  });
  const sealingKeyOf = async (subjectId: string, from = keys) =>
    (await from.forSealing([subjectId])).get(subjectId);
  const partOf = async (subjectId: string) => ({
    subjectId,
    keyId: (await sealingKeyOf(subjectId))?.keyId ?? 'none',
  });

  it('makes one key for each subject, however often the subject is named', async () => {
    const made = await keys.forSealing([siti, budi, siti]);
    expect([...made.keys()].sort()).toEqual([siti, budi].sort());
    expect(made.get(siti)?.keyId).not.toBe(made.get(budi)?.keyId);
    expect(made.get(siti)?.key.export()).not.toEqual(made.get(budi)?.key.export());
  });
  it('makes keys of 256 bits', async () =>
    expect((await sealingKeyOf(siti))?.key.symmetricKeySize).toBe(32));
  it('gives the same key the next time, to seal and to open', async () => {
    const first = await sealingKeyOf(siti);
    const again = await sealingKeyOf(siti);
    const opening = (await keys.forOpening([await partOf(siti)])).get(first?.keyId ?? '');
    expect(again?.key.export()).toEqual(first?.key.export());
    expect(opening).toMatchObject({ keyId: first?.keyId, subjectId: siti });
    expect(opening !== 'erased' && opening?.key.equals(first?.key as never)).toBe(true);
  });
  it('has nothing to do for nobody', async () => {
    expect((await keys.forSealing([])).size).toBe(0);
    expect((await keys.forOpening([])).size).toBe(0);
  });

  describe('once a person is erased', () => {
    it('opens to nothing, while others stay readable', async () => {
      const parts = [await partOf(siti), await partOf(budi)] as const;
      await keys.erase(siti);
      const opened = await keys.forOpening(parts);
      expect(opened.get(parts[0].keyId)).toBe('erased');
      expect(opened.get(parts[1].keyId)).toMatchObject({ subjectId: budi });
    });
    it('refuses to seal, and names whom', async () => {
      await partOf(siti);
      await keys.erase(siti);
      const refusal = await keys.forSealing([budi, siti]).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(PersonErased);
      expect(refusal).toMatchObject({ code: 'person-erased', subjectIds: [siti] });
    });
    it('can be repeated', async () => {
      const part = await partOf(siti);
      await keys.erase(siti);
      await keys.erase(siti);
      expect((await keys.forOpening([part])).get(part.keyId)).toBe('erased');
    });
    it('holds for a person who never had a key', async () => {
      await keys.erase(siti);
      await expect(keys.forSealing([siti])).rejects.toBeInstanceOf(PersonErased);
    });
  });

  describe('of a key that is not there', () => {
    it('says that it is missing, never that the person was erased', async () => {
      const lost = { subjectId: siti, keyId: randomUUID() };
      const failure = await keys.forOpening([await partOf(budi), lost]).catch((e: unknown) => e);
      expect(failure).toBeInstanceOf(KeyMissing);
      expect(failure).toMatchObject({ keyIds: [lost.keyId] });
    });
    it("says so too where the key is another person's, also when it was just used", async () => {
      const { keyId } = await partOf(budi);
      await expect(
        keys.forOpening([
          { subjectId: budi, keyId },
          { subjectId: siti, keyId },
        ]),
      ).rejects.toBeInstanceOf(KeyMissing);
    });
  });
};
