import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { START } from '../event-store/event-store';
import type { Certificate } from './certificate';
import { keyOf, markReady } from './checkpoints';
import type { AnyProjection } from './projection';
import { dropLeftBeside, reconcile, RebuildUnderWay, unreadyAmong } from './reconcile';
import type { FoldingParts } from './folding';
import { runAlone } from './sql';

/** A new version differs from the one before in what its author did not declare. */
export class NewVersionRefused extends Error {
  override readonly name = 'NewVersionRefused';

  constructor(readonly certificates: readonly Certificate[]) {
    super(
      `${certificates.map(refusalOf).join('\n')}\nNobody reads from it, and the version before is untouched. Mend the fold, or declare what it changes.`,
    );
  }
}

const refusalOf = (one: Certificate): string => {
  const faults = [
    `${one.differences} rows differ`,
    ...one.differing.slice(0, 10).map(({ id, is, columns }) => `${id} ${is} ${columns.join(' ')}`),
    ...one.columnsUndeclared.map((column) => `column ${column} is not declared`),
    ...one.streamsDiffering.slice(0, 10).map((stream) => `${stream} is left by one alone`),
  ];
  return `${one.name}-v${one.version} is refused: ${faults.join('; ')}.`;
};

export type AtStart = Omit<FoldingParts, 'dataSource' | 'onRead'> & {
  readonly dataSource: DataSource;
  /** Runs the work on connections that wait as long as it takes. */
  readonly patiently: (work: (dataSource: DataSource) => Promise<void>) => Promise<void>;
  readonly say: (line: string) => void;
};

const WAIT_MS = 1_000;

/**
 * Builds up what nobody may read from yet: a new read model, or a new version of one, held against the version before.
 * When it returns, every table is whole: no reader ever sees one that is half built. An older release may serve
 * meanwhile. Throws `NewVersionRefused`.
 */
export const builtUp = async (
  projections: readonly AnyProjection[],
  parts: AtStart,
): Promise<void> => {
  const { dataSource, store, say } = parts;
  await dropLeftBeside(dataSource, projections);
  for (;;) {
    const unready = await unreadyAmong(dataSource, projections);
    if (unready.length === 0) return;
    if ((await store.head()) === START) {
      for (const projection of unready) await markReady(runAlone(dataSource), keyOf(projection));
      return;
    }
    try {
      await parts.patiently((patient) => buildUp(unready, { ...parts, dataSource: patient }));
    } catch (error) {
      if (!(error instanceof RebuildUnderWay)) throw error;
      say('Another process builds up the read models; waiting for it.');
      await sleep(WAIT_MS);
    }
  }
};

const buildUp = async (
  unready: readonly AnyProjection[],
  { dataSource, store, decode, say }: AtStart,
): Promise<void> => {
  say(`Building up ${unready.map(keyOf).join(', ')} from the log.`);
  const certificates = await reconcile(
    unready,
    { kind: 'rebuild', apply: true, accept: [] },
    { dataSource, store, decode },
  );
  const refused = certificates.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) throw new NewVersionRefused(refused);
  for (const { name, version, rows, seconds } of certificates)
    say(`${name}-v${version}: ${rows.new} rows in ${seconds} s.`);
};
