import { parse } from 'lossless-json';
import { InvalidRequest, pointerTo } from './invalid-request';
import type { FaultName } from './field-faults';

export const COMMAND_BODY_LIMIT = 64 * 1024;
export const BATCH_BODY_LIMIT = 2 * 1024 * 1024;
export const DEEPEST_NESTING = 16;
export const LONGEST_LIST = 1_000;
export const LONGEST_TEXT = 4_096;

/**
 * A number that is not a whole number which JavaScript holds exactly: a decimal, an exponent, a NIK. It stays what was
 * written, so that a field can say what is wrong with it; no field takes it.
 */
export class InexactNumber {
  constructor(readonly text: string) {}
}

/** @throws InvalidRequest for anything that is not one JSON value that can be taken at its word. */
export const parseJsonBody = (bytes: Uint8Array): unknown => {
  const text = decoded(bytes);
  if (text.trim() === '') throw invalid('body-empty');
  const members = membersIn(text);
  const value = parsed(text);
  if (membersOf(value, []) !== members) throw invalid('json-duplicate-key');
  return value;
};

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('json-not-utf8');
  }
};

/**
 * How many members the objects in that text have: each has one colon outside of strings. The parser takes the same
 * member twice where both values are equal, and it recurses, so nesting is looked at before it runs.
 */
const membersIn = (text: string): number => {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === ':') members++;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > DEEPEST_NESTING) throw invalid('json-too-deep', [], { max: DEEPEST_NESTING });
  }
  return members;
};

const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
};

const parsed = (text: string): unknown => {
  try {
    return parse(text, null, {
      parseNumber: numberFrom,
      onDuplicateKey: ({ key }) => {
        throw invalid('json-duplicate-key', [key]);
      },
    });
  } catch (error) {
    throw error instanceof InvalidRequest ? error : invalid('json-malformed');
  }
};

const WHOLE = /^(0|-?[1-9]\d*)$/;

const numberFrom = (text: string): number | InexactNumber => {
  const value = Number(text);
  return WHOLE.test(text) && Number.isSafeInteger(value) ? value : new InexactNumber(text);
};

/** Counts members, and looks for what no text and no name may be. */
const membersOf = (value: unknown, path: readonly (string | number)[]): number => {
  if (typeof value === 'string') mustBeText(value, path);
  if (typeof value !== 'object' || value === null || value instanceof InexactNumber) return 0;
  if (Array.isArray(value)) {
    if (value.length > LONGEST_LIST) throw invalid('list-too-long', path, { max: LONGEST_LIST });
    return value.reduce((sum: number, one, index) => sum + membersOf(one, [...path, index]), 0);
  }

  const entries = Object.entries(value);
  return entries.reduce((sum, [name, one]) => {
    const at = [...path, name];
    mustBeText(name, at);
    if (name === 'prototype' || name in Object.prototype) throw invalid('json-forbidden-key', at);
    return sum + membersOf(one, at);
  }, entries.length);
};

/** PostgreSQL cannot hold a NUL, and half of a surrogate pair is no character at all. */
const NOT_TEXT = /\0|\p{Surrogate}/u;

const mustBeText = (text: string, path: readonly (string | number)[]): void => {
  if (text.length > LONGEST_TEXT) throw invalid('text-too-long', path, { max: LONGEST_TEXT });
  if (NOT_TEXT.test(text)) throw invalid('text-characters', path);
};

const invalid = (
  fault: FaultName,
  path: readonly (string | number)[] = [],
  facts: Readonly<Record<string, number>> = {},
): InvalidRequest => new InvalidRequest([{ in: 'body', pointer: pointerTo(path), fault, facts }]);
