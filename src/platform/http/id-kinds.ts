import { asCaseNumber, type CasePrefix } from '../../kernel/case-number';
import { type FieldKind, Refused } from './field-kind';
import {
  benefitFromRef,
  type IdPrefix,
  payoutFromRef,
  type PlainPrefix,
  readPublicId,
  readStreamed,
} from './public-ids';

/** Stands in a field until the id that belongs to the number is looked up. */
export class TypedCaseNumber {
  constructor(readonly number: string) {}
}

const CASE_PREFIXES: Readonly<Partial<Record<IdPrefix, CasePrefix>>> = { clm: 'KLM', sch: 'BSW' };

/** The number of such a case, where that is what somebody wrote in place of its id. */
export const caseNumberFor = (prefix: IdPrefix, text: string): string | null => {
  const casePrefix = CASE_PREFIXES[prefix];
  const number = casePrefix ? asCaseNumber(text) : null;
  return casePrefix && number?.startsWith(casePrefix) ? number : null;
};

/**
 * Read into the id inside: a UUID or a hash; for `ben` and `pyt` a reference that names its stream too. A claim's or a
 * scholarship's number is taken in place of its id.
 */
export const id = (prefix: IdPrefix): FieldKind => ({
  schema: { type: 'string', pattern: `^${prefix}_[0-9a-z]+$`, maxLength: 60 },
  read: (value) => {
    const text = typeof value === 'string' ? value : '';
    const number = caseNumberFor(prefix, text);
    if (number !== null) return new TypedCaseNumber(number);
    return readId(prefix, text) ?? new Refused('id-form', { prefix });
  },
});

const readId = (prefix: IdPrefix, text: string): unknown => {
  if (prefix === 'ben') return readStreamed('ben', text) && benefitFromRef(text);
  if (prefix === 'pyt') return readStreamed('pyt', text) && payoutFromRef(text);
  return readPublicId(prefix satisfies PlainPrefix, text);
};
