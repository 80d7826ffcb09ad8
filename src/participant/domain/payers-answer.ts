import type { CalendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import type { Participant, Period } from './participant';
import type { CoverRefusalGround, ParticipantEvent } from './participant.events';
import { refuseCover, startCover } from './coverage';

/** What the payer says of one person; null for what it is silent on. */
export type PayersAnswer = {
  readonly name: string | null;
  readonly birthDate: CalendarDay | null;
  readonly from: CalendarDay | null;
  readonly lastCoveredOn: CalendarDay | null;
} & (
  | { readonly kind: 'started'; readonly kpj: string }
  | { readonly kind: 'refused'; readonly ground: CoverRefusalGround }
);

/** Where the answer is not about the person or the period that was asked for. */
export const ANSWER_DIFFERENCES = [
  'person-erased',
  'name-differs',
  'birth-date-differs',
  'cover-dates-differ',
] as const;
export type AnswerDifference = (typeof ANSWER_DIFFERENCES)[number];

/**
 * Starts the period with its KPJ or refuses it on its ground (PP 44/2015 art. 11). A name or a day other than the
 * office's is for somebody to look at first: a card of another person must not start this one's cover.
 */
export const answered = (
  answer: PayersAnswer,
  {
    participantId,
    periodId,
    by,
  }: { readonly participantId: string; readonly periodId: string; readonly by: string },
  participant: Participant,
): readonly ParticipantEvent[] | AnswerDifference => {
  const period = participant.periods.find((one) => one.periodId === periodId);
  if (!period) throw new Rejection('not-found');
  const differs = differenceFrom(answer, period, participant);
  if (differs) return differs;
  const about = { participantId, periodId, reference: null, by };
  return answer.kind === 'started'
    ? startCover({ ...about, from: period.from, kpj: answer.kpj }, participant)
    : refuseCover({ ...about, ground: answer.ground }, participant);
};

const differenceFrom = (
  { name, birthDate, from, lastCoveredOn }: PayersAnswer,
  period: Period,
  { enrolment }: Participant,
): AnswerDifference | null => {
  if (!enrolment || enrolment.details === 'erased') return 'person-erased';
  const { details } = enrolment;
  if (name !== null && lettersOf(name) !== lettersOf(details.name)) return 'name-differs';
  if (birthDate !== null && birthDate !== details.birthDate) return 'birth-date-differs';
  return isOf(period, { from, lastCoveredOn }) ? null : 'cover-dates-differ';
};

const isOf = (
  period: Period,
  { from, lastCoveredOn }: Pick<PayersAnswer, 'from' | 'lastCoveredOn'>,
): boolean =>
  (from ?? period.from) === period.from &&
  (lastCoveredOn ?? period.lastCoveredOn) === period.lastCoveredOn;

/** Case, spaces and points are nobody's name. */
const lettersOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}]/gu, '');
