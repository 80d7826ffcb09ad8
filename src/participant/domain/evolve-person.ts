import { type JsonObject, type Personal, unreachable } from '../../kernel/event';
import type { Participant } from './participant';
import type {
  CorrectedDetails,
  DeathRetractionRequested,
  FamilyMemberCorrected,
  FamilyMemberRegistered,
  FamilyMemberRemoved,
  NikCorrected,
  NikCorrectionAbandoned,
  ParticipantCorrected,
  ParticipantDeathRetracted,
  ParticipantMoved,
  ParticipantsMerged,
  ParticipantsMergeRequested,
} from './participant.events';

type FamilyEvent = FamilyMemberRegistered | FamilyMemberCorrected | FamilyMemberRemoved;
type TwoPersonEvent =
  | ParticipantsMergeRequested
  | ParticipantsMerged
  | DeathRetractionRequested
  | ParticipantDeathRetracted;
export type PersonEvent =
  | FamilyEvent
  | TwoPersonEvent
  | ParticipantCorrected
  | NikCorrected
  | NikCorrectionAbandoned
  | ParticipantMoved;

/** Who somebody is, where he lives and who belongs to him, after a fact about it. */
export const evolvePerson = (participant: Participant, event: PersonEvent): Participant => {
  switch (event.type) {
    case 'FamilyMemberRegistered':
    case 'FamilyMemberCorrected':
    case 'FamilyMemberRemoved':
      return evolveFamily(participant, event);
    case 'ParticipantCorrected': {
      const { familyRef, warnings } = event.data;
      return enrolledAs(participant, { familyRef, warnings }, correctedIn(event.personal));
    }
    case 'NikCorrected': {
      const { nikRef, warnings } = event.data;
      return enrolledAs(participant, { nikRef, warnings }, correctedIn(event.personal));
    }
    case 'NikCorrectionAbandoned': {
      const abandoned = [...participant.abandonedNikRefs, event.data.nikRef];
      return { ...participant, abandonedNikRefs: abandoned };
    }
    case 'ParticipantMoved': {
      const { place, movedOn } = event.data;
      return enrolledAs(participant, { place, placeSince: movedOn }, onlyPart(event.personal));
    }
    default:
      return evolveTwoPersonAct(participant, event);
  }
};

const evolveTwoPersonAct = (participant: Participant, event: TwoPersonEvent): Participant => {
  switch (event.type) {
    case 'ParticipantsMergeRequested':
      return { ...participant, merge: { ...event.data, approved: false } };
    case 'ParticipantsMerged': {
      const { requestId, survivor, by } = event.data;
      const reasonCode = participant.merge?.reasonCode ?? '';
      return { ...participant, merge: { requestId, survivor, reasonCode, by, approved: true } };
    }
    case 'DeathRetractionRequested': {
      const { diedOn: _day, ...retraction } = event.data;
      return { ...participant, retraction: { ...retraction, approved: false } };
    }
    case 'ParticipantDeathRetracted':
      return {
        ...participant,
        death: null,
        deathOfClaim: null,
        retraction: { ...event.data, approved: true },
      };
    default:
      throw unreachable(event);
  }
};

const evolveFamily = (participant: Participant, event: FamilyEvent): Participant => {
  const { memberId } = event.data;
  const others = participant.family.filter((member) => member.memberId !== memberId);
  if (event.type === 'FamilyMemberRemoved')
    return {
      ...participant,
      family: others,
      formerFamily: [...participant.formerFamily, memberId],
    };

  const { relation, legalChild } = event.data;
  const details = event.personal?.[memberId] ?? 'erased';
  const member = { memberId, relation, legalChild, details };
  // A member that was corrected keeps the place in the family: children are named in an order.
  const family =
    others.length === participant.family.length
      ? [...participant.family, member]
      : participant.family.map((one) => (one.memberId === memberId ? member : one));
  const formerFamily = participant.formerFamily.filter((one) => one !== memberId);
  return { ...participant, family, formerFamily };
};

type Enrolment = NonNullable<Participant['enrolment']>;

const enrolledAs = (
  participant: Participant,
  changed: Partial<Omit<Enrolment, 'details'>>,
  told: JsonObject | 'erased',
): Participant => {
  const { enrolment } = participant;
  if (!enrolment) return participant;
  const { details } = enrolment;
  const known = details === 'erased' || told === 'erased' ? details : { ...details, ...told };
  return { ...participant, enrolment: { ...enrolment, ...changed, details: known } };
};

const onlyPart = <Part extends JsonObject>(personal: Personal<Part> | undefined): Part | 'erased' =>
  Object.values(personal ?? {})[0] ?? 'erased';

const correctedIn = (personal: Personal<CorrectedDetails> | undefined): JsonObject | 'erased' => {
  const part = onlyPart(personal);
  return part === 'erased' ? part : part.new;
};
