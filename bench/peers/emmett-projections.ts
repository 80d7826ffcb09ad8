import { randomUUID } from 'node:crypto';
import type { Told } from '../projections/made-up-log';

/** As far as it is used here: the package is installed for benchmarks only. */
type Evolve = (document: Readonly<Record<string, unknown>> | null, event: Event) => object | null;
type Event = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
type Modules = {
  readonly getPostgreSQLEventStore: (url: string) => {
    readonly appendToStream: (stream: string, events: readonly object[]) => Promise<unknown>;
    readonly schema: { readonly migrate: () => Promise<unknown> };
    readonly close: () => Promise<void>;
  };
  readonly pongoSingleStreamProjection: (options: {
    readonly collectionName: string;
    readonly canHandle: readonly string[];
    readonly evolve: Evolve;
  }) => object;
  readonly pongoMultiStreamProjection: (options: {
    readonly collectionName: string;
    readonly canHandle: readonly string[];
    readonly getDocumentId: (event: Event) => string;
    readonly evolve: Evolve;
  }) => object;
  readonly rebuildPostgreSQLProjections: (options: {
    readonly connectionString: string;
    readonly projections: readonly object[];
  }) => { readonly start: () => Promise<unknown>; readonly close: () => Promise<unknown> };
};

export type EmmettProjections = {
  /** In the open: it seals nothing. */
  readonly append: (lives: readonly (readonly Told[])[]) => Promise<number>;
  /** The cards and the register alone, by the rebuild that its documentation describes. */
  readonly rebuild: () => Promise<void>;
};

export const emmettProjections = async (url: string): Promise<EmmettProjections> => {
  const emmett = await modules();
  const append = async (lives: readonly (readonly Told[])[]): Promise<number> => {
    const store = emmett.getPostgreSQLEventStore(url);
    try {
      let events = 0;
      for (const life of lives)
        for (const stream of new Set(life.map((told) => told.stream))) {
          const told = life.filter((one) => one.stream === stream).map(({ event }) => event);
          await store.appendToStream(stream, told);
          events += told.length;
        }
      return events;
    } finally {
      await store.close();
    }
  };
  const rebuild = async (): Promise<void> => {
    const consumer = emmett.rebuildPostgreSQLProjections({
      connectionString: url,
      // A processor that has been there before goes on where it was, and rebuilds nothing.
      projections: [cards(emmett), register(emmett)].map((projection) => ({
        projection,
        processorId: `rebuild-${randomUUID()}`,
        truncateOnStart: true,
      })),
    });
    await consumer.start();
    await consumer.close();
  };
  return { append, rebuild };
};

const cards = ({ pongoSingleStreamProjection }: Modules): object =>
  pongoSingleStreamProjection({
    collectionName: 'emmett_cards',
    canHandle: ['ParticipantEnrolled', 'CoverageStarted', 'ContributionRecorded'],
    evolve: (card, { type, data }) => {
      if (type === 'ParticipantEnrolled') return { ...data, periods: [], contributions: [] };
      const list = type === 'CoverageStarted' ? 'periods' : 'contributions';
      return card && { ...card, [list]: [...((card[list] as object[] | undefined) ?? []), data] };
    },
  });

const register = ({ pongoMultiStreamProjection }: Modules): object =>
  pongoMultiStreamProjection({
    collectionName: 'emmett_register',
    canHandle: ['PayoutScheduled', 'PayoutConfirmed'],
    getDocumentId: ({ data }) => String(data['payoutId']),
    evolve: (payout, { type, data }) =>
      type === 'PayoutScheduled'
        ? { ...data, status: 'scheduled' }
        : payout && { ...payout, status: 'confirmed', paid: data },
  });

const modules = async (): Promise<Modules> => {
  const name = '@event-driven-io/emmett-postgresql';
  try {
    return (await import(name)) as Modules;
  } catch (error) {
    throw new Error('Emmett is missing: run npm ci in bench/.', { cause: error });
  }
};
