import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../src/demo/api-client';
import { type Kelambu, startKelambu } from '../../src/kelambu';
import type { Clock } from '../../src/platform/clock';
import type { Role } from '../../src/platform/event-store/recorded-event';
import type { Caller } from '../../src/platform/security/caller';
import { developmentToken } from '../../src/platform/security/development-keys';
import { settingsFrom } from '../../src/settings';
import { watchingAnswers } from './answers/watched-answers';
import { freshDatabase } from './database';

/** A whole Kelambu on a database of its own, and tokens for whoever the test needs. Its answers are what the document says. */
export type Office = {
  readonly kelambu: Kelambu;
  /** Of its database, as the owner. */
  readonly url: string;
  /** Where its development key is. */
  readonly folder: string;
  /** What it was started with: for the operator's verbs beside it. */
  readonly env: Readonly<Record<string, string>>;
  readonly as: (actor: string, ...roles: readonly [Role, ...Role[]]) => Promise<ApiClient>;
  /** Whoever a token can speak of: any roles, area and scopes. */
  readonly asCaller: (caller: Caller) => Promise<ApiClient>;
  readonly asAuditorWhoMayOpen: (actor: string) => Promise<ApiClient>;
  readonly close: () => Promise<void>;
};

/** With EVENT_STORE=kurrentdb the same stories run on that server, each office under a name of its own. */
const engine = (): Record<string, string> => {
  const { EVENT_STORE, KURRENTDB_URL } = process.env;
  if (EVENT_STORE !== 'kurrentdb') return {};
  const namespace = `e2e${randomUUID().replaceAll('-', '')}.`;
  return { EVENT_STORE, KURRENTDB_URL: KURRENTDB_URL ?? '', KURRENTDB_NAMESPACE: namespace };
};

/** `clock` says what day it is in the office; tokens and the log know better. */
export const openOffice = async ({
  set = {},
  ...options
}: {
  readonly clock?: Clock;
  /** Settings of its own. */
  readonly set?: Readonly<Record<string, string>>;
} = {}): Promise<Office> => {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'kelambu-office-'));
  const key = (byte: number) =>
    Buffer.alloc(32, byte)
      .fill(byte + 1, 16)
      .toString('base64');
  const env = {
    DATABASE_URL: database.url,
    KELAMBU_FOLDER: folder,
    KELAMBU_PORT: '0',
    KELAMBU_LOG_LEVEL: process.env['KELAMBU_LOG_LEVEL'] ?? 'silent',
    KELAMBU_KEK: key(1),
    KELAMBU_REGISTER_KEY: key(3),
    KELAMBU_VERIFY_HOUR: 'off',
    ...engine(),
    ...set,
  };
  const settings = settingsFrom(env);
  const [kelambu, answers] = await watchingAnswers(() =>
    startKelambu(settings, { env, ...options }),
  );
  const tokenFor = (actor: string, roles: readonly Role[], scopes: readonly string[]) =>
    developmentToken(settings.security, { actor, roles, subDistricts: 'all', scopes }, 1);
  return {
    kelambu,
    url: database.url,
    folder,
    env,
    as: async (actor, ...roles) => new ApiClient(kelambu.url, await tokenFor(actor, roles, [])),
    asCaller: async (caller) =>
      new ApiClient(kelambu.url, await developmentToken(settings.security, caller, 1)),
    asAuditorWhoMayOpen: async (actor) =>
      new ApiClient(kelambu.url, await tokenFor(actor, ['auditor'], ['pii:read'])),
    close: async () => {
      await kelambu.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      answers.mustBeTrue();
    },
  };
};
