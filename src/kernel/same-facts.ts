import type { Json } from './event';

/**
 * Whether two values say the same, whatever the order of their fields. This is how a report that comes again under
 * another key is told from a report of something else.
 */
export const sameFacts = (one: Json, other: Json): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;

  const a = one as Readonly<Record<string, Json>>;
  const b = other as Readonly<Record<string, Json>>;
  const fields = Object.keys(a);
  return (
    fields.length === Object.keys(b).length &&
    fields.every((field) => {
      const [left, right] = [a[field], b[field]];
      return left !== undefined && right !== undefined && sameFacts(left, right);
    })
  );
};
