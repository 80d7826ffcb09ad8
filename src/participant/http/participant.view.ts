import { money } from '../../platform/http/money';
import { publicId } from '../../platform/http/public-ids';
import type { Member, Period } from '../domain/participant';
import type { ParticipantCard } from '../queries/participant-card';
import type { Person } from '../queries/person';

/** A participant without a name: what every command answers with. */
export const participantView = (card: ParticipantCard) => ({
  id: publicId('par', card.id),
  programme: card.programme,
  subDistrictCode: card.subDistrictCode,
  villageCode: card.villageCode,
  ageAtEnrolment: card.ageAtEnrolment,
  warnings: card.warnings.map((code) => code.replaceAll('_', '-')),
  diedOn: card.diedOn,
  deathRetraction: requestView(card.state.retraction),
  merge: card.state.merge && {
    ...requestView(card.state.merge),
    survivor: publicId('par', card.state.merge.survivor),
  },
  coveragePeriods: card.state.periods.map(periodView),
  contributionsPaid: money(card.contributionsPaid),
  family: card.state.family.map(memberView),
  enrolledAt: card.enrolledAt,
  version: card.version,
});

const requestView = (
  request: {
    readonly requestId: string;
    readonly reasonCode: string;
    readonly by: string;
    readonly approved: boolean;
  } | null,
) =>
  request && {
    id: publicId('req', request.requestId),
    status: request.approved ? 'approved' : 'requested',
    reasonCode: request.reasonCode,
    by: request.by,
  };

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

export const personView = (person: Person | null | undefined, open: boolean) => {
  if (person?.erased) return 'erased';
  return person
    ? {
        name: person.name,
        nik: open ? person.nik : maskedNik(person.nik),
        ...(open
          ? {
              birthDate: person.birthDate,
              phone: person.phone,
              kpj: person.kpj,
              ...(person.address ? { address: person.address } : {}),
            }
          : {}),
      }
    : null;
};
