import type { JsonObject } from '../../../kernel/event';
import { UnknownEvent } from '../../event-store/codec/codec-errors';
import {
  type EventStore,
  type Position,
  START,
  type StoredEvent,
  type StreamName,
} from '../../event-store/event-store';
import type { Metadata } from '../../event-store/recorded-event';
import type { Decode } from '../decoding';

export type FakeLog = Pick<EventStore, 'readAll' | 'readStream' | 'subscribe' | 'head'> & {
  readonly add: (stream: StreamName, type: string, data?: JsonObject) => StoredEvent;
};

/** A log in memory, as far as read models read one. */
export const fakeLog = (): FakeLog => {
  const events: StoredEvent[] = [];
  const lengths = new Map<StreamName, number>();
  const wakers = new Set<() => void>();
  const after = (position: Position, limit: number) =>
    events.slice(Number(position), Number(position) + limit);

  const woken = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      wakers.add(wake);
      signal.addEventListener('abort', wake);
    });

  return {
    add: (stream, type, data = {}) => {
      const event = {
        ...{ id: `event-${events.length}`, type, schemaVersion: 1, stream },
        ...{ data: JSON.stringify(data), personal: null, metadata: '{}' },
        revision: lengths.get(stream) ?? 0,
        position: String(events.length + 1),
        recordedAt: '2026-03-02T01:02:03.004Z',
      };
      events.push(event);
      lengths.set(stream, event.revision + 1);
      for (const wake of wakers) wake();
      return event;
    },
    head: () => Promise.resolve(events.at(-1)?.position ?? START),
    readAll: (position, limit) => Promise.resolve(after(position, limit)),
    readStream: (stream) => Promise.resolve(events.filter((event) => event.stream === stream)),
    async *subscribe(position, { batchSize, signal }) {
      let last = position;
      while (!signal.aborted) {
        const batch = after(last, batchSize);
        last = batch.at(-1)?.position ?? last;
        if (batch.length > 0) yield batch;
        else await woken(signal);
      }
    },
  };
};

/** Reads JSON; knows every type but the one called `FromTheFuture`. */
export const plainDecode: Decode = (stored) =>
  Promise.resolve().then(() =>
    stored.map((event) => {
      if (event.type === 'FromTheFuture') throw new UnknownEvent(event, 'type');
      return {
        ...event,
        data: JSON.parse(event.data) as JsonObject,
        personal: {},
        metadata: {} as Metadata,
      };
    }),
  );
