import type { Decider } from '../../../src/kernel/decider';
import type { Event } from '../../../src/kernel/event';
import type { CommandContext } from '../../../src/platform/command-context';
import { EventCodec } from '../../../src/platform/event-store/codec/codec';
import { eventRegistry, eventType } from '../../../src/platform/event-store/codec/event-type';
import { decideAndAppend, Streams } from '../../../src/platform/event-store/decide-and-append';
import type { EventStore, StreamName } from '../../../src/platform/event-store/event-store';
import { MemorySubjectKeys } from '../../../src/platform/privacy/memory-subject-keys';
import type { Reaction } from '../../../src/platform/reactions/reaction';

type Asked = Event<'Asked', { readonly counter: string }>;
type Counted = Event<'Counted', { readonly by: string }>;
type Count = { readonly type: 'Count'; readonly data: { readonly counter: string } };

/** Each event asks that a counter counts. */
export const count: Reaction<Asked> = {
  name: 'count',
  categories: ['claim'],
  react: ({ data: { counter } }) => [(context) => ({ counter, context })],
};

/** It would count a second time: only the id of the command stands between a repeat and a wrong figure. */
const counterDecider: Decider<null, Count, Counted> = {
  initialState: null,
  decide: ({ data }) => [{ type: 'Counted', data: { by: data.counter } }],
  evolve: () => null,
};

export const codec = new EventCodec(
  eventRegistry([
    eventType<Asked>('Asked', { schemaVersion: 1, categories: ['claim'] }),
    eventType<Counted>('Counted', { schemaVersion: 1, categories: ['participant'] }),
  ]),
  new MemorySubjectKeys(),
);

export const countedOn =
  (store: EventStore) =>
  async (message: object): Promise<unknown> => {
    const { counter, context } = message as { counter: string; context: CommandContext };
    return decideAndAppend(new Streams(store, codec), counterDecider, {
      stream: counterStream(counter),
      command: { type: 'Count', data: { counter } },
      context,
    });
  };

export const counterStream = (counter: string): StreamName => `participant-${counter}`;
