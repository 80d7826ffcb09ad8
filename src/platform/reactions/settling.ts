import type { Run } from '../read-models/sql';
import type { Refused } from './memory';

/** A command to which a rule said no, and who has looked at it since. */
export type Refusal = Refused & {
  readonly refusedAt: Date;
  /** Null while nobody has. */
  readonly settled: { readonly by: string; readonly reasonCode: string; readonly at: Date } | null;
};

type Row = Refused & {
  readonly refusedAt: Date;
  readonly by: string | null;
  readonly reasonCode: string;
  readonly at: Date;
};

/** Oldest first. */
export const refusalsIn = async (run: Run, reaction: string): Promise<readonly Refusal[]> => {
  const rows = await run<Row>(
    `SELECT cause, step, stream, position::text AS position, code, refused_at AS "refusedAt",
            settled_by AS by, reason_code AS "reasonCode", settled_at AS at
       FROM reactions.refused LEFT JOIN reactions.settled USING (reaction, cause, step)
      WHERE reaction = $1 ORDER BY refused_at, cause, step`,
    [reaction],
  );
  return rows.map(({ by, reasonCode, at, ...refused }) => ({
    ...refused,
    settled: by === null ? null : { by, reasonCode, at },
  }));
};

export type Settling = {
  readonly reaction: string;
  readonly cause: string;
  readonly by: string;
  readonly reasonCode: string;
};

/** Ticks off what was refused because of one cause. Gives how many were open: none where somebody had looked before. */
export const settleRefusals = async (
  run: Run,
  { reaction, cause, by, reasonCode }: Settling,
): Promise<number> => {
  const settled = await run(
    `INSERT INTO reactions.settled (reaction, cause, step, settled_by, reason_code)
     SELECT reaction, cause, step, $3, $4 FROM reactions.refused WHERE reaction = $1 AND cause = $2
     ON CONFLICT (reaction, cause, step) DO NOTHING RETURNING step`,
    [reaction, cause, by, reasonCode],
  );
  return settled.length;
};
