/** The place of a thing in the order in which such things came into the stream, from 0. */
export type Placed = { readonly nth: number };

type ById<T> = Readonly<Record<string, T>>;

/** In the order of the facts. A record has none of its own: PostgreSQL gives back the keys of a jsonb sorted in its own way. */
export const inOrder = <T extends Placed>(all: ById<T>): readonly T[] =>
  Object.values(all).sort((one, other) => one.nth - other.nth);

/** The place that a thing has, or that it takes when it is new. */
export const placeIn = (all: ById<Placed>, id: string): number =>
  all[id]?.nth ?? Object.keys(all).length;
