/** Whoever works on lists, where this thread does not. */
export type Background = {
  /** Whatever is due for a list. */
  readonly beginList: (listId: string) => void;
};

/** Of Nest's; null where this thread does all the work by itself. */
export const BACKGROUND = Symbol('background');
