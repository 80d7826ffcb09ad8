import { type CalendarDay, wholeYearsBetween } from '../kernel/calendar-day';
import { nikWarnings, parseNik } from '../kernel/nik';
import { Rejection } from '../kernel/rejection';
import type { KeyedHasher } from '../platform/privacy/keyed-hash';
import type { Place } from '../programme/domain/programme.events';
import type { PersonalDetails } from './domain/participant.events';

/** What is derived from a newcomer's details, to stand in the clear. */
export type DerivedFacts = {
  readonly nikRef: string;
  readonly familyRef: string | null;
  readonly ageInYears: number;
};

export const factsOf = (
  { details }: { readonly details: PersonalDetails },
  hasher: Pick<KeyedHasher, 'nikRef' | 'familyRef'>,
  today: CalendarDay,
): DerivedFacts => ({
  nikRef: hasher.nikRef(details.nik),
  familyRef: details.familyCardNumber === null ? null : hasher.familyRef(details.familyCardNumber),
  ageInYears: wholeYearsBetween(details.birthDate, today),
});

type Listed = { readonly details: PersonalDetails; readonly place: Place };

/** Of working age, as the payer understands it: outside it a person is enrolled with a warning. */
const [YOUNGEST, OLDEST] = [15, 65];

/** What the office should look at, in the words that are stored. */
export const warningsFor = (
  { details, place: { subDistrictCode } }: Listed,
  { ageInYears }: Pick<DerivedFacts, 'ageInYears'>,
): readonly string[] => [
  ...nikWarningsFor(details, subDistrictCode),
  ...(ageInYears < YOUNGEST || ageInYears > OLDEST ? ['age_outside_15_65'] : []),
];

/** A NIK that could not be read was refused at the door. */
const nikWarningsFor = (
  { nik, birthDate, sex }: PersonalDetails,
  subDistrictCode: string,
): readonly string[] => {
  const parsed = parseNik(nik);
  if ('fault' in parsed) throw new Rejection('nik-invalid');
  const warnings = nikWarnings(parsed, { birthDate, sex, subDistrictCode });
  return warnings.map((code) => code.replaceAll('-', '_'));
};
