import type { DataSource } from 'typeorm';
import { type Position, START } from '../event-store/event-store';
import { advisoryLocks, type Locks } from './advisory-locks';
import { type Certificate, recordCertificate } from './certificate';
import { keyOf, lockCheckpoint, readyAmong } from './checkpoints';
import type { AnyProjection } from './projection';
import { type Folding, type FoldingParts, foldingOf } from './folding';
import { beginSide, completeIndices, dropBeside, goalOf, type Side } from './side';
import { inTransaction, type Run, runAlone, runOn } from './sql';
import { type Purpose, settle, type Work } from './settle';

/** A place at which whoever is told may stop it for good: what is done is done, the rest is undone. */
export type RebuildStep = 'begun' | 'folded' | 'locked' | 'compared' | 'settled';

export type ReconcileParts = FoldingParts & {
  /** Told where each read model is, or all of them. */
  readonly onStep?: (step: RebuildStep, name: string | null) => void | Promise<void>;
};

/** Somebody else is at it. */
export class RebuildUnderWay extends Error {
  override readonly name = 'RebuildUnderWay';

  constructor(name: string) {
    super(`Another process rebuilds or verifies ${name}. Wait for it, or end it, and try again.`);
  }
}

/**
 * Folds the log afresh into tables of their own, in one reading for all, while the application goes on; then holds each
 * against what is read from, at the same position, and does what `purpose` allows. Everything that it may leave behind
 * when it is killed is thrown away by the next, and nobody reads from it. Throws `RebuildUnderWay`.
 */
export const reconcile = async (
  projections: readonly AnyProjection[],
  purpose: Purpose,
  parts: ReconcileParts,
): Promise<readonly Certificate[]> => {
  const { dataSource, onStep } = parts;
  const locks = advisoryLocks(dataSource);
  const startedAt = Date.now();
  const ours: AnyProjection[] = [];
  try {
    for (const projection of projections) {
      if (!(await locks.tryLock(besideLockOf(projection))))
        throw new RebuildUnderWay(projection.name);
      ours.push(projection);
    }
    const sides: Side[] = [];
    for (const projection of projections) sides.push(await beginSide(dataSource, projection));
    await onStep?.('begun', null);
    const folding = foldingOf(parts);
    await folding.to(await goalsOf(sides, parts));
    await completeIndices(dataSource, sides);
    await onStep?.('folded', null);

    const certificates: Certificate[] = [];
    for (const side of sides) {
      const certificate = await settled(side, purpose, { parts, folding, startedAt });
      await recordCertificate(runAlone(dataSource), certificate);
      certificates.push(certificate);
      await onStep?.('settled', side.of.name);
    }
    return certificates;
  } finally {
    await tidy(ours, dataSource, locks);
  }
};

/** Held by whoever folds a version afresh. */
export const besideLockOf = (projection: Pick<AnyProjection, 'name' | 'version'>): string =>
  `${keyOf(projection)}+beside`;

/** A connection that is gone is no reason to hide why. */
const tidy = async (
  projections: readonly AnyProjection[],
  dataSource: DataSource,
  locks: Locks,
): Promise<void> => {
  for (const projection of projections)
    await dropBeside(dataSource, projection).catch(() => undefined);
  await locks.close().catch(() => undefined);
};

const goalsOf = async (
  sides: readonly Side[],
  parts: FoldingParts,
): Promise<ReadonlyMap<Side, Position>> => {
  const goals = await Promise.all(
    sides.map(async (side) => [side, await goalOf(side, parts)] as const),
  );
  return new Map(goals);
};

type Settling = {
  readonly parts: ReconcileParts;
  readonly folding: Folding;
  readonly startedAt: number;
};

/** Catches up until little is left, and with the last of it while the other side is held where it is. */
const settled = async (
  side: Side,
  purpose: Purpose,
  { parts, folding, startedAt }: Settling,
): Promise<Certificate> => {
  const { dataSource, store, onStep } = parts;
  const { name } = side.of;
  await folding.to(await goalsOf([side], parts));
  await folding.to(await goalsOf([side], parts));

  const held = async (run: Run): Promise<Position> => {
    const position = side.base
      ? ((await lockCheckpoint(run, side.base.key)) ?? START)
      : await store.head();
    await folding.to(new Map([[side, position]]));
    await onStep?.('locked', name);
    return position;
  };
  const work = (run: Run, position: Position, may: Purpose): Work => ({
    ...{ side, purpose: may, run, position, events: folding.events(), startedAt },
    onCompared: async () => onStep?.('compared', name),
  });
  const only = purpose.kind === 'rebuild' ? { ...purpose, apply: false } : purpose;
  const tried = await asSeenAtOnce(dataSource, held, (run, position) =>
    settle(work(run, position, only)),
  );
  if (tried.outcome !== 'would-switch' || purpose.kind === 'verify' || !purpose.apply) return tried;
  // There is something to do: what is compared now is what is switched, so nobody else may write until then.
  return inTransaction(dataSource, async (run) => {
    await run('SET LOCAL statement_timeout = 0');
    return settle(work(run, await held(run), purpose));
  });
};

/** Holds the other side only until both can be seen in one snapshot: what only looks keeps nobody waiting. */
const asSeenAtOnce = async <Result>(
  dataSource: DataSource,
  held: (run: Run) => Promise<Position>,
  look: (run: Run, position: Position) => Promise<Result>,
): Promise<Result> => {
  const watcher = dataSource.createQueryRunner();
  try {
    const position = await inTransaction(dataSource, async (run) => {
      const reached = await held(run);
      await watcher.startTransaction('REPEATABLE READ');
      await watcher.query('SET LOCAL statement_timeout = 0');
      // The first question takes the snapshot: it has to come before the other side is let go.
      await watcher.query('SELECT 1');
      return reached;
    });
    return await look(runOn(watcher), position);
  } finally {
    if (watcher.isTransactionActive) await watcher.rollbackTransaction().catch(() => undefined);
    await watcher.release();
  }
};

/** Throws away what killed attempts have left, of which nobody takes care now. For the start of a process. */
export const dropLeftBeside = async (
  dataSource: DataSource,
  projections: readonly AnyProjection[],
): Promise<void> => {
  const locks = advisoryLocks(dataSource);
  try {
    for (const projection of projections)
      if (await locks.tryLock(besideLockOf(projection))) await dropBeside(dataSource, projection);
  } finally {
    await locks.close();
  }
};

/** Those that nobody may read from yet. */
export const unreadyAmong = async (
  dataSource: DataSource,
  projections: readonly AnyProjection[],
): Promise<readonly AnyProjection[]> => {
  const ready = await readyAmong(runAlone(dataSource), projections.map(keyOf));
  return projections.filter((projection) => !ready.has(keyOf(projection)));
};
