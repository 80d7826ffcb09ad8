import type { Decider } from '../../kernel/decider';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { recordContribution, recordRefund } from './contribution-due';
import { cover, refuseCover, startCover } from './coverage';
import { annulCover, correctCover, endCover, extendCover } from './coverage-changes';
import { evolve, initialState, type Participant } from './participant';
import type {
  CoverCommand,
  EnrolParticipant,
  ParticipantCommand,
  RecordDeath,
  RegisterFamilyMember,
} from './participant.commands';
import type { ParticipantEvent } from './participant.events';

const decide = (
  command: ParticipantCommand,
  participant: Participant,
): readonly ParticipantEvent[] => {
  if (command.type === 'EnrolParticipant') return enrol(command.data, participant);
  if (!participant.enrolment) throw new Rejection('not-found');

  switch (command.type) {
    case 'RegisterFamilyMember':
      return registerFamilyMember(command.data, participant);
    case 'RecordContribution':
      return recordContribution(command.data, participant);
    case 'RecordRefund':
      return recordRefund(command.data, participant);
    case 'RecordDeath':
      return recordDeath(command.data, participant);
    default:
      return decideOnCover(command, participant);
  }
};

const decideOnCover = (
  command: CoverCommand,
  participant: Participant,
): readonly ParticipantEvent[] => {
  switch (command.type) {
    case 'CoverParticipant':
      return cover(command.data, participant);
    case 'StartCover':
      return startCover(command.data, participant);
    case 'RefuseCover':
      return refuseCover(command.data, participant);
    case 'ExtendCover':
      return extendCover(command.data, participant);
    case 'EndCover':
      return endCover(command.data, participant);
    case 'CorrectCover':
      return correctCover(command.data, participant);
    case 'AnnulCover':
      return annulCover(command.data, participant);
  }
};

export const participantDecider: Decider<Participant, ParticipantCommand, ParticipantEvent> = {
  initialState,
  decide,
  evolve,
};

const enrol = (
  { participantId, details, ...data }: EnrolParticipant['data'],
  { enrolment }: Participant,
): readonly ParticipantEvent[] => {
  if (!enrolment)
    return [{ type: 'ParticipantEnrolled', data, personal: { [participantId]: details } }];
  if (enrolment.details === 'erased') throw new Rejection('person-erased');

  const known = { place: enrolment.place, familyRef: enrolment.familyRef };
  const same =
    sameFacts(known, { place: data.place, familyRef: data.familyRef }) &&
    sameFacts(enrolment.details, details);
  if (same) return [];
  throw new Rejection('already-enrolled', { existing: participantId });
};

const registerFamilyMember = (
  { memberId, relation, legalChild, details, by }: RegisterFamilyMember['data'],
  { family }: Participant,
): readonly ParticipantEvent[] => {
  const known = family.some(
    (member) =>
      member.relation === relation &&
      member.legalChild === legalChild &&
      sameFacts(member.details, details),
  );
  if (known) return [];
  return [
    {
      type: 'FamilyMemberRegistered',
      data: { memberId, relation, legalChild, by },
      personal: { [memberId]: details },
    },
  ];
};

const recordDeath = (
  { diedOn, knownOn, source, claimId, by, today }: RecordDeath['data'],
  { death }: Participant,
): readonly ParticipantEvent[] => {
  if (death?.diedOn === diedOn) return [];
  if (death) throw new Rejection('already-reported', { recorded: death.diedOn });
  if (knownOn < diedOn) throw new Rejection('period-reversed', { from: diedOn, lastDay: knownOn });
  notInTheFuture(knownOn, today);
  return [{ type: 'ParticipantDied', data: { diedOn, knownOn, source, claimId, by } }];
};
