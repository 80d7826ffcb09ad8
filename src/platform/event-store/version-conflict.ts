import type { RecordedEvent } from './recorded-event';

/** The caller judged an older version than the one that stands. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  readonly code = 'version-conflict';
  readonly since: readonly {
    readonly type: string;
    readonly version: number;
    readonly recordedAt: string;
  }[];

  constructor(
    readonly currentVersion: number,
    since: readonly RecordedEvent[],
  ) {
    super('version-conflict');
    this.since = since.map(({ type, revision, recordedAt }) => ({
      type,
      version: revision + 1,
      recordedAt,
    }));
  }
}
