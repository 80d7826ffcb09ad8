import { randomBytes, randomUUID } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/id_ID';
import { goldenEvents } from '../../test/support/stored-events';
import { FIRST_NAMES, SECOND_NAMES } from '../../src/demo/words';
import type { AnyEvent } from '../../src/kernel/event';
import type { EventCodec } from '../../src/platform/event-store/codec/codec';
import {
  type Append,
  type EventStore,
  type EventToStore,
  isWritten,
  NO_STREAM,
  type StreamName,
} from '../../src/platform/event-store/event-store';
import type { Metadata } from '../../src/platform/event-store/recorded-event';

/** One fact of a made-up life, and where it is written. */
export type Told = { readonly stream: StreamName; readonly event: AnyEvent };

/** Somebody is enrolled and covered, and two invoices are paid. */
const LIFE = [
  'NikAssigned.v1',
  'ParticipantEnrolled.v1',
  'CoverageStarted.v1',
  'ContributionRecorded.v1',
  'ContributionRecorded.v1',
];
/** One in ten dies by an accident at work: from the report to the money. */
const CLAIM = [
  'DeathReported.v1',
  'HeirsEstablished.v1',
  'DocumentReceived.v1',
  'DocumentVerified.v1',
  'PayeeAccountRecorded.v1',
  'ClaimAccepted.v1',
  'BenefitAssessed.v1',
  'BenefitApproved.v1',
  'PayoutScheduled.v1',
  'BenefitsPresented.v1',
  'PayerDecisionRecorded.v1',
  'PayoutConfirmed.v1',
  'DeathSettled.v1',
  'ClaimClosed.v1',
];
const LIVES_A_CLAIM = 10;

/** The stored events of the specs, as text: with other ids they are of somebody else. */
const templates = (): ReadonlyMap<string, string> =>
  new Map(
    [...goldenEvents()].map(([name, { type, stream, data, personal }]) => [
      name,
      JSON.stringify({
        stream,
        event: { type, data, ...(personal ? { personal } : {}) },
      }),
    ]),
  );

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const HASH = /(?<=nik-|"nikRef":")[a-z2-7]{26}/g;
const NAME = /"name":"[^"]*"/g;

/** Lives one after the other, for ever. */
export const madeUpLives = function* (): Generator<readonly Told[]> {
  const texts = templates();
  faker.seed(13_190);
  for (let life = 0; ; life++) {
    const ids = new Map<string, string>();
    const nik = randomBytes(17)
      .toString('hex')
      .replaceAll(/[0189]/g, 'x')
      .slice(0, 26);
    const other = (id: string): string => {
      const known = ids.get(id) ?? randomUUID();
      ids.set(id, known);
      return known;
    };
    yield [...LIFE, ...(life % LIVES_A_CLAIM === 0 ? CLAIM : [])].map((name) => {
      const text = texts.get(name);
      if (text === undefined) throw new Error(`There is no stored event ${name}.`);
      return JSON.parse(
        text
          .replaceAll(UUID, other)
          .replaceAll(HASH, nik)
          .replaceAll(NAME, () => `"name":"${madeUpName()}"`),
      ) as Told;
    });
  }
};

export const madeUpName = (): string => {
  const sex = faker.helpers.arrayElement(['female', 'male'] as const);
  const first = faker.helpers.arrayElement(FIRST_NAMES[sex]);
  return faker.datatype.boolean({ probability: 0.3 })
    ? first
    : `${first} ${faker.helpers.arrayElement(SECOND_NAMES[sex])}`;
};

const LIVES_AT_ONCE = 500;

/** Writes lives until the log has at least so many events, sealed and through the store as any command is. */
export const grow = async (
  store: EventStore,
  codec: EventCodec,
  lives: Iterator<readonly Told[]>,
  events: number,
): Promise<void> => {
  while (BigInt(await store.head()) < events) {
    const batch = Array.from(
      { length: LIVES_AT_ONCE },
      () => lives.next().value as readonly Told[],
    );
    const outcomes = await Promise.all(
      (await appendsOf(batch.flat(), codec)).map((append) => store.append([append])),
    );
    if (!outcomes.flat().every(isWritten)) throw new Error('An append was not written.');
  }
};

const appendsOf = async (told: readonly Told[], codec: EventCodec): Promise<readonly Append[]> => {
  const commandId = randomUUID();
  const encoded = await codec.encode(
    told.map(({ event }) => ({ id: randomUUID(), event })),
    metadataOf(commandId),
  );
  const byStream = new Map<StreamName, EventToStore[]>();
  for (const [at, { stream }] of told.entries()) {
    const event = encoded[at];
    if (event) byStream.set(stream, [...(byStream.get(stream) ?? []), event]);
  }
  return [...byStream].map(([stream, events]) => ({
    stream,
    expectedRevision: NO_STREAM,
    part: { partId: randomUUID(), commandId, fingerprint: 'Tz3vQ0v3y5oD9Yw1mJk7hQ' },
    events,
  }));
};

const metadataOf = (commandId: string): Metadata => ({
  actor: 'enroller-17',
  roles: ['enroller'],
  onBehalfOf: null,
  source: 'list',
  commandId,
  fingerprint: 'Tz3vQ0v3y5oD9Yw1mJk7hQ',
  correlationId: commandId,
  causationId: null,
  requestId: randomUUID(),
  release: '0.1.0',
});
