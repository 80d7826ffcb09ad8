import type { Position } from '../platform/event-store/event-store';

export type BackgroundOrder = {
  /** What settings are made from; it names the database. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logTo: 'stdout' | 'stderr';
};

export type BackgroundWish =
  { readonly kind: 'list'; readonly listId: string } | { readonly kind: 'stop' };

export type BackgroundSaid =
  | { readonly kind: 'started' }
  | { readonly kind: 'reached'; readonly key: string; readonly position: Position }
  | { readonly kind: 'failed'; readonly reason: string };
