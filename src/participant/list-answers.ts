import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import { answered, type PayersAnswer } from './domain/payers-answer';
import { participantDecider } from './domain/participant.decider';
import { type History, type Outcome, PeopleByNik } from './people-by-nik';

/** What became of one row of the payer's answer. */
export type Answered =
  | { readonly outcome: 'started' | 'refused' | 'unchanged' | 'not_asked' }
  | { readonly outcome: 'differing'; readonly code: string };

export type AnswerTo = { readonly nikRef: string; readonly answer: PayersAnswer };

/** Starts or refuses what one list has asked for, for many people in one command. */
@Injectable()
export class ListAnswers {
  constructor(private readonly people: PeopleByNik) {}

  /** In the order of the answers. A dry run says what would become of each. */
  answer(
    answers: readonly AnswerTo[],
    listId: string,
    context: CommandContext,
  ): Promise<readonly Answered[]> {
    const refs = answers.map(({ nikRef }) => nikRef);
    const decide = (id: string, history: History, at: number): Outcome<Answered> => {
      const told = answers[at];
      return told
        ? decided(told.answer, { id, history, listId, context })
        : { outcome: { outcome: 'not_asked' }, events: [] };
    };
    return this.people.each(refs, decide, context, { personal: 'open' });
  }
}

/** Whether a period that the list has asked for still waits for the payer. */
export const isStillAsked = (history: History, listId: string): boolean => {
  const { periods } = stateOf(participantDecider, history);
  const periodId = askedBy(listId, history);
  return periods.some((one) => one.periodId === periodId && one.status === 'requested');
};

/** The period that a list has asked for; null where it asked for none. */
const askedBy = (listId: string, history: History): string | null => {
  const isOwn = (event: History[number]) =>
    event.type === 'CoverageRequested' && event.data.listId === listId;
  const asked = history.findLast(isOwn);
  return asked?.type === 'CoverageRequested' ? asked.data.periodId : null;
};

type About = {
  readonly id: string;
  readonly history: History;
  readonly listId: string;
  readonly context: CommandContext;
};

const decided = (
  answer: PayersAnswer,
  { id, history, listId, context }: About,
): Outcome<Answered> => {
  const before = writtenBy(context.correlationId, history);
  if (before) return { outcome: { outcome: before }, events: [] };
  const periodId = askedBy(listId, history);
  if (periodId === null) return { outcome: { outcome: 'not_asked' }, events: [] };
  try {
    const about = { participantId: id, periodId, by: context.actor };
    const events = answered(answer, about, stateOf(participantDecider, history));
    if (typeof events === 'string')
      return { outcome: { outcome: 'differing', code: events }, events: [] };
    return { outcome: { outcome: events.length === 0 ? 'unchanged' : answer.kind }, events };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { outcome: { outcome: 'differing', code: error.code }, events: [] };
  }
};

/** What this same answer wrote before it was broken off. */
const writtenBy = (correlationId: string | null, history: History) => {
  const own = history.find(({ metadata }) => metadata.correlationId === correlationId);
  if (own?.type === 'CoverageStarted') return 'started';
  return own?.type === 'CoverageRefused' ? 'refused' : null;
};
