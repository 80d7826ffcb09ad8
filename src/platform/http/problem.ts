import { HttpException } from '@nestjs/common';
import type { JsonObject } from '../../kernel/event';
import { Rejection, type Rule } from '../../kernel/rejection';
import { VersionConflict } from '../event-store/version-conflict';
import { errorCode } from './error-code';
import { FIELD_FAULTS } from './field-faults';
import { type InvalidPart, InvalidRequest } from './invalid-request';
import type { DoorProblem, ProblemCatalogue, ProblemEntry } from './problem-catalogue';
import { type Existing, publicExisting, publicFacts } from './public-facts';
import { type Language, say } from './words';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** RFC 9457. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  readonly retryable: boolean;
} & ProblemDetails;

/** What some problems hold besides. */
type ProblemDetails = {
  /** What is wrong with the request, part by part. */
  readonly errors?: readonly PartFault[];
  readonly facts?: JsonObject;
  /** Where in the law the answer comes from. */
  readonly rule?: Rule;
  readonly existing?: Existing;
  readonly currentVersion?: number;
  /** What happened since the version that was seen. */
  readonly since?: VersionConflict['since'];
};

/** A part of a request, and what is wrong with it. */
type PartFault = Pick<InvalidPart, 'in' | 'pointer'> & {
  readonly code: string;
  readonly detail: string;
};

/** What a problem is told about: nothing of the body, and a path without its query. */
export type ProblemContext = {
  readonly language: Language;
  readonly path: string;
  readonly requestId: string;
};

/** A code, what its words may name, and what else the answer holds. */
type Finding = {
  readonly code: string;
  readonly facts?: JsonObject;
  readonly more?: ProblemDetails;
};

/** Any error at all as a problem. One that nobody foresaw is `internal`, and tells nothing. */
export const problemFor = (
  error: unknown,
  catalogue: ProblemCatalogue,
  context: ProblemContext,
): Problem => problemFrom(findingFrom(error, catalogue, context), catalogue, context);

/** For what has a status and no error. */
export const problemOfStatus = (
  status: number,
  catalogue: ProblemCatalogue,
  context: ProblemContext,
): Problem => problemFrom({ code: codeOfStatus(status) ?? 'internal' }, catalogue, context);

const problemFrom = (
  { code, facts, more }: Finding,
  catalogue: ProblemCatalogue,
  { language, path, requestId }: ProblemContext,
): Problem => {
  const entry = entryOf(catalogue, code);
  return {
    type: `/docs/problems#${code}`,
    title: entry.title[language],
    status: entry.status,
    detail: say(entry.detail, language, facts),
    instance: withoutLongNumbers(path),
    code,
    requestId,
    retryable: entry.retryable,
    ...more,
  };
};

const entryOf = (catalogue: ProblemCatalogue, code: string): ProblemEntry => {
  const entry = catalogue[code];
  if (!entry) throw new Error(`The catalogue of problems has no ${code}.`);
  return entry;
};

const findingFrom = (
  error: unknown,
  catalogue: ProblemCatalogue,
  context: ProblemContext,
): Finding => {
  if (error instanceof Rejection) return fromRejection(error, catalogue, context.path);
  if (error instanceof InvalidRequest) return fromInvalidRequest(error, context.language);
  if (error instanceof VersionConflict) return fromVersionConflict(error);
  return { code: codeOfStatus(statusOf(error)) ?? codeOfFault(error) };
};

const fromRejection = (
  { code, facts, rule }: Rejection,
  catalogue: ProblemCatalogue,
  path: string,
): Finding => {
  const entry = catalogue[code];
  if (!entry) return { code: 'internal' };
  const shown = publicFacts(facts, path);
  const existing = publicExisting(facts['existing'], entry.existing, path);
  return {
    code,
    facts: shown,
    more: {
      ...(Object.keys(shown).length > 0 ? { facts: shown } : {}),
      ...(rule ? { rule } : {}),
      ...(existing === undefined ? {} : { existing }),
    },
  };
};

const fromInvalidRequest = ({ parts }: InvalidRequest, language: Language): Finding => {
  const errors = parts.map(({ in: place, pointer, fault, facts }) => ({
    in: place,
    pointer,
    code: FIELD_FAULTS[fault].code,
    detail: say(FIELD_FAULTS[fault], language, facts),
  }));
  const isNik = errors.some(({ code }) => code === 'nik-invalid');
  return { code: isNik ? 'nik-invalid' : 'validation', more: { errors } };
};

const fromVersionConflict = ({ currentVersion, since }: VersionConflict): Finding => ({
  code: 'version-conflict',
  facts: { currentVersion },
  more: { currentVersion, since },
});

const CODES_OF_STATUS: Readonly<Record<number, DoorProblem>> = {
  400: 'validation',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'not-found',
  415: 'unsupported-media-type',
  429: 'rate-limited',
  431: 'headers-too-large',
};

const codeOfStatus = (status: number | undefined): DoorProblem | undefined =>
  status === undefined ? undefined : CODES_OF_STATUS[status];

/** What Nest and Fastify throw says its status; any other error that has one does so by accident. */
const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  if (!isErrorLike(error) || error.name !== 'FastifyError') return undefined;
  return 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
};

/** Told by their names, so that the door needs no knowledge of the rooms behind it. */
const CODES_OF_FAULTS: Readonly<Record<string, DoorProblem>> = {
  UnknownEvent: 'newer-release-needed',
  ProjectionBehind: 'projection-behind',
  AppendOutcomeUnknown: 'store-unavailable',
  EventStoreUnavailable: 'store-unavailable',
  EventStoreClosed: 'shutting-down',
};
const HANDLER_TIMEOUT = 'FST_ERR_HANDLER_TIMEOUT';

/** Connections refused or lost, a server that starts or stops or has no room, a statement that took too long. */
const DATABASE_AWAY =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|08\w{3}|53\w{3}|57P0[1-5]|57014|55P03)$/;
/** What the driver says by itself: no connection was free, or the server fell silent. */
const DRIVER_TIRED = ['timeout exceeded when trying to connect', 'Query read timeout'];

const codeOfFault = (error: unknown): DoorProblem => {
  if (!isErrorLike(error)) return 'internal';
  const known = CODES_OF_FAULTS[error.name];
  if (known) return known;
  const state = errorCode('driverError' in error ? error.driverError : error) ?? '';
  if (state === HANDLER_TIMEOUT) return 'too-slow';
  return DATABASE_AWAY.test(state) || DRIVER_TIRED.includes(error.message)
    ? 'store-unavailable'
    : 'internal';
};

const isErrorLike = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'name' in error && 'message' in error;

/** Somebody may have put a NIK into a path. */
const withoutLongNumbers = (path: string): string => path.replaceAll(/\d{10,}/g, '…');
