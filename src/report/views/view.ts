import type { AnyProjection } from '../../platform/read-models/projection';
import { READ_MODELS_SCHEMA, tableNameOf } from '../../platform/read-models/read-model-table';

/** A view of the schema `reports`. Its columns are its promise to whoever builds on them: add, and never rename. */
export type ReportView = {
  readonly name: string;
  /** What a row is. */
  readonly comment: string;
  /** Each column with what it says, in order. */
  readonly columns: Readonly<Record<string, string>>;
  /** Gives exactly those columns, in that order. */
  readonly sql: string;
};

export const tableOf = (projection: Pick<AnyProjection, 'name' | 'version'>): string =>
  `${READ_MODELS_SCHEMA}.${tableNameOf(projection)}`;

/** What many views have in common. */
export const PLACE = {
  sub_district_code: 'Kecamatan (16.06.NN), at the time of the facts',
  village_code: 'Desa or kelurahan, at the time of the facts',
} as const;

/** Of a text column that holds a day. */
export const day = (expression: string): string => `(${expression})::date`;

export const TODAY = `(now() AT TIME ZONE 'Asia/Jakarta')::date`;
