import type { StoredEvent } from '../event-store';

type Place = Pick<StoredEvent, 'type' | 'schemaVersion' | 'stream' | 'position'>;

/** Written by a newer release than this one: nothing may be decided or shown without it. Holds no data. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly type: string;
  readonly schemaVersion: number;
  readonly stream: string;
  readonly position: string;

  constructor(
    { type, schemaVersion, stream, position }: Place,
    readonly unknown: 'type' | 'schema_version' | 'seal_version',
  ) {
    super(
      `${type} v${schemaVersion} in ${stream} at position ${position}: this release does not know its ${unknown}.`,
    );
    this.type = type;
    this.schemaVersion = schemaVersion;
    this.stream = stream;
    this.position = position;
  }
}

/** What stands in the store is not what we wrote. Holds no data, and no cause that would quote some. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly position: string;

  constructor(
    { id, type, stream, position }: Pick<StoredEvent, 'id' | 'type' | 'stream' | 'position'>,
    readonly part: 'data' | 'metadata' | 'personal',
  ) {
    super(`${type} ${id} in ${stream} at position ${position}: its ${part} cannot be read.`);
    this.id = id;
    this.type = type;
    this.stream = stream;
    this.position = position;
  }
}

/** A fault of ours, found before anything is written. Names fields, never what stands in them. */
export class UnwritableEvent extends Error {
  override readonly name = 'UnwritableEvent';

  constructor(
    readonly type: string,
    why: string,
  ) {
    super(`${type} cannot be stored: ${why}.`);
  }
}
