import type { JsonObject } from '../../kernel/event';
import { notInTheFuture } from '../../kernel/not-in-the-future';
import { Rejection } from '../../kernel/rejection';
import { sameFacts } from '../../kernel/same-facts';
import { mustBeBorn } from './family';
import type { Participant } from './participant';
import type {
  AbandonNikCorrection,
  CorrectIdentity,
  CorrectParticipant,
  MoveParticipant,
} from './participant.commands';
import type { CorrectedDetails, ParticipantEvent, PersonalDetails } from './participant.events';

/** Contact data: what was known, and what is known now, under the names of the fields. */
export const correctParticipant = (
  { participantId, told, familyRef, today, reasonCode, by }: CorrectParticipant['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const { enrolment, details } = known(participant);
  mustBeBorn(told.birthDate ?? null, today);
  const corrected = changed(details, told);
  if (!corrected) return [];

  const data = {
    fields: Object.keys(corrected.new),
    familyRef: told.familyCardNumber === undefined ? enrolment.familyRef : familyRef,
    warnings: enrolment.warnings,
    reasonCode,
    by,
  };
  return [{ type: 'ParticipantCorrected', data, personal: { [participantId]: corrected } }];
};

/** Name, birth date and sex in one fact, the NIK in another: only its keyed hash is clear. */
export const correctIdentity = (
  { participantId, told, nikRef, warnings, today, reasonCode, by }: CorrectIdentity['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const { enrolment, details } = known(participant);
  const { nik, ...others } = told;
  mustBeBorn(others.birthDate ?? null, today);
  const corrected = changed(details, others);
  const about: readonly ParticipantEvent[] = corrected
    ? [
        {
          type: 'ParticipantCorrected',
          data: {
            fields: Object.keys(corrected.new),
            familyRef: enrolment.familyRef,
            warnings,
            reasonCode,
            by,
          },
          personal: { [participantId]: corrected },
        },
      ]
    : [];
  if (nik === undefined || nikRef === null || nikRef === enrolment.nikRef) return about;

  const { nikRef: previousNikRef } = enrolment;
  const data = { nikRef, previousNikRef, warnings, reasonCode, by };
  const both = { old: { nik: details.nik }, new: { nik } };
  return [{ type: 'NikCorrected', data, personal: { [participantId]: both } }, ...about];
};

/** Says that an assigned NIK does not become this participant's, so that it may be released. */
export const abandonNikCorrection = (
  { nikRef, by }: AbandonNikCorrection['data'],
  { enrolment }: Participant,
): readonly ParticipantEvent[] =>
  enrolment?.nikRef === nikRef ? [] : [{ type: 'NikCorrectionAbandoned', data: { nikRef, by } }];

/** The place counts from now on; claims keep the place of their report. */
export const moveParticipant = (
  { participantId, place, movedOn, address, rt, rw, today, by }: MoveParticipant['data'],
  participant: Participant,
): readonly ParticipantEvent[] => {
  const { enrolment, details } = known(participant);
  const lived = { address: details.address, rt: details.rt, rw: details.rw };
  if (sameFacts(enrolment.place, place) && sameFacts(lived, { address, rt, rw })) return [];
  notInTheFuture(movedOn, today);
  if (enrolment.placeSince !== null && movedOn < enrolment.placeSince)
    throw new Rejection('move-out-of-order', { since: enrolment.placeSince });
  return [
    {
      type: 'ParticipantMoved',
      data: { place, movedOn, by },
      personal: { [participantId]: { address, rt, rw } },
    },
  ];
};

const known = ({ enrolment }: Participant) => {
  if (!enrolment) throw new Rejection('not-found');
  const { details } = enrolment;
  if (details === 'erased') throw new Rejection('person-erased');
  return { enrolment, details };
};

/** Undefined where nothing that was told is new. */
const changed = (
  details: PersonalDetails,
  told: Partial<PersonalDetails>,
): CorrectedDetails | undefined => {
  const before: JsonObject = details;
  const news = Object.entries(told as JsonObject).filter(
    ([field, value]) => !sameFacts(before[field] ?? null, value),
  );
  if (news.length === 0) return undefined;
  const old = news.map(([field]) => [field, before[field] ?? null] as const);
  return { old: Object.fromEntries(old), new: Object.fromEntries(news) };
};
