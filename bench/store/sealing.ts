import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import type { AnyEvent } from '../../src/kernel/event';
import { EventCodec } from '../../src/platform/event-store/codec/codec';
import { eventRegistry, eventType } from '../../src/platform/event-store/codec/event-type';
import { isWritten, NO_STREAM } from '../../src/platform/event-store/event-store';
import { keyEncryptionKeys } from '../../src/platform/privacy/key-encryption';
import { PostgresSubjectKeys } from '../../src/platform/privacy/postgres-subject-keys';
import type { Figure } from '../support/figures';
import { compared, rateOf, type Settings } from '../support/rounds';
import { someEvent, someStream } from './some-events';
import type { Bench } from './bench';

const CALLERS = 32;
const PEOPLE = 1_000;

const PERSONAL = {
  name: 'Somebody Whose Name Is Made Up',
  birthDate: '1980-01-01',
  address: 'Jalan yang Tidak Ada 17, RT 001 RW 002',
  phone: '+62 000 0000 0000',
};

/** The same words once sealed for a person whose key is known, and once in the open. */
export const appendSealed = async (
  { store, database }: Bench,
  settings: Settings,
): Promise<readonly Figure[]> => {
  const keks = keyEncryptionKeys(createSecretKey(randomBytes(32)));
  const keys = new PostgresSubjectKeys(database.dataSource, keks);
  const type = eventType('BenefitAssessed', { schemaVersion: 1, categories: ['claim'] });
  const codec = new EventCodec(eventRegistry([type]), keys);
  const people = Array.from({ length: PEOPLE }, () => randomUUID());
  await keys.forSealing(people);

  const append = async (eventFor: (subjectId: string, data: AnyEvent['data']) => AnyEvent) => {
    const { id, data, metadata } = someEvent();
    const event = eventFor(people[Math.floor(Math.random() * PEOPLE)] ?? '', data);
    const events = await codec.encode([{ id, event }], metadata);
    const { commandId, fingerprint } = metadata;
    const part = { partId: randomUUID(), commandId, fingerprint };
    const [outcome] = await store.append([
      { stream: someStream(), expectedRevision: NO_STREAM, part, events },
    ]);
    if (!outcome || !isWritten(outcome)) throw new Error('An append was not written.');
  };
  const sealed = () =>
    append((subjectId, data) => ({
      ...{ type: 'BenefitAssessed', data },
      personal: { [subjectId]: PERSONAL },
    }));
  const open = () =>
    append((subjectId, data) => ({
      type: 'BenefitAssessed',
      data: { ...data, subjectId, ...PERSONAL },
    }));

  const figure = await compared(
    { case: 'append-sealed', unit: 'events/s' },
    [
      { name: 'ours', run: rateOf(CALLERS, sealed) },
      { name: 'open', run: rateOf(CALLERS, open) },
    ],
    settings,
  );
  return [figure, shareOf(figure)];
};

/** How much of the throughput goes into sealing, in each round. */
const shareOf = ({ ours, beside }: Figure): Figure => ({
  case: 'sealing-cost',
  unit: '%',
  ours: ours.map((rate, round) => 100 * (1 - rate / (beside['open']?.[round] ?? rate))),
  beside: {},
});
