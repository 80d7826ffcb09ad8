/** What survives a round trip through the event store: no Date, no Map, no bigint, no undefined. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** What is sealed with each person's own key, by subject id; `'erased'` once that person's key is gone. */
export type Personal<Part extends JsonObject> = Readonly<Record<string, Part | 'erased'>>;

/**
 * A fact. `type` is a name stored for ever. `data` says only what was true when it happened, and nothing that
 * names a person; `personal` says the rest and can be forgotten.
 */
export type Event<
  Type extends string = string,
  Data extends JsonObject = JsonObject,
  Part extends JsonObject = never,
> = {
  readonly type: Type;
  readonly data: Data;
  readonly personal?: Personal<Part>;
};

/** Any event at all, with whatever personal part it may have. */
export type AnyEvent = Event<string, JsonObject, JsonObject>;

/** Ends an exhaustive switch: it does not compile while an event is missing, and the codec lets no unknown one through. */
export const unreachable = (event: never): Error =>
  new Error(`No case for ${(event as { readonly type: string }).type}.`);
