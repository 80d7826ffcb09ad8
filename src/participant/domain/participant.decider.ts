import type { Decider } from '../../kernel/decider';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { recordContribution, recordRefund } from './contribution-due';
import { cover, refuseCover, startCover } from './coverage';
import { annulCover, correctCover, endCover, endListed, extendCover } from './coverage-changes';
import { correctFamilyMember, registerFamilyMember, removeFamilyMember } from './family';
import { undoEnding, undoListed } from './list-undoing';
import { evolve, initialState, type Participant } from './participant';
import type {
  CoverCommand,
  EnrolParticipant,
  ListCommand,
  ParticipantCommand,
  PersonCommand,
  RecordDeath,
} from './participant.commands';
import type { ParticipantEvent } from './participant.events';
import {
  abandonNikCorrection,
  correctIdentity,
  correctParticipant,
  moveParticipant,
} from './person-changes';
import {
  approveDeathRetraction,
  approveMerge,
  requestDeathRetraction,
  requestMerge,
  retractDeathOfClaim,
} from './two-person-acts';

const decide = (
  command: ParticipantCommand,
  participant: Participant,
): readonly ParticipantEvent[] => {
  mustNotBeMerged(command, participant);
  if (command.type === 'EnrolParticipant') return enrol(command.data, participant);
  if (!participant.enrolment && !isOfAnnulled(command, participant))
    throw new Rejection('not-found');

  switch (command.type) {
    case 'RecordContribution':
      return recordContribution(command.data, participant);
    case 'RecordRefund':
      return recordRefund(command.data, participant);
    case 'RecordDeath':
      return recordDeath(command.data, participant);
    case 'RequestDeathRetraction':
      return requestDeathRetraction(command.data, participant);
    case 'ApproveDeathRetraction':
      return approveDeathRetraction(command.data, participant);
    case 'RetractDeathOfClaim':
      return retractDeathOfClaim(command.data, participant);
    case 'RequestMerge':
      return requestMerge(command.data, participant);
    case 'ApproveMerge':
      return approveMerge(command.data, participant);
    default:
      return isAboutPerson(command)
        ? decideOnPerson(command, participant)
        : decideOnCover(command, participant);
  }
};

/** Money that was paid for him before, a death that his voided claim had recorded, and the repeat of the merge itself. */
const OF_THE_MERGED: readonly ParticipantCommand['type'][] = [
  'RecordContribution',
  'RecordRefund',
  'RetractDeathOfClaim',
  'RequestMerge',
  'ApproveMerge',
  'AbandonNikCorrection',
];

/** Money that was paid for him while he had cover: a list may be undone while its invoice is being recorded. */
const isOfAnnulled = ({ type }: ParticipantCommand, { periods }: Participant): boolean =>
  periods.length > 0 && (type === 'RecordContribution' || type === 'RecordRefund');

const mustNotBeMerged = ({ type }: ParticipantCommand, { merge }: Participant): void => {
  if (merge?.approved && !OF_THE_MERGED.includes(type))
    throw new Rejection('participant-merged', { existing: merge.survivor });
};

const PERSON_COMMANDS: Readonly<Record<PersonCommand['type'], true>> = {
  RegisterFamilyMember: true,
  CorrectFamilyMember: true,
  RemoveFamilyMember: true,
  CorrectParticipant: true,
  CorrectIdentity: true,
  AbandonNikCorrection: true,
  MoveParticipant: true,
};
const isAboutPerson = (command: PersonCommand | CoverCommand): command is PersonCommand =>
  command.type in PERSON_COMMANDS;

const decideOnPerson = (
  command: PersonCommand,
  participant: Participant,
): readonly ParticipantEvent[] => {
  switch (command.type) {
    case 'RegisterFamilyMember':
      return registerFamilyMember(command.data, participant);
    case 'CorrectFamilyMember':
      return correctFamilyMember(command.data, participant);
    case 'RemoveFamilyMember':
      return removeFamilyMember(command.data, participant);
    case 'CorrectParticipant':
      return correctParticipant(command.data, participant);
    case 'CorrectIdentity':
      return correctIdentity(command.data, participant);
    case 'AbandonNikCorrection':
      return abandonNikCorrection(command.data, participant);
    case 'MoveParticipant':
      return moveParticipant(command.data, participant);
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
    default:
      return decideForList(command, participant);
  }
};

const decideForList = (
  command: ListCommand,
  participant: Participant,
): readonly ParticipantEvent[] => {
  switch (command.type) {
    case 'EndListed':
      return endListed(command.data, participant);
    case 'UndoListed':
      return undoListed(command.data, participant);
    case 'UndoEnding':
      return undoEnding(command.data, participant);
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
  if (data.ageInYears < 0) throw new Rejection('birth-date-in-future');
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

const recordDeath = (
  { diedOn, knownOn, source, claimId, insteadOf = [], by, today }: RecordDeath['data'],
  { death: recorded, deathOfClaim }: Participant,
): readonly ParticipantEvent[] => {
  const givesWay = deathOfClaim !== null && insteadOf.includes(deathOfClaim);
  const death = givesWay ? null : recorded;
  if (death?.diedOn === diedOn) return [];
  if (death) throw new Rejection('already-reported', { recorded: death.diedOn });
  if (knownOn < diedOn) throw new Rejection('period-reversed', { from: diedOn, lastDay: knownOn });
  notInTheFuture(knownOn, today);
  return [{ type: 'ParticipantDied', data: { diedOn, knownOn, source, claimId, by } }];
};
