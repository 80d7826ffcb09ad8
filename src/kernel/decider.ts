import type { Command } from './command';
import type { AnyEvent } from './event';

/** The whole behaviour of one kind of stream, with no I/O in it. */
export type Decider<State, C extends Command, E extends AnyEvent> = {
  readonly initialState: State;
  readonly decide: (command: C, state: State) => readonly E[];
  readonly evolve: (state: State, event: E) => State;
};

export const stateOf = <State, C extends Command, E extends AnyEvent>(
  { initialState, evolve }: Decider<State, C, E>,
  history: readonly E[],
): State => history.reduce(evolve, initialState);
