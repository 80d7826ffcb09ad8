/** What has a place. A person is anyone with an id of his own who is no participant. */
export type Placed = {
  readonly kind: 'participant' | 'claim' | 'scholarship' | 'person';
  readonly id: string;
};

/** Where cases and people are: a case stays where it was reported, a participant may move. */
export abstract class Places {
  /** The sub-district's code; null where there is no such thing, or it has no place. */
  abstract of(placed: Placed): Promise<string | null>;
}
