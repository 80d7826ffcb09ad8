import type { CalendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import type { Member, Participant } from './participant';
import type {
  CorrectFamilyMember,
  RegisterFamilyMember,
  RemoveFamilyMember,
} from './participant.commands';
import type { ParticipantEvent } from './participant.events';

/** @throws Rejection that does not say the day: a birth date is nobody's business. */
export const mustBeBorn = (birthDate: CalendarDay | null, today: CalendarDay): void => {
  if (birthDate !== null && birthDate > today) throw new Rejection('birth-date-in-future');
};

type Told = Pick<RegisterFamilyMember['data'], 'relation' | 'legalChild' | 'details'>;

const isAsTold = (member: Member, { relation, legalChild, details }: Told): boolean =>
  member.relation === relation &&
  member.legalChild === legalChild &&
  sameFacts(member.details, details);

export const registerFamilyMember = (
  { memberId, relation, legalChild, details, by, today }: RegisterFamilyMember['data'],
  { family }: Participant,
): readonly ParticipantEvent[] => {
  if (family.some((member) => isAsTold(member, { relation, legalChild, details }))) return [];
  mustBeBorn(details.birthDate, today);
  return [
    {
      type: 'FamilyMemberRegistered',
      data: { memberId, relation, legalChild, by },
      personal: { [memberId]: details },
    },
  ];
};

/**
 * Says the whole of the member anew, also of one who was removed by mistake: he is back. Claims and scholarships look
 * again at approval and sending.
 */
export const correctFamilyMember = (
  { memberId, relation, legalChild, details, reasonCode, by, today }: CorrectFamilyMember['data'],
  { family, formerFamily }: Participant,
): readonly ParticipantEvent[] => {
  const member = family.find((one) => one.memberId === memberId);
  if (!member && !formerFamily.includes(memberId)) throw new Rejection('not-found');
  if (member?.details === 'erased') throw new Rejection('person-erased');
  if (member && isAsTold(member, { relation, legalChild, details })) return [];
  mustBeBorn(details.birthDate, today);
  return [
    {
      type: 'FamilyMemberCorrected',
      data: { memberId, relation, legalChild, reasonCode, by },
      personal: { [memberId]: details },
    },
  ];
};

/** Who was registered by mistake, or belongs to the family no more: what was paid to him stays. */
export const removeFamilyMember = (
  { memberId, reasonCode, by }: RemoveFamilyMember['data'],
  { family, formerFamily }: Participant,
): readonly ParticipantEvent[] => {
  if (formerFamily.includes(memberId)) return [];
  if (!family.some((one) => one.memberId === memberId)) throw new Rejection('not-found');
  return [{ type: 'FamilyMemberRemoved', data: { memberId, reasonCode, by } }];
};
