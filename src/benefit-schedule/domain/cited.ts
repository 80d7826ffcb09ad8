import type { Json } from '../../kernel/event';
import type { Words } from '../../kernel/words';

/** How sure we are of a value: read in the statute, known from press or practice, or confirmed by nobody yet. */
export type Mark = 'statute' | 'practice' | 'unconfirmed';

/** A value and where the law says it. What was not read in the statute says in its note what is open. */
export type Cited<Value> =
  | { readonly value: Value; readonly citation: string; readonly mark: 'statute' }
  | {
      readonly value: Value;
      readonly citation: string;
      readonly mark: 'practice' | 'unconfirmed';
      readonly note: Words;
    };

/** What was read in that statute. */
export const statedIn =
  (citation: string) =>
  <Value>(value: Value): Cited<Value> => ({ value, citation, mark: 'statute' });

/** What press or practice says of that statute. */
export const practised = <Value>(value: Value, citation: string, note: Words): Cited<Value> => ({
  value,
  citation,
  mark: 'practice',
  note,
});

/** What is applied until somebody confirms it: an assumption that can be seen. */
export const unconfirmed = <Value>(value: Value, citation: string, note: Words): Cited<Value> => ({
  value,
  citation,
  mark: 'unconfirmed',
  note,
});

/** A value that nobody should take for the letter of the law, by its path in what was searched. */
export type OpenPoint = {
  readonly name: string;
  readonly value: Json;
  readonly mark: 'practice' | 'unconfirmed';
  readonly note: Words;
};

/** Every point below `node` that was not read in a statute, in the order in which it is written. */
export const openPointsIn = (node: object, path: readonly string[] = []): readonly OpenPoint[] => {
  if (!isCited(node))
    return Object.entries(node).flatMap(([name, child]: [string, unknown]) =>
      typeof child === 'object' && child !== null ? openPointsIn(child, [...path, name]) : [],
    );

  const { value } = node;
  return node.mark === 'statute'
    ? []
    : [{ name: path.join('.'), value, mark: node.mark, note: node.note }];
};

const isCited = (node: object): node is Cited<Json> => 'mark' in node && 'citation' in node;
