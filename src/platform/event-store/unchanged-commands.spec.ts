import type { Decider } from '../../kernel/decider';
import type { Event } from '../../kernel/event';
import type { CommandContext } from '../command-context';
import { MemorySubjectKeys } from '../privacy/memory-subject-keys';
import { EventCodec } from './codec/codec';
import { eventRegistry, eventType } from './codec/event-type';
import { decideAndAppend, Streams } from './decide-and-append';
import type { EventStore, UnchangedPart } from './event-store';
import { MemoryEventStore } from './memory/memory-event-store';

type Marked = Event<'Marked', { readonly mark: string }>;
type Mark = { readonly type: 'Mark'; readonly data: { readonly mark: string } };

/** A mark is set once; to set it again is no news. */
const decider: Decider<readonly string[], Mark, Marked> = {
  initialState: [],
  decide: ({ data }, marks) => (marks.includes(data.mark) ? [] : [{ type: 'Marked', data }]),
  evolve: (marks, { data }) => [...marks, data.mark],
};
const codec = new EventCodec(
  eventRegistry([eventType<Marked>('Marked', { schemaVersion: 1, categories: ['claim'] })]),
  new MemorySubjectKeys(),
);

const FIRST = '6f9619ff-8b86-5011-b42d-00cf4fc964f1';
const SECOND = '6f9619ff-8b86-5011-b42d-00cf4fc964f2';

const context = (commandId: string, fingerprint: string): CommandContext => ({
  ...{ commandId, fingerprint, ifVersion: null, dryRun: false, actor: 'user-1', roles: [] },
  ...{ source: 'http', correlationId: commandId, causationId: null, requestId: 'req-1' },
});
const mark = (
  store: EventStore,
  text: string,
  { commandId = SECOND, fingerprint = 'as asked' } = {},
) =>
  decideAndAppend(new Streams(store, codec), decider, {
    stream: 'claim-1',
    command: { type: 'Mark', data: { mark: text } },
    context: context(commandId, fingerprint),
  });

/** A store in which the mark stands, so that to set it again says nothing. */
const marked = async <Store extends EventStore>(store: Store): Promise<Store> => {
  await mark(store, 'red', { commandId: FIRST });
  return store;
};

/** The control: answers as if it had remembered. */
class Forgetful extends MemoryEventStore {
  override rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]> {
    return Promise.resolve(parts.map(({ partId }) => partId));
  }
}

/** Remembers, and breaks down before it says so. */
class CutOff extends MemoryEventStore {
  private cuts = 1;
  override async rememberUnchanged(parts: readonly UnchangedPart[]): Promise<readonly string[]> {
    const remembered = await super.rememberUnchanged(parts);
    if (this.cuts-- > 0) throw new Error('cut off');
    return remembered;
  }
}

describe('A command that had nothing to say', () => {
  it('is answered the same for ever, though the stream has moved on', async () => {
    const store = await marked(new MemoryEventStore());
    const first = await mark(store, 'red');
    await mark(store, 'blue', { commandId: '6f9619ff-8b86-5011-b42d-00cf4fc964f3' });

    expect(first).toMatchObject({ added: [], replayed: false });
    expect(await mark(store, 'red')).toEqual({ ...first, replayed: true });
  });

  it('is no other command', async () => {
    const store = await marked(new MemoryEventStore());
    await mark(store, 'red');

    await expect(mark(store, 'blue', { fingerprint: 'another' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(await store.readStream('claim-1')).toHaveLength(1);
  });

  it('would be one where nobody remembers it: the control', async () => {
    const store = await marked(new Forgetful());
    await mark(store, 'red');

    await expect(mark(store, 'blue', { fingerprint: 'another' })).resolves.toMatchObject({
      added: [{ type: 'Marked' }],
    });
  });

  it('is found by its repeat where the answer was lost', async () => {
    const store = await marked(new CutOff());
    await expect(mark(store, 'red')).rejects.toThrow('cut off');

    expect(await mark(store, 'red')).toMatchObject({ added: [], replayed: true });
    await expect(mark(store, 'blue', { fingerprint: 'another' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });
});
