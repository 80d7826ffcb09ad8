import type { FaultName } from './field-faults';

/** A value that a field does not take, and why; it stands in the field until validation reports it. */
export class Refused {
  constructor(
    readonly fault: FaultName,
    readonly facts: Readonly<Record<string, string | number>> = {},
    /** Where inside the field, if not the whole of it. */
    readonly at: readonly (string | number)[] = [],
  ) {}
}

/** The part of JSON Schema that fields are described with. */
export type FieldSchema = {
  readonly type?: 'string' | 'integer' | 'boolean' | 'object' | 'array';
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly items?: FieldSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly example?: unknown;
  readonly description?: string;
};

/** What a field takes: how it is read, and how it is described. */
export type FieldKind<T = unknown> = {
  /** @param value what was sent; never null or undefined */
  readonly read: (value: unknown) => T | Refused;
  readonly schema: FieldSchema;
};

export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Fastify reads queries into objects without a prototype.
  return prototype === Object.prototype || prototype === null;
};
