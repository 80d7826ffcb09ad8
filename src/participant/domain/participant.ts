import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import type { Personal } from '../../kernel/event';
import { type Rupiah, rupiah } from '../../kernel/rupiah';
import type { Place } from '../../programme/domain/programme.events';
import { evolveCover } from './evolve-cover';
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
  readonly familyRef: string | null;
  readonly place: Place;
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
};

export type Death = { readonly diedOn: CalendarDay; readonly knownOn: CalendarDay };

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
  readonly death: Death | null;
};

export const initialState: Participant = {
  enrolment: null,
  periods: [],
  papers: {},
  contributions: [],
  refunds: [],
  family: [],
  death: null,
};

/** Never refuses: what is in the stream has happened. */
export const evolve = (participant: Participant, event: ParticipantEvent): Participant => {
  switch (event.type) {
    case 'ParticipantEnrolled': {
      const { programme, familyRef, place } = event.data;
      const details = onlyPart(event.personal);
      return { ...participant, enrolment: { programme, familyRef, place, details } };
    }
    case 'FamilyMemberRegistered': {
      const { memberId, relation, legalChild } = event.data;
      const details = event.personal?.[memberId] ?? 'erased';
      const member = { memberId, relation, legalChild, details };
      return { ...participant, family: [...participant.family, member] };
    }
    case 'ContributionRecorded': {
      const { paymentId, programme, months, amount, paidOn } = event.data;
      const contribution = { paymentId, programme, months, amount, paidOn };
      return { ...participant, contributions: [...participant.contributions, contribution] };
    }
    case 'ContributionRefunded':
      return refunded(participant, event.data);
    case 'ParticipantDied': {
      const { diedOn, knownOn } = event.data;
      return { ...participant, death: { diedOn, knownOn } };
    }
    default:
      return evolveCover(participant, event);
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
          amount: rupiah(one.amount - amount),
        }
      : one,
  ),
});

/** The details of the one person that such an event speaks of. */
const onlyPart = (personal: Personal<PersonalDetails> | undefined): PersonalDetails | 'erased' =>
  Object.values(personal ?? {})[0] ?? 'erased';
