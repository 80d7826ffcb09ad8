import { publicId } from '../platform/http/public-ids';
import type { Language } from '../platform/http/words';
import { answerCountsOf } from './answer-counts';
import type { EnrolmentListConfirmed } from './domain/enrolment-list.events';
import { findingView } from './enrolment-list.view';
import type { AnswerFound } from './queries/get-confirmations';

/** One answer: its counts, what differs with cells and what to do, and who was left without an answer. */
export const confirmationView = ({ answer, waiting }: AnswerFound, language: Language) => {
  const { fileRef, rows, by, confirmed } = answer;
  return {
    fileRef,
    rows,
    receivedBy: by,
    status: confirmed ? 'confirmed' : 'working',
    counts: confirmed ? countsIn(confirmed) : waiting && answerCountsOf(waiting.tally),
    ...(confirmed ? stillAskedView(confirmed) : NOT_KNOWN_YET),
    findings:
      waiting?.findings.map((finding) => findingView(finding, waiting.layout, language)) ?? null,
  };
};

const NOT_KNOWN_YET = { stillAsked: null, stillAskedParticipants: null };

const countsIn = (confirmed: EnrolmentListConfirmed['data']) => {
  const { started, refused, unchanged, differing, notAsked, faulty } = confirmed;
  return { started, refused, unchanged, differing, notAsked, faulty };
};

const stillAskedView = (confirmed: EnrolmentListConfirmed['data']) => ({
  stillAsked: confirmed.stillAsked,
  stillAskedParticipants: confirmed.stillAskedParticipantIds.map((id) => publicId('par', id)),
});
