import { applyDecorators, HttpCode, SetMetadata, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import type { Role } from '../event-store/recorded-event';
import { Roles } from '../security/roles';
import { AccessLogInterceptor, OpensPersonal } from './access-log.interceptor';
import { COMMAND, type CommandRules } from './command-context';
import { COMMAND_BODY_LIMIT } from './json-body';
import { ANSWER_HEADERS, PROBLEM_SCHEMA_NAME, READ_HEADERS } from './openapi-parts';

type RouteOptions = {
  readonly roles: readonly [Role, ...Role[]];
  readonly summary: string;
  readonly description?: string;
};

export type CommandOptions = RouteOptions & {
  /** Needs `If-Match`. */
  readonly judgement?: boolean;
  /** Answers 201 with a `Location`, and takes no `If-Match`. */
  readonly opensStream?: boolean;
  /** In bytes; `BATCH_BODY_LIMIT` for many rows. */
  readonly bodyLimit?: number;
  /** How long it may take, where that is more than usual. */
  readonly seconds?: number;
  /** Takes a file: multipart/form-data in place of JSON, and may answer 202 as the work goes on. */
  readonly multipart?: boolean;
};

/** A POST that records a fact: who may, what its headers are, what it answers. Stands beside `@Post()`. */
export const Command = ({
  judgement = false,
  opensStream = false,
  bodyLimit = COMMAND_BODY_LIMIT,
  seconds,
  multipart = false,
  ...route
}: CommandOptions): MethodDecorator =>
  applyDecorators(
    ...sharedBy(route),
    SetMetadata<string, CommandRules>(COMMAND, { judgement, opensStream }),
    RouteConfig({ bodyLimit, multipart, ...(seconds === undefined ? {} : { seconds }) }),
    HttpCode(200),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Required unless dryRun=true. The same key is the same command for ever.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
    ...(opensStream ? [] : [ifMatchHeader(judgement)]),
    ApiQuery({
      name: 'dryRun',
      required: false,
      description: 'The same checks and answer; nothing is written.',
      schema: { type: 'boolean', default: false },
    }),
    ...(multipart ? takesFile() : []),
    ...answers(opensStream),
    ...problems(409, 412, 413, 415, 422),
    ...(judgement ? problems(428) : []),
  );

const answers = (opensStream: boolean): readonly MethodDecorator[] =>
  opensStream
    ? [answer(201, 'Recorded: something new.'), answer(200, 'The same facts were recorded before.')]
    : [answer(200, 'Recorded.')];

const takesFile = (): readonly MethodDecorator[] => [
  ApiConsumes('multipart/form-data'),
  answer(202, 'Taken; the work goes on.'),
];

export type QueryOptions = RouteOptions & {
  /** Media types of the files that it may answer with. */
  readonly files?: readonly string[];
  /** May show unmasked what names people, to those who hold the scope and say why. */
  readonly opensPersonal?: boolean;
};

/** A GET, or a POST that only asks. It writes nothing but the access log. Stands beside `@Get()` or `@Post()`. */
export const Query = ({
  files = [],
  opensPersonal = false,
  ...route
}: QueryOptions): MethodDecorator =>
  applyDecorators(
    ...sharedBy(route),
    HttpCode(200),
    ApiQuery({
      name: 'minPosition',
      required: false,
      description: 'The Position of an earlier answer: waits until what is read has come so far.',
      schema: { type: 'string' },
    }),
    ...(opensPersonal ? opening() : []),
    ApiResponse({
      status: 200,
      description: 'As of the position in the header.',
      headers: READ_HEADERS,
      ...fileContent(files),
    }),
  );

const opening = (): readonly MethodDecorator[] => [
  OpensPersonal(),
  UseInterceptors(AccessLogInterceptor),
  ApiHeader({
    name: 'Access-Purpose',
    required: false,
    description:
      'Why unmasked data is read. Needs the scope pii:read; written into the access log, sealed with the person it is about.',
    schema: { type: 'string', minLength: 3, maxLength: 200 },
  }),
];

const sharedBy = ({ roles, summary, description }: RouteOptions): readonly MethodDecorator[] => [
  Roles(roles[0], ...roles.slice(1)),
  ApiBearerAuth(),
  ApiExtension('x-roles', [...roles]),
  ApiOperation({
    summary,
    description: [description, `Roles: ${roles.join(', ')}.`].filter(Boolean).join('\n\n'),
  }),
  ApiHeader({
    name: 'Accept-Language',
    required: false,
    schema: { type: 'string', enum: ['id', 'en'], default: 'id' },
  }),
  ...problems(400, 401, 403, 404, 429, 500, 503),
];

const ifMatchHeader = (required: boolean): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required,
    description: 'The ETag of what was seen, one strong one.',
    schema: { type: 'string', pattern: '^"\\d+"$', example: '"7"' },
  });

const answer = (status: number, description: string): MethodDecorator =>
  ApiResponse({ status, description, headers: ANSWER_HEADERS });

/** What the document says of an answer that is a file: JSON is described by the types of the methods. */
export const fileContent = (files: readonly string[]): Pick<ApiResponseOptions, 'content'> =>
  files.length === 0 ? {} : { content: Object.fromEntries(files.map(asFile)) };

const asFile = (mediaType: string) => {
  const schema = mediaType.startsWith('text/') ? {} : { format: 'binary' };
  return [mediaType, { schema: { type: 'string', ...schema } }] as const;
};

const problems = (...statuses: readonly number[]): readonly MethodDecorator[] =>
  statuses.map((status) =>
    ApiResponse({
      status,
      description: 'A problem (RFC 9457).',
      content: {
        'application/problem+json': {
          schema: { $ref: `#/components/schemas/${PROBLEM_SCHEMA_NAME}` },
        },
      },
    }),
  );
