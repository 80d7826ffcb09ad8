import { randomUUID } from 'node:crypto';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Rejection } from '../../kernel/rejection';
import type { CommandContext } from '../command-context';
import type { Position } from '../event-store/event-store';
import { KeyedHasher } from '../privacy/keyed-hash';
import type { OpenedPart } from '../security/access-log';
import type { Area } from '../security/area';
import { type Caller, PII_READ } from '../security/caller';
import { opensPersonal } from './access-log.interceptor';
import { invalidHeader, InvalidRequest, invalidQuery } from './invalid-request';

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to.
  interface FastifyRequest {
    /** Set by the guard on commands only. */
    commandContext: CommandContext | null;
    /** Why the caller opens what is masked, where he may. */
    accessPurpose: string | null;
  }
}

export const COMMAND = 'kelambu:command';

export type CommandRules = {
  /** Decides about what somebody has seen, so it says which version that was. */
  readonly judgement: boolean;
  readonly opensStream: boolean;
};

/** Global, after the guard of roles: what a command needs beside its body. */
@Injectable()
export class CommandGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly hasher: KeyedHasher,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const rules = this.reflector.get<CommandRules | undefined>(COMMAND, context.getHandler());
    if (!rules) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.commandContext = commandContextOf(request, rules, this.hasher);
    return true;
  }
}

const commandContextOf = (
  request: FastifyRequest,
  rules: CommandRules,
  hasher: KeyedHasher,
): CommandContext => {
  const { actor, roles } = callerOf(request);
  const dryRun = dryRunIn(request.query);
  const key = idempotencyKeyIn(request.headers['idempotency-key']);
  if (key === null && !dryRun) throw new Rejection('idempotency-key-missing');
  const ifVersion = ifVersionIn(request.headers['if-match'], rules);

  const path = request.url.split('?')[0] ?? '/';
  const commandId = key === null ? randomUUID() : hasher.commandId(actor, key);
  return {
    commandId,
    fingerprint: hasher.fingerprint(`${request.method} ${path}`, request.body ?? {}),
    ifVersion,
    dryRun,
    actor,
    roles,
    area: areaOf(request),
    source: 'http',
    // Whatever follows from this command, in this process or a later one, hangs together by its id.
    correlationId: commandId,
    causationId: null,
    requestId: request.id,
  };
};

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;
const STRONG_ETAG = /^"(0|[1-9]\d{0,9})"$/;

/** Null where there is none. */
export const idempotencyKeyIn = (header: string | readonly string[] | undefined): string | null => {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !VISIBLE_ASCII.test(header))
    throw invalidHeader('Idempotency-Key', 'idempotency-key-form');
  return header;
};

/** Only its presence is asked for here: whether the version still stands is decided where a repeat is known as one. */
export const ifVersionIn = (
  header: string | undefined,
  { judgement, opensStream }: CommandRules,
): number | null => {
  if (header === undefined) {
    if (judgement) throw new Rejection('precondition-required');
    return null;
  }
  if (opensStream) throw invalidHeader('If-Match', 'if-match-not-here');
  const [, version] = STRONG_ETAG.exec(header) ?? [];
  if (version === undefined) throw invalidHeader('If-Match', 'if-match-form');
  return Number(version);
};

/** A command takes no other parameter: one misspelt would be carried out in earnest. */
export const dryRunIn = (query: unknown): boolean => {
  const { dryRun, ...others } = query as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw invalidQuery(unknown, 'parameter-unknown');
  if (dryRun === undefined) return false;
  if (dryRun !== 'true' && dryRun !== 'false') throw invalidQuery('dryRun', 'flag');
  return dryRun === 'true';
};

const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** @throws Error on a public route: there is nobody who asks. */
const callerOf = ({ caller }: FastifyRequest): Caller => {
  if (!caller) throw new Error('A public route has no caller.');
  return caller;
};

const areaOf = ({ area }: FastifyRequest): Area => area ?? [];

/** The `CommandContext` of a route with `@Command()`. */
export const Ctx = createParamDecorator((_: unknown, context: ExecutionContext): CommandContext => {
  const { commandContext } = requestOf(context);
  if (!commandContext) throw new Error('Only a route with @Command() has a command context.');
  return commandContext;
});

/** Who asks, and why he opens what is masked. */
export type Asker = Caller & {
  /** What lists and reports are cut down to. */
  readonly area: Area;
  readonly accessPurpose: string | null;
  /** Holds the scope and gave a purpose, on a route that says that it opens what is masked. */
  readonly mayOpenPersonal: boolean;
  /** Call it for each person whose values the answer shows: it is written into the access log before the answer leaves. */
  readonly opens: (subjectId: string, fields: readonly string[]) => void;
};

const LONGEST_PURPOSE = 200;

const askerOf = (request: FastifyRequest, handler: object): Asker => {
  const caller = callerOf(request);
  const accessPurpose = accessPurposeIn(request.headers['access-purpose']);
  const mayOpenPersonal =
    accessPurpose !== null && caller.scopes.includes(PII_READ) && opensPersonal(handler);
  const opened: OpenedPart[] = [];
  if (mayOpenPersonal) Object.assign(request, { accessPurpose, openedParts: opened });
  return {
    ...caller,
    area: areaOf(request),
    accessPurpose,
    mayOpenPersonal,
    opens: (subjectId, fields) => void opened.push({ subjectId, fields }),
  };
};

const accessPurposeIn = (header: string | readonly string[] | undefined): string | null => {
  if (header === undefined) return null;
  const purpose = typeof header === 'string' ? header.trim() : '';
  if (purpose.length < 3 || purpose.length > LONGEST_PURPOSE)
    throw invalidHeader('Access-Purpose', 'access-purpose-form');
  return purpose;
};

export const WhoAsks = createParamDecorator((_: unknown, context: ExecutionContext): Asker =>
  askerOf(requestOf(context), context.getHandler()),
);

const POSITION = /^(0|[1-9]\d{0,38})$/;

/** @throws InvalidRequest for what was never a position. */
export const positionIn = (value: unknown): Position | null => {
  if (value === undefined) return null;
  if (typeof value !== 'string' || !POSITION.test(value))
    throw new InvalidRequest([{ in: 'query', pointer: '/minPosition', fault: 'position-form' }]);
  return value;
};

/** The log position that the answer must have come to, `?minPosition=`; null where the caller does not say. */
export const MinPosition = createParamDecorator(
  (_: unknown, context: ExecutionContext): Position | null =>
    positionIn((requestOf(context).query as Readonly<Record<string, unknown>>)['minPosition']),
);
