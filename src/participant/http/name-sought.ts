import type { FieldKind } from '../../platform/http/field-kind';
import { Refused } from '../../platform/http/field-kind';
import { text } from '../../platform/http/field-kinds';
import { field, type FieldOptions } from '../../platform/http/fields';
import { searchableName } from '../queries/searchable-name';

const LONGEST = 100;
const FEWEST_LETTERS = 2;

const { schema, read } = text({ max: LONGEST, min: FEWEST_LETTERS });

const nameSought: FieldKind<string> = {
  schema,
  read: (value) => {
    const tidy = read(value);
    if (tidy instanceof Refused)
      return tidy.fault === 'text-empty' ? new Refused('name-too-short') : tidy;
    if (tidy.replaceAll(/[^\d]/g, '').length >= 16) return new Refused('nik-is-no-name');
    const letters = searchableName(tidy).replaceAll(/[^a-z]/g, '');
    return letters.length < FEWEST_LETTERS ? new Refused('name-too-short') : tidy;
  },
};

/** A name that somebody looks for: two letters of the Latin alphabet at least, and no NIK. */
export const NameSought = (options: FieldOptions) => field(nameSought, options);
