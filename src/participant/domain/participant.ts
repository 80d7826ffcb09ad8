import type { CalendarDay, CalendarMonth } from '../../kernel/calendar-day';
import { type Personal, unreachable } from '../../kernel/event';
import type { Rupiah } from '../../kernel/rupiah';
import type { Place } from '../../programme/domain/programme.events';
import type {
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
  readonly status: 'requested' | 'started' | 'refused';
  readonly refusedFor: CoverRefusalGround | null;
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
};

export type Death = { readonly diedOn: CalendarDay; readonly knownOn: CalendarDay };

/** Only what a later decision needs, here or in a claim. */
export type Participant = {
  readonly enrolment: Enrolment | null;
  readonly periods: readonly Period[];
  readonly contributions: readonly Contribution[];
  readonly family: readonly Member[];
  readonly death: Death | null;
};

export const initialState: Participant = {
  enrolment: null,
  periods: [],
  contributions: [],
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
    case 'CoverageRequested':
      return withPeriod(participant, {
        ...termsOf(event.data),
        status: 'requested',
        refusedFor: null,
      });
    case 'CoverageStarted':
      return withPeriod(participant, {
        ...termsOf(event.data),
        status: 'started',
        refusedFor: null,
      });
    case 'CoverageRefused':
      return refused(participant, event.data);
    case 'ContributionRecorded': {
      const { paymentId, programme, months, amount } = event.data;
      const contribution = { paymentId, programme, months, amount };
      return { ...participant, contributions: [...participant.contributions, contribution] };
    }
    case 'ParticipantDied': {
      const { diedOn, knownOn } = event.data;
      return { ...participant, death: { diedOn, knownOn } };
    }
    default:
      throw unreachable(event);
  }
};

/** The details of the one person that such an event speaks of. */
const onlyPart = (personal: Personal<PersonalDetails> | undefined): PersonalDetails | 'erased' =>
  Object.values(personal ?? {})[0] ?? 'erased';

const termsOf = (
  data: CoverTerms & { readonly periodId: string },
): Omit<Period, 'status' | 'refusedFor'> => ({
  periodId: data.periodId,
  programme: data.programme,
  schemes: data.schemes,
  from: data.from,
  lastCoveredOn: data.lastCoveredOn,
  declaredIncome: data.declaredIncome,
  fundedBy: data.fundedBy,
});

const withPeriod = (participant: Participant, period: Period): Participant => ({
  ...participant,
  periods: [...participant.periods.filter((one) => one.periodId !== period.periodId), period],
});

const refused = (
  participant: Participant,
  { periodId, ground }: { readonly periodId: string; readonly ground: CoverRefusalGround },
): Participant => ({
  ...participant,
  periods: participant.periods.map((period) =>
    period.periodId === periodId ? { ...period, status: 'refused', refusedFor: ground } : period,
  ),
});
