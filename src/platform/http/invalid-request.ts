import type { FaultName } from './field-faults';

/** One thing that is wrong with what was sent. What was sent there is never repeated. */
export type InvalidPart = {
  readonly in: 'body' | 'header' | 'query';
  /** RFC 6901, from the root of the body; for headers and queries, their name after a slash. */
  readonly pointer: string;
  readonly fault: FaultName;
  /** What the words about it may name: limits and allowed values. */
  readonly facts?: Readonly<Record<string, string | number>>;
};

/** What was sent cannot be understood as it stands. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';

  constructor(readonly parts: readonly InvalidPart[]) {
    super('validation');
  }
}

export const invalidHeader = (name: string, fault: FaultName): InvalidRequest =>
  new InvalidRequest([{ in: 'header', pointer: `/${name}`, fault }]);

export const invalidQuery = (name: string, fault: FaultName): InvalidRequest =>
  new InvalidRequest([{ in: 'query', pointer: pointerTo([name]), fault }]);

/** A pointer that shows names of fields, and nothing that could be somebody's number. */
export const pointerTo = (path: readonly (string | number)[]): string =>
  path.map((step) => `/${typeof step === 'number' ? step : nameToShow(step)}`).join('');

const PLAIN_NAME = /^[A-Za-z0-9_-]{1,40}$/;
const LONG_NUMBER = /\d{6}/;

/** A field that nobody knows may be called anything, a person's name or NIK included. */
const nameToShow = (name: string): string =>
  PLAIN_NAME.test(name) && !LONG_NUMBER.test(name) ? name : '…';
