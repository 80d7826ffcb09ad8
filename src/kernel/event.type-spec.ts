import type { Event } from './event';

// Compiles, or fails to: tsc is the test runner here.
export type Fine = Event<
  'Fine',
  {
    readonly at: string;
    readonly lines: readonly { readonly amount: number }[];
    readonly note: string | null;
  }
>;
// @ts-expect-error -- a Date would come back from the store as a string.
export type WithDate = Event<'WithDate', { readonly at: Date }>;
// @ts-expect-error -- a Map would come back empty.
export type WithMap = Event<'WithMap', { readonly lines: Map<string, number> }>;
// @ts-expect-error -- JSON.stringify refuses a bigint when it is too late.
export type WithBigint = Event<'WithBigint', { readonly amount: bigint }>;
// @ts-expect-error -- an undefined field would vanish; say null.
export type WithUndefined = Event<'WithUndefined', { readonly note: string | undefined }>;
