import { Pool } from 'pg';
import { openEventStore, type OpenEventStoreOptions } from './open-event-store';
import { fakeClient } from './kurrentdb/testing/fake-client';
import { fakeServer } from './kurrentdb/testing/fake-server';
import { KurrentDbEventStore } from './kurrentdb/kurrentdb-event-store';
import { PostgresEventStore } from './postgres/postgres-event-store';

const open = (
  env: OpenEventStoreOptions['env'],
  connect: OpenEventStoreOptions['connect'] = () => fakeClient(fakeServer()),
) => openEventStore({ env, connect, pool: new Pool(), categories: ['claim'] });

const KURRENTDB = {
  EVENT_STORE: 'kurrentdb',
  KURRENTDB_URL: 'esdb://office:s3cret@log.example:2113?tls=true',
};

describe('The engine of the event store', () => {
  it.each([{}, { EVENT_STORE: '' }, { EVENT_STORE: 'postgres' }])(
    'is PostgreSQL with %j',
    async (env) => {
      const opened = open(env);
      expect(opened.store).toBeInstanceOf(PostgresEventStore);
      expect(opened.describe).toBe('PostgreSQL');
      await opened.close();
    },
  );

  it('is KurrentDB where that is asked for, described without its password', async () => {
    const opened = open(KURRENTDB);
    expect(opened.store).toBeInstanceOf(KurrentDbEventStore);
    expect(opened.describe).toBe('KurrentDB at log.example:2113');
    await opened.check();
    await opened.close();
  });

  it('has one client in a thread at a time', async () => {
    const opened = open(KURRENTDB);
    expect(() => open(KURRENTDB)).toThrow('in this thread already');

    await opened.close();
    await open(KURRENTDB).close();
  });

  it('disposes its client when it is closed', async () => {
    const client = fakeClient(fakeServer());
    const dispose = jest.fn(client.dispose);
    const opened = open(KURRENTDB, () => ({ ...client, dispose }));
    expect(dispose).not.toHaveBeenCalled();

    await opened.close();

    expect(dispose).toHaveBeenCalledTimes(1);
  });

  it.each([
    [{ EVENT_STORE: 's3cret' }, 'EVENT_STORE is neither postgres nor kurrentdb.'],
    [{ EVENT_STORE: 'kurrentdb' }, 'KURRENTDB_URL does not look like esdb://host:port?tls=false.'],
    [
      { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'https://office:s3cret@log.example' },
      'KURRENTDB_URL does not look like esdb://host:port?tls=false.',
    ],
  ])('is refused with %j, in words that hold no value', (env, message) => {
    expect(() => open(env)).toThrow(new Error(message));
  });

  it('hides what the client says of a URL that it does not understand', () => {
    const connect = () => {
      throw new Error('bad s3cret');
    };
    expect(() => open(KURRENTDB, connect)).toThrow(
      new Error('KURRENTDB_URL is not one that the client understands.'),
    );
  });
});
