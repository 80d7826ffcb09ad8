import type { JsonObject } from './event';

/** Where in the law an answer comes from. */
export type Rule = { readonly version: string; readonly citation: string };

/**
 * A rule said no. `code` is part of the API: stable, documented in the catalogue of problems in both languages.
 * `facts` are what the rule looked at; they are shown to the caller, so nothing personal may stand in them.
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly code: string,
    readonly facts: JsonObject = {},
    readonly rule?: Rule,
  ) {
    super(code);
  }
}
