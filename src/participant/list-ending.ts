import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import type { EndListed } from './domain/participant.commands';
import { participantDecider } from './domain/participant.decider';
import { Enrolment } from './enrolment';
import { type History, type Outcome, PeopleByNik } from './people-by-nik';
import { CoveredPeople } from './queries/covered-people';

/** Whose cover a list ends, by the keyed hash of the NIK, and from which day on. */
export type Ending = Omit<EndListed['data'], 'participantId' | 'by'>;
export type Ended =
  | { readonly outcome: 'ended' | 'unchanged' }
  | { readonly outcome: 'refused'; readonly code: string };

/** Ends the cover of many people in one command, whose repeat finds ended what it has ended. */
@Injectable()
export class ListEnding {
  constructor(private readonly people: PeopleByNik) {}

  /** In the order of the NIK. A dry run says what would become of each. */
  end(
    nikRefs: readonly string[],
    ending: Ending,
    context: CommandContext,
  ): Promise<readonly Ended[]> {
    const asked = { ...ending, by: context.actor };
    return this.people.each(nikRefs, (id, history) => decided(id, history, asked), context);
  }
}

/** The doors through which lists come to people. */
@Injectable()
export class ListedPeople {
  constructor(
    readonly enrolment: Enrolment,
    readonly ending: ListEnding,
    readonly covered: CoveredPeople,
  ) {}
}

const decided = (
  participantId: string,
  history: History,
  ending: Omit<EndListed['data'], 'participantId'>,
): Outcome<Ended> => {
  const isEnded = history.some(
    ({ type, data }) => type === 'CoverageEnded' && data.listId === ending.listId,
  );
  if (isEnded) return { outcome: { outcome: 'ended' }, events: [] };
  try {
    const data = { ...ending, participantId };
    const state = stateOf(participantDecider, history);
    const events = participantDecider.decide({ type: 'EndListed', data }, state);
    return { outcome: { outcome: events.length === 0 ? 'unchanged' : 'ended' }, events };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const code = error.code === 'not-found' ? 'not-enrolled' : error.code;
    return { outcome: { outcome: 'refused', code }, events: [] };
  }
};
