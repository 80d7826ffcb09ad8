import type { Event } from '../../kernel/event';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

/** One of two: somebody asked that a person be forgotten. Nothing is lost yet. */
export type PersonErasureRequested = Event<
  'PersonErasureRequested',
  { readonly requestId: string; readonly reasonCode: string; readonly by: string }
>;

/** The second: from here on the person's key is gone, or is emptied by whoever starts next. */
export type PersonErased = Event<
  'PersonErased',
  { readonly requestId: string; readonly by: string }
>;

export type ErasureEvent = PersonErasureRequested | PersonErased;
