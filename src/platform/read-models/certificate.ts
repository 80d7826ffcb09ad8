import type { Position } from '../event-store/event-store';
import type { Comparison, RowDifference } from './comparison';
import type { Run } from './sql';

/** What a fold from the first event has proven about a read model. Nothing personal: ids, columns, figures and hashes. */
export type Certificate = {
  readonly name: string;
  readonly version: number;
  readonly purpose: 'verify' | 'rebuild';
  readonly outcome: Outcome;
  /** Both sides had read up to here and no further. */
  readonly position: Position;
  /** Where it was held against another version. */
  readonly againstVersion: number | null;
  readonly rows: { readonly old: number | null; readonly new: number };
  /** Null where the rows are personal and so outside of every hash. */
  readonly hash: { readonly old: string | null; readonly new: string | null };
  /** Rupiah, by column. */
  readonly sums: Readonly<Record<string, { readonly old: string; readonly new: string }>>;
  readonly columnsCompared: readonly string[];
  readonly columnsDeclared: readonly string[];
  /** Rows that differ in what was not declared, and the first of them by id. */
  readonly differences: number;
  readonly differing: readonly RowDifference[];
  readonly columnsUndeclared: readonly string[];
  /** Streams that one side could read and the other could not. */
  readonly streamsDiffering: readonly string[];
  /** Rows that were made what the log says. */
  readonly replaced: number;
  readonly events: number;
  readonly seconds: number;
};

/**
 * `same`: nothing had to change. `built`: there was nothing before. `switched`: it is read from now on. `refused`: it
 * differs in what nobody declared or accepted, and nothing was changed. `would-switch`: only tried. `not-compared`:
 * its rows are personal.
 */
export type Outcome = 'same' | 'built' | 'switched' | 'would-switch' | 'refused' | 'not-compared';

export const isRight = ({ outcome }: Pick<Certificate, 'outcome'>): boolean =>
  outcome !== 'refused';

/** Nothing was compared: there was nothing before, or the rows are personal. */
export const NOT_COMPARED: Pick<
  Certificate,
  'hash' | 'sums' | 'columnsCompared' | 'differences' | 'differing' | 'columnsUndeclared'
> = {
  hash: { old: null, new: null },
  sums: {},
  columnsCompared: [],
  differences: 0,
  differing: [],
  columnsUndeclared: [],
};

export const compared = (comparison: Comparison): typeof NOT_COMPARED => ({
  hash: { old: comparison.old.hash, new: comparison.new.hash },
  sums: Object.fromEntries(
    Object.entries(comparison.new.sums).map(([column, sum]) => [
      column,
      { old: comparison.old.sums[column] ?? '0', new: sum },
    ]),
  ),
  columnsCompared: comparison.columns,
  differences: comparison.differences,
  differing: comparison.differing,
  columnsUndeclared: comparison.undeclared,
});

export type Reconciliation = { readonly finishedAt: Date; readonly certificate: Certificate };

export const recordCertificate = async (run: Run, certificate: Certificate): Promise<void> => {
  await run('INSERT INTO read_models.reconciliation (name, certificate) VALUES ($1, $2)', [
    certificate.name,
    JSON.stringify(certificate),
  ]);
};

/** The last ones of each read model, newest first. */
export const lastReconciliations = (
  run: Run,
  names: readonly string[],
  each: number,
): Promise<readonly Reconciliation[]> =>
  run(
    `SELECT found.finished_at AS "finishedAt", found.certificate
       FROM unnest($1::text[]) AS wanted (name)
       CROSS JOIN LATERAL (
         SELECT id, finished_at, certificate FROM read_models.reconciliation
          WHERE reconciliation.name = wanted.name ORDER BY id DESC LIMIT $2
       ) AS found
      ORDER BY found.id DESC`,
    [names, each],
  );
