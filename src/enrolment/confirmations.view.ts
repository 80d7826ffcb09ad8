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
    status: confirmed ? ('confirmed' as const) : ('working' as const),
    counts: confirmed ? countsIn(confirmed) : waiting && answerCountsOf(waiting.tally),
    ...stillAsked(confirmed),
    findings:
      waiting?.findings.map((finding) => findingView(finding, waiting.layout, language)) ?? null,
  };
};

const countsIn = (confirmed: EnrolmentListConfirmed['data']) => {
  const { started, refused, unchanged, differing, notAsked, faulty } = confirmed;
  return { started, refused, unchanged, differing, notAsked, faulty };
};

/** Not known before the answer was worked through. */
const stillAsked = (confirmed: EnrolmentListConfirmed['data'] | null) => ({
  stillAsked: confirmed?.stillAsked ?? null,
  stillAskedParticipants:
    confirmed?.stillAskedParticipantIds.map((id) => publicId('par', id)) ?? null,
});
