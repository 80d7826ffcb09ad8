import {
  KeyMissing,
  type KeyOfPart,
  newSubjectKey,
  PersonErased,
  type SubjectKey,
  type SubjectKeyEraser,
  SubjectKeys,
} from './subject-keys';

type Row = { readonly keyId: string; readonly key: SubjectKey | 'erased' };

/** For specs. No kinder than the table: one key per subject, tombstones, missing rows. */
export class MemorySubjectKeys extends SubjectKeys implements SubjectKeyEraser {
  private readonly rows = new Map<string, Row>();

  override async forSealing(
    subjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, SubjectKey>> {
    await Promise.resolve();
    const erased = [...new Set(subjectIds)].filter((id) => this.rows.get(id)?.key === 'erased');
    if (erased.length > 0) throw new PersonErased(erased);
    return new Map(subjectIds.map((id) => [id, this.keyOf(id)]));
  }

  override async forOpening(
    parts: readonly KeyOfPart[],
  ): Promise<ReadonlyMap<string, SubjectKey | 'erased'>> {
    await Promise.resolve();
    const found = parts.map(({ subjectId, keyId }) => ({ keyId, row: this.rows.get(subjectId) }));
    const missing = found.filter(({ keyId, row }) => row?.keyId !== keyId);
    if (missing.length > 0) throw new KeyMissing(missing.map(({ keyId }) => keyId));
    return new Map(found.flatMap(({ keyId, row }) => (row ? [[keyId, row.key]] : [])));
  }

  async erase(subjectId: string): Promise<void> {
    await Promise.resolve();
    const keyId = this.rows.get(subjectId)?.keyId ?? newSubjectKey(subjectId).keyId;
    this.rows.set(subjectId, { keyId, key: 'erased' });
  }

  private keyOf(subjectId: string): SubjectKey {
    const known = this.rows.get(subjectId)?.key;
    if (known !== undefined && known !== 'erased') return known;
    const key = newSubjectKey(subjectId);
    this.rows.set(subjectId, { keyId: key.keyId, key });
    return key;
  }
}
