import type { Role } from '../event-store/recorded-event';

export const ROLES = [
  'enroller',
  'adjuster',
  'supervisor',
  'finance',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

/** The scope of a token whose bearer may open what is masked, if he says why. */
export const PII_READ = 'pii:read';

/** Who asks, as a verified token says. */
export type Caller = {
  /** An opaque user id. */
  readonly actor: string;
  readonly roles: readonly Role[];
  /** `16.06.NN`; `'all'` only where the token says so; null where it says nothing of them. */
  readonly subDistricts: readonly string[] | 'all' | null;
  readonly scopes: readonly string[];
};

export const hasRole = ({ roles }: Caller, allowed: readonly Role[]): boolean =>
  roles.some((role) => allowed.includes(role));

const ACTOR = /^(?!system:)[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
/** An actor is written into events for ever, so it must not be somebody's NIK. */
const LOOKS_LIKE_NIK = /\d{16}/;
const SUB_DISTRICT = /^\d{2}\.\d{2}\.\d{2}$/;

/** Whether that may be a person's id; `system:` is how reactions sign. */
export const isActor = (text: string): boolean => ACTOR.test(text) && !LOOKS_LIKE_NIK.test(text);

export const isSubDistrict = (text: string): boolean => SUB_DISTRICT.test(text);
