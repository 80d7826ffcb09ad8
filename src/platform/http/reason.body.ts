import { Code } from './fields';

/** A reason is a word of a list that an office keeps; its own words are personal and stand elsewhere. */
export const REASON = /^(?!.*\d{6})[a-z][a-z0-9_]{1,59}$/;

export class ReasonBody {
  @Code(REASON, 'account_closed')
  reasonCode: string;
}
