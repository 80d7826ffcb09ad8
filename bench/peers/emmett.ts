import type { Pool } from 'pg';
import { someEvent, someStream } from '../store/some-events';

/** As far as it is used here: the package is installed for benchmarks only. */
type EmmettStore = {
  readonly appendToStream: (
    stream: string,
    events: readonly object[],
    options: { readonly expectedStreamVersion: unknown },
  ) => Promise<unknown>;
  readonly readStream: (stream: string) => Promise<{ readonly events: readonly object[] }>;
  readonly close: () => Promise<void>;
};
type EmmettModules = {
  readonly getPostgreSQLEventStore: (
    url: string,
    options: { readonly connectionOptions: { readonly pool: Pool } },
  ) => EmmettStore;
  readonly STREAM_DOES_NOT_EXIST: unknown;
};

export type Emmett = {
  /** So many events to a new stream, whose name it gives. */
  readonly append: (events: number) => Promise<string>;
  readonly readStream: (stream: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Emmett's event store, as its documentation sets it up, with a pool of ours so that it has as many connections. */
export const emmett = async (url: string, pool: Pool): Promise<Emmett> => {
  const { getPostgreSQLEventStore, STREAM_DOES_NOT_EXIST } = await modules();
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  return {
    append: async (events) => {
      const stream = someStream();
      const made = Array.from({ length: events }, someEvent);
      await store.appendToStream(
        stream,
        made.map(({ type, data, metadata }) => ({ type, data, metadata })),
        { expectedStreamVersion: STREAM_DOES_NOT_EXIST },
      );
      return stream;
    },
    readStream: async (stream) => (await store.readStream(stream)).events.length,
    close: () => store.close(),
  };
};

const modules = async (): Promise<EmmettModules> => {
  const [core, postgres] = ['@event-driven-io/emmett', '@event-driven-io/emmett-postgresql'];
  try {
    return {
      ...((await import(core)) as EmmettModules),
      ...((await import(postgres)) as EmmettModules),
    };
  } catch (error) {
    throw new Error('Emmett is missing: run npm ci in bench/.', { cause: error });
  }
};
