import { money } from '../../platform/http/money';
import { publicId } from '../../platform/http/public-ids';
import type { Member, Period } from '../domain/participant';
import type { ParticipantCard } from '../queries/participant-card';
import type { Address, Person } from '../queries/person';

/** A participant without a name: what every command answers with. */
export const participantView = (card: ParticipantCard) => ({
  id: publicId('par', card.id),
  programme: card.programme,
  subDistrictCode: card.subDistrictCode,
  villageCode: card.villageCode,
  ageAtEnrolment: card.ageAtEnrolment,
  warnings: card.warnings.map((code) => code.replaceAll('_', '-')),
  diedOn: card.diedOn,
  deathRetraction: card.state.retraction && secondPersonView(card.state.retraction),
  merge: card.state.merge && {
    ...secondPersonView(card.state.merge),
    survivor: publicId('par', card.state.merge.survivor),
  },
  coveragePeriods: card.state.periods.map(periodView),
  contributionsPaid: money(card.contributionsPaid),
  family: card.state.family.map(memberView),
  enrolledAt: card.enrolledAt,
  version: card.version,
});

const secondPersonView = (request: {
  readonly requestId: string;
  readonly reasonCode: string;
  readonly by: string;
  readonly approved: boolean;
}) => ({
  id: publicId('req', request.requestId),
  status: request.approved ? ('approved' as const) : ('requested' as const),
  reasonCode: request.reasonCode,
  by: request.by,
});

export const periodView = ({ periodId, declaredIncome, ...period }: Period) => ({
  id: publicId('per', periodId),
  ...period,
  declaredIncome: money(declaredIncome),
});

const memberView = ({ memberId, relation, legalChild }: Member) => ({
  id: publicId('mem', memberId),
  relation,
  legalChild,
});

/** A NIK is shown by its region of first registration and its serial, unless the caller may open it and says why. */
export const maskedNik = (nik: string | null): string | null =>
  nik && `${nik.slice(0, 4)}${'•'.repeat(8)}${nik.slice(12)}`;

/** What `personView` shows of a person to those who may open it, and to nobody else. */
export const OPENED_FIELDS = ['nik', 'birthDate', 'phone', 'kpj', 'address'] as const;

/** Who somebody is; birth date, phone, KPJ and address only to those who may open them. */
export type PersonView = Pick<Person, 'name' | 'nik'> &
  Partial<Pick<Person, 'birthDate' | 'phone' | 'kpj'> & { readonly address: Address }>;

export const personView = (
  person: Person | null | undefined,
  open: boolean,
): PersonView | 'erased' | null => {
  if (person?.erased) return 'erased';
  if (!person) return null;
  const { name, nik, birthDate, phone, kpj, address } = person;
  if (!open) return { name, nik: maskedNik(nik) };
  return { name, nik, birthDate, phone, kpj, ...(address ? { address } : {}) };
};
