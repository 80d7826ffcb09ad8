import type { CalendarDay } from '../../kernel/calendar-day';
import type { AnyEvent } from '../../kernel/event';
import type { CommandContext } from '../command-context';
import type { RecordedEvent } from '../event-store/recorded-event';

/** A message for the command bus that lacks only under which id, and in answer to what, it is sent. */
export type Ask = (context: CommandContext) => object;

/**
 * This happened, so ask for that. Pure: the runner reads, sends and remembers how far it has come. A command may be
 * sent a second time, under the same id: whoever handles it says nothing then.
 */
export type Reaction<E extends AnyEvent> = {
  /** Stored for ever: in checkpoints, in the ids of commands, and as the actor `system:<name>`. */
  readonly name: string;
  /** The streams it listens to: `claim` means claim-*. Events come with their personal part sealed. */
  readonly categories: readonly string[];
  /** None where the event asks for nothing. */
  readonly react: (event: RecordedEvent<E>) => readonly Ask[];
};

/** One of many. Written as a method, so that a list may hold reactions to different events. */
export type AnyReaction = Omit<Reaction<AnyEvent>, 'react'> & {
  react(event: RecordedEvent): readonly Ask[];
};

/** The calendar causes it, not an event. Once a day somebody asks what is due, and a day that was missed is made up for. */
export type DailyReaction<Due> = {
  /** As the name of a reaction. */
  readonly name: string;
  /** A message for the query bus; its answer is what is due on that day, or has been since an earlier one. */
  readonly dueOn: (today: CalendarDay) => object;
  /** What makes it this one thing and no other: its command has one id, however often it is found. */
  readonly idOf: (due: Due) => readonly [string, ...string[]];
  readonly react: (due: Due) => Ask;
};

export type AnyDailyReaction = Pick<DailyReaction<unknown>, 'name' | 'dueOn'> & {
  idOf(due: unknown): readonly [string, ...string[]];
  react(due: unknown): Ask;
};

/** Where messages go. */
export type Buses = {
  readonly command: (message: object) => Promise<unknown>;
  readonly query: (message: object) => Promise<unknown>;
};
