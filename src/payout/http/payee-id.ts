import { facilityById } from '../../claim/domain/facilities';
import { type FieldKind, Refused } from '../../platform/http/field-kind';
import { readPublicId } from '../../platform/http/public-ids';

/** Whoever may be paid: the participant, a person by id, or a facility by its code. */
export const payeeId: FieldKind<string> = {
  schema: { type: 'string', maxLength: 60, example: 'mem_06fj8sz1k7q4m8t5w2x9c3v0ra' },
  read: (value) => {
    const text = typeof value === 'string' ? value : '';
    const person = readPublicId('par', text) ?? readPublicId('mem', text);
    if (person !== null) return person;
    return facilityById(text) ? text : new Refused('id-form', { prefix: 'mem' });
  },
};
