import { randomUUID } from 'node:crypto';
import {
  type Append,
  NO_STREAM,
  type StreamName,
} from '../../src/platform/event-store/event-store';
import type { Metadata } from '../../src/platform/event-store/recorded-event';

/** An event of the middling size of a claim's, before anybody has serialised it. */
export type SomeEvent = {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly metadata: Metadata;
};

export const someEvent = (): SomeEvent => {
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type: 'BenefitAssessed',
    data: {
      benefitId: randomUUID(),
      scheduleId: 'pp-82-2019',
      citation: 'Peraturan Pemerintah Nomor 82 Tahun 2019, Pasal 34 ayat (1), Lampiran I',
      amount: 42_000_000,
      coveredFrom: '2026-01-01',
      lastCoveredOn: '2026-12-31',
      monthsPaid: 12,
      declaredIncome: 3_200_000,
      causeCode: 'work_accident',
      villageAtTheTime: '35.78.01.1002',
      participantId: randomUUID(),
      participantVersion: 17,
    },
    metadata: {
      actor: 'adjuster-17',
      roles: ['adjuster'],
      onBehalfOf: null,
      source: 'http',
      commandId,
      fingerprint: 'Tz3vQ0v3y5oD9Yw1mJk7hQ',
      correlationId: commandId,
      causationId: null,
      requestId: randomUUID(),
      release: '0.1.0',
    },
  };
};

export const someStream = (): StreamName => `claim-${randomUUID()}`;

/** As one command to a new stream; the texts are made here, as the codec would. */
export const someAppend = (events = 1, stream = someStream()): Append => {
  const made = Array.from({ length: events }, someEvent);
  const { commandId = '', fingerprint = '' } = made[0]?.metadata ?? {};
  return {
    stream,
    expectedRevision: NO_STREAM,
    part: { partId: randomUUID(), commandId, fingerprint },
    events: made.map(({ id, type, data, metadata }) => ({
      ...{ id, type, schemaVersion: 1, personal: null },
      data: JSON.stringify(data),
      metadata: JSON.stringify(metadata),
    })),
  };
};
