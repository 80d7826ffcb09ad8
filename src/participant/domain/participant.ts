import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Personal } from '../../kernel/event';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import type { Place } from '../../programme/domain/programme.events';
import { evolveCover } from './evolve-cover';
import { evolvePerson } from './evolve-person';
import type {
  ContributionRefunded,
  CoverRefusalGround,
  CoverTerms,
  MemberDetails,
  ParticipantEvent,
  PersonalDetails,
  Relation,
} from './participant.events';

export type Enrolment = {
  readonly programme: string;
  readonly nikRef: string;
  readonly familyRef: string | null;
  readonly place: Place;
  /** The day of the last move; null while nobody has moved. */
  readonly placeSince: CalendarDay | null;
  readonly warnings: readonly string[];
  readonly details: PersonalDetails | 'erased';
};

export type Period = CoverTerms & {
  readonly periodId: string;
  readonly status: 'requested' | 'started' | 'refused' | 'annulled';
  readonly refusedFor: CoverRefusalGround | null;
};

/** Neither refused nor annulled: it stands in the way of another one. */
export const isLive = ({ status }: Period): boolean =>
  status === 'requested' || status === 'started';

/** By which paper, and for which card, a period was last answered. */
export type PeriodPapers = {
  readonly reference: string | null;
  readonly kpj: string | null;
};

export type Member = {
  readonly memberId: string;
  readonly relation: Relation;
  readonly legalChild: boolean;
  readonly details: MemberDetails | 'erased';
};

export type Contribution = {
  readonly paymentId: string;
  readonly programme: string;
  readonly months: readonly CalendarMonth[];
  readonly amount: Rupiah;
  readonly paidOn: CalendarDay;
  /** Months that were paid once, until they were refunded; absent where none was. */
  readonly refunded?: readonly CalendarMonth[];
};

export type Death = { readonly diedOn: CalendarDay; readonly knownOn: CalendarDay };

/** A retraction of the death that waits for a second person, or the last one that was approved. */
export type DeathRetraction = {
  readonly requestId: string;
  readonly reasonCode: string;
  readonly by: string;
  readonly approved: boolean;
};

/** Into whom this participant shall be merged, or was. */
export type Merge = {
  readonly requestId: string;
  readonly survivor: string;
  readonly reasonCode: string;
  readonly by: string;
  readonly approved: boolean;
};

/** Only what a later decision needs, here or in a claim. */
export type Participant = {
  readonly enrolment: Enrolment | null;
  readonly periods: readonly Period[];
  /** By the period's id. */
  readonly papers: Readonly<Record<string, PeriodPapers>>;
  /** Without what was refunded. */
  readonly contributions: readonly Contribution[];
  /** Refunds that took from them. */
  readonly refunds: readonly string[];
  readonly family: readonly Member[];
  /** Ids of those who were removed from it. */
  readonly formerFamily: readonly string[];
  readonly death: Death | null;
  /** The claim that recorded it; null where somebody else told of it. */
  readonly deathOfClaim: string | null;
  readonly retraction: DeathRetraction | null;
  readonly merge: Merge | null;
  /** NIK that were assigned for a correction that was given up. */
  readonly abandonedNikRefs: readonly string[];
};

export const initialState: Participant = {
  enrolment: null,
  periods: [],
  papers: {},
  contributions: [],
  refunds: [],
  family: [],
  formerFamily: [],
  death: null,
  deathOfClaim: null,
  retraction: null,
  merge: null,
  abandonedNikRefs: [],
};

/** Never refuses: what is in the stream has happened. */
export const evolve = (participant: Participant, event: ParticipantEvent): Participant => {
  switch (event.type) {
    case 'ParticipantEnrolled': {
      const { programme, nikRef, familyRef, place, warnings } = event.data;
      const known = { programme, nikRef, familyRef, place, placeSince: null, warnings };
      const enrolment = { ...known, details: onlyPart(event.personal) };
      return { ...participant, enrolment };
    }
    case 'EnrolmentAnnulled':
      return { ...participant, enrolment: null };
    case 'ContributionRecorded': {
      const { paymentId, programme, months, amount, paidOn } = event.data;
      const contribution = { paymentId, programme, months, amount, paidOn };
      return { ...participant, contributions: [...participant.contributions, contribution] };
    }
    case 'ContributionRefunded':
      return refunded(participant, event.data);
    case 'ParticipantDied': {
      const { diedOn, knownOn, claimId } = event.data;
      const death = { diedOn, knownOn };
      return { ...participant, death, deathOfClaim: claimId, retraction: null };
    }
    case 'CoverageRequested':
    case 'CoverageStarted':
    case 'CoverageRefused':
    case 'CoverageExtended':
    case 'CoverageEnded':
    case 'CoverageCorrected':
    case 'CoverageAnnulled':
      return evolveCover(participant, event);
    default:
      return evolvePerson(participant, event);
  }
};

const refunded = (
  participant: Participant,
  { refundId, paymentId, months, amount }: ContributionRefunded['data'],
): Participant => ({
  ...participant,
  refunds: [...participant.refunds, refundId],
  contributions: participant.contributions.map((one) =>
    one.paymentId === paymentId
      ? {
          ...one,
          months: one.months.filter((month) => !months.includes(month)),
          refunded: [
            ...(one.refunded ?? []),
            ...one.months.filter((month) => months.includes(month)),
          ],
          amount: rupiah(one.amount - amount),
        }
      : one,
  ),
});

/** The details of the one person that such an event speaks of. */
const onlyPart = (personal: Personal<PersonalDetails> | undefined): PersonalDetails | 'erased' =>
  Object.values(personal ?? {})[0] ?? 'erased';
