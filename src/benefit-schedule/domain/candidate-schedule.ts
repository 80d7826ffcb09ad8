import { calendarDay } from '../../kernel/calendar-day';
import { type BenefitSchedule, scheduleOn } from './benefit-schedule';

// A schedule that is not law, or not yet: what it would change is asked of past decisions. Nothing is decided by it.

/**
 * A version as JSON says it: `id`, `inForceFrom`, and whatever differs from the version in force on that day; the rest is
 * taken from that one. `{"id":"DRAFT","inForceFrom":"2024-01-01","deathByIllness":{"funeral":{"value":12000000}}}`.
 * @throws RangeError that names the path of what no version has, or has as something else.
 */
export const candidateFrom = (
  json: unknown,
  schedules: readonly BenefitSchedule[],
): BenefitSchedule => {
  if (!isObject(json) || typeof json['id'] !== 'string' || typeof json['inForceFrom'] !== 'string')
    throw new RangeError('A schedule needs an id and the day on which it comes into force.');
  const inForceFrom = calendarDay(json['inForceFrom']);
  const base = { ...scheduleOn(inForceFrom, schedules), lastDay: null };
  const known = schedules.map((one) => ({ ...one, lastDay: base.inForceFrom }));
  const merged = overlaid(base, json, known, []) as BenefitSchedule;
  return {
    ...merged,
    inForceFrom,
    lastDay: merged.lastDay === null ? null : calendarDay(merged.lastDay),
  };
};

type JsonLike = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonLike =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Field by field; what is null in the base has the shape that another version gives it. */
const overlaid = (
  base: unknown,
  given: unknown,
  shapes: readonly unknown[],
  path: readonly string[],
): unknown => {
  const shape = base ?? shapes.find((one) => one !== null && one !== undefined);
  if (given === null && shapes.includes(null)) return null;
  if (kindOf(shape) !== kindOf(given)) throw new RangeError(`${nameOf(path)} is no such thing.`);
  if (!isObject(given)) return checkedValue(given, path);
  const fields = isObject(shape) ? shape : {};
  const changed = Object.entries(given).map(([name, value]): [string, unknown] => {
    if (!Object.hasOwn(fields, name))
      throw new RangeError(`No schedule has ${nameOf([...path, name])}.`);
    const below = shapes.flatMap((one) => (isObject(one) ? [one[name]] : []));
    return [name, overlaid(fields[name], value, below, [...path, name])];
  });
  return { ...fields, ...Object.fromEntries(changed) };
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
};
const nameOf = (path: readonly string[]): string => path.join('.') || 'The schedule';

const checkedValue = (value: unknown, path: readonly string[]): unknown => {
  if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0))
    throw new RangeError(`${nameOf(path)} is no whole number.`);
  return value;
};
