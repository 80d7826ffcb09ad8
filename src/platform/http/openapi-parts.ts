import type { ApiResponseOptions } from '@nestjs/swagger';

type Headers = NonNullable<ApiResponseOptions['headers']>;

const TEXT = { type: 'string' } as const;

export const READ_HEADERS: Headers = {
  Position: { description: 'The log position written or read; opaque.', schema: TEXT },
  'Request-Id': { description: 'Also in logs, metadata and problems.', schema: TEXT },
};

export const ANSWER_HEADERS: Headers = {
  ...READ_HEADERS,
  ETag: { description: 'The version of the stream.', schema: { type: 'string', example: '"8"' } },
  'Idempotent-Replayed': {
    description: 'This is the first answer again.',
    schema: { type: 'string', enum: ['true'] },
  },
  Location: { description: 'Where what was opened is found.', schema: TEXT },
};

export const PROBLEM_SCHEMA_NAME = 'Problem';

export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId', 'retryable'],
  properties: {
    type: TEXT,
    title: TEXT,
    status: { type: 'integer' },
    detail: TEXT,
    instance: TEXT,
    code: { type: 'string', description: 'Stable, whatever the language.' },
    requestId: TEXT,
    retryable: { type: 'boolean' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'code', 'detail'],
        properties: {
          in: { type: 'string', enum: ['body', 'header', 'query'] },
          pointer: TEXT,
          code: TEXT,
          detail: TEXT,
        },
      },
    },
    facts: { type: 'object', additionalProperties: true },
    rule: {
      type: 'object',
      required: ['version', 'citation'],
      properties: { version: TEXT, citation: TEXT },
    },
    existing: { type: 'object', properties: { id: TEXT, href: TEXT } },
    currentVersion: { type: 'integer' },
    since: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          type: TEXT,
          version: { type: 'integer' },
          recordedAt: { type: 'string', format: 'date-time' },
        },
      },
    },
  },
} as const;
