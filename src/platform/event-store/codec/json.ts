import type { JsonObject } from '../../../kernel/event';

/** Names that change what an object is once someone copies them carelessly. */
const HAZARDS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A text without any of these cannot hold such a name, escaped or not, and most texts are without. */
const MAY_BE_HAZARDOUS = /__proto__|constructor|prototype|\\u/;
const MAX_DEPTH = 64;

/**
 * The object that a text says; `null` where it says none, or one with a hazardous field. Never throws: the message of
 * JSON.parse quotes the text, which may be personal.
 */
export const parseObject = (text: string): JsonObject | null => {
  const value = parsed(text);
  if (!isObject(value) || (MAY_BE_HAZARDOUS.test(text) && holdsHazard(value))) return null;
  return value;
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where and why a value would not come back from JSON as it went in; `null` if it would (-0 comes back as 0). Names
 * fields, never what stands in them.
 */
export const flawIn = (value: unknown, path: string, depth = 0): string | null => {
  if (depth > MAX_DEPTH) return `${path} is nested too deeply`;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return null;
    case 'number':
      return Number.isFinite(value) ? null : `${path} is not a finite number`;
    case 'object':
      return value === null ? null : flawInside(value, path, depth);
    default:
      return `${path} is ${typeof value}`;
  }
};

const flawInside = (value: object, path: string, depth: number): string | null => {
  const flaw = Array.isArray(value) ? flawOfArray(value, path) : flawOfObject(value, path);
  return (
    flaw ??
    firstFlaw(Object.entries(value), ([key, one]) => flawIn(one, `${path}.${key}`, depth + 1))
  );
};

/** Holes and fields of its own do not survive. */
const flawOfArray = (value: readonly unknown[], path: string): string | null =>
  Reflect.ownKeys(value).length === value.length + 1 && Object.keys(value).length === value.length
    ? null
    : `${path} is not a plain array`;

const flawOfObject = (value: object, path: string): string | null => {
  const prototype: unknown = Object.getPrototypeOf(value);
  const keys = Reflect.ownKeys(value);
  if (prototype !== Object.prototype && prototype !== null) return `${path} is not a plain object`;
  if (keys.length !== Object.keys(value).length) return `${path} has hidden fields`;
  return keys.some((key) => HAZARDS.has(String(key))) ? `${path} has a hazardous field` : null;
};

const firstFlaw = <Item>(
  items: readonly Item[],
  flawOf: (item: Item) => string | null,
): string | null => {
  for (const item of items) {
    const flaw = flawOf(item);
    if (flaw !== null) return flaw;
  }
  return null;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Without recursion, so that no depth can exhaust the stack. */
const holdsHazard = (value: unknown): boolean => {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    if (!Array.isArray(one) && Object.keys(one).some((key) => HAZARDS.has(key))) return true;
    for (const inner of Object.values(one)) waiting.push(inner);
  }
  return false;
};
