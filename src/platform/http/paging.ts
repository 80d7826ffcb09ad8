import type { Position } from '../event-store/event-store';
import { type FieldKind, Refused } from './field-kind';
import type { ReadState } from '../read-models/rows-reader';
import { Count, field } from './fields';
import { invalidQuery } from './invalid-request';
import { positionIn } from './command-context';
import { readView, type ReadView } from './read-view';

export const LARGEST_PAGE = 200;
export const USUAL_PAGE = 50;

const LONGEST_CURSOR = 600;

const position: FieldKind<Position> = {
  schema: { type: 'string' },
  read: (value) => {
    try {
      return positionIn(value) ?? new Refused('position-form');
    } catch {
      return new Refused('position-form');
    }
  },
};

const cursor: FieldKind<string> = {
  schema: {
    type: 'string',
    maxLength: LONGEST_CURSOR,
    description: 'nextCursor of the page before.',
  },
  read: (value) =>
    typeof value === 'string' && value.length <= LONGEST_CURSOR && /^[\w-]+$/.test(value)
      ? value
      : new Refused('cursor-form'),
};

/** Parameters of every query; extend it with your own. */
export class ReadQuery {
  @field(position, { optional: true })
  minPosition: Position | null;
}

/** Parameters of every list. Sort and filter by fields of your own, each with an allow-list. */
export class PageQuery extends ReadQuery {
  @Count({ min: 1, max: LARGEST_PAGE, fromQuery: true, optional: true })
  limit: number | null;

  @field(cursor, { optional: true })
  cursor: string | null;
}

/** The values of the last row's sort columns. Nothing personal: a cursor ends up in URLs. */
export type CursorValues = readonly (string | number)[];

/** @param list the name of the list and of its filters: a cursor goes on only where it came from */
export const cursorFrom = (list: string, values: CursorValues): string =>
  Buffer.from(JSON.stringify([list, ...values])).toString('base64url');

/**
 * The values that the cursor stands for; null for the first page. What comes back was outside meanwhile: hand the values
 * to the database as parameters only.
 * @param types of the values, in order
 * @throws InvalidRequest for a cursor of another list, or none at all.
 */
export const cursorValues = (
  list: string,
  text: string | null,
  types: readonly ('string' | 'number')[],
): CursorValues | null => {
  if (text === null) return null;
  const [from, ...values] = decoded(text);
  const fits =
    from === list &&
    values.length === types.length &&
    values.every((value, index) => typeof value === types[index]);
  if (!fits) throw invalidQuery('cursor', 'cursor-form');
  return values as CursorValues;
};

const decoded = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

export const pageSize = ({ limit }: PageQuery): number => limit ?? USUAL_PAGE;

export type Page<T> = {
  readonly data: readonly T[];
  readonly hasMore: boolean;
  /** For `cursor=` of the next page; null on the last. */
  readonly nextCursor: string | null;
  readonly read: ReadView;
};

/** @param rows one more than fits on the page, where there is one: that is how it is known that there is more */
export const pageOf = <Row, T>(
  rows: readonly Row[],
  size: number,
  read: ReadState,
  of: { readonly shown: (row: Row) => T; readonly cursor: (last: Row) => string },
): Page<T> => {
  const onPage = rows.slice(0, size);
  const last = onPage.at(-1);
  const hasMore = rows.length > size;
  return {
    data: onPage.map(of.shown),
    hasMore,
    nextCursor: hasMore && last !== undefined ? of.cursor(last) : null,
    read: readView(read),
  };
};
