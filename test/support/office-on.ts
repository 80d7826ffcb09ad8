import type { DestinationStream } from 'pino';
import { type Answer, ApiClient, type CommandOptions, type Json } from '../../src/demo/api-client';
import { type Kelambu, startKelambu } from '../../src/kelambu';
import type { Clock } from '../../src/platform/clock';
import type { Role } from '../../src/platform/event-store/recorded-event';
import { developmentToken } from '../../src/platform/security/development-keys';
import { settingsFrom } from '../../src/settings';
import { watchingAnswers } from './answers/watched-answers';

/** A Kelambu on a database that outlives it, so that it can be stopped and started again. Its answers are what the document says. */
export type OfficeOn = {
  readonly kelambu: Kelambu;
  readonly as: (actor: string, ...roles: readonly [Role, ...Role[]]) => Promise<ApiClient>;
  /** May open what is masked. */
  readonly asWhoMayOpen: (actor: string, role: Role) => Promise<ApiClient>;
  /** For another process of the same office. */
  readonly tokenFor: (actor: string, role: Role) => Promise<string>;
  readonly stop: () => Promise<void>;
};

const key = (byte: number) =>
  Buffer.alloc(32, byte)
    .fill(byte + 1, 16)
    .toString('base64');

export type OfficeOnOptions = {
  readonly url: string;
  readonly folder: string;
  readonly logLevel?: string;
  /** When it holds its read models against the log by itself. */
  readonly verifyHour?: string;
  /** Says what day it is in the office. */
  readonly clock?: Clock;
  readonly logStream?: DestinationStream;
  readonly onProgress?: (line: string) => void;
  readonly background?: 'here' | 'thread';
  /** Told every answer to a command of those who may not open what is masked. */
  readonly onAnswer?: (answer: Answer<unknown>) => void;
};

export const officeOn = async ({
  url,
  folder,
  logLevel = 'silent',
  verifyHour = 'off',
  onAnswer = () => undefined,
  ...options
}: OfficeOnOptions): Promise<OfficeOn> => {
  const env = {
    DATABASE_URL: url,
    KELAMBU_FOLDER: folder,
    KELAMBU_PORT: '0',
    KELAMBU_LOG_LEVEL: logLevel,
    KELAMBU_KEK: key(1),
    KELAMBU_REGISTER_KEY: key(3),
    KELAMBU_VERIFY_HOUR: verifyHour,
  };
  const settings = settingsFrom(env);
  const [kelambu, answers] = await watchingAnswers(() =>
    startKelambu(settings, { env, ...options }),
  );
  const tokenFor = (actor: string, roles: readonly Role[], scopes: readonly string[]) =>
    developmentToken(settings.security, { actor, roles, subDistricts: 'all', scopes }, 1);
  return {
    kelambu,
    as: async (actor, ...roles) =>
      new Overheard(kelambu.url, await tokenFor(actor, roles, []), onAnswer),
    asWhoMayOpen: async (actor, role) =>
      new ApiClient(kelambu.url, await tokenFor(actor, [role], ['pii:read'])),
    tokenFor: (actor, role) => tokenFor(actor, [role], []),
    stop: async () => {
      await kelambu.stop();
      answers.mustBeTrue();
    },
  };
};

class Overheard extends ApiClient {
  constructor(
    url: string,
    token: string,
    private readonly onAnswer: (answer: Answer<unknown>) => void,
  ) {
    super(url, token);
  }

  override async post<Body = Json>(path: string, body: object | string, options?: CommandOptions) {
    const answer = await super.post<Body>(path, body, options);
    this.onAnswer(answer);
    return answer;
  }
}
