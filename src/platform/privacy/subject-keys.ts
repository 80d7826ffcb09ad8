import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { Rejection } from '../../kernel/rejection';

/** The AES-256 key of one person. A `KeyObject`, so that no log or error can print it. */
export type SubjectKey = {
  readonly keyId: string;
  readonly subjectId: string;
  readonly key: KeyObject;
};

/** Which key a sealed part says it needs. */
export type KeyOfPart = Pick<SubjectKey, 'subjectId' | 'keyId'>;

/** The port: one key per subject for ever, which can be emptied and then stays empty. */
export abstract class SubjectKeys {
  /**
   * By subject id. What was missing is made and committed before this returns: nothing is ever sealed with a key that
   * a crash could lose. Throws `PersonErased` if one of them is a tombstone.
   */
  abstract forSealing(subjectIds: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;

  /** By key id. Throws `KeyMissing` where a subject has no such key at all. */
  abstract forOpening(
    parts: readonly KeyOfPart[],
  ): Promise<ReadonlyMap<string, SubjectKey | 'erased'>>;
}

/** Apart from the port above, because whoever writes and reads events has no business emptying keys. */
export abstract class SubjectKeyEraser {
  /**
   * Empties the subject's key for ever, or leaves a tombstone where there never was one. Repeating it changes nothing.
   * It asks for no reason: whoever calls has written `PersonErased` first.
   */
  abstract erase(subjectId: string): Promise<void>;
}

/** Something was to be sealed for people whose keys are gone for ever. */
export class PersonErased extends Rejection {
  constructor(readonly subjectIds: readonly string[]) {
    super('person-erased');
  }
}

/** A sealed part names a key that is not in the table: a lost or stale backup of the keys, never an erasure. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  constructor(readonly keyIds: readonly string[]) {
    super(
      `No key row for ${keyIds.length} sealed part(s), the first under key ${keyIds[0] ?? ''}.`,
    );
  }
}

export const newSubjectKey = (subjectId: string): SubjectKey => ({
  keyId: randomUUID(),
  subjectId,
  key: createSecretKey(randomBytes(32)),
});
