import type { Json, JsonObject } from '../../kernel/event';
import {
  benefitRef,
  type IdPrefix,
  payoutRef,
  type PlainPrefix,
  publicId,
  readPublicId,
} from './public-ids';

/** The case that a path speaks of, where it names one by its id. */
type PathCase = { readonly stream: 'claim' | 'scholarship'; readonly streamId: string };

const COLLECTIONS: Readonly<Partial<Record<IdPrefix, string>>> = {
  par: 'participants',
  clm: 'claims',
  sch: 'scholarships',
  ben: 'benefits',
  pyt: 'payouts',
  enl: 'enrolment-lists',
  cpy: 'contribution-payments',
};

/** Which facts of a rejection are ids, and of what. */
const ID_FACTS: Readonly<Record<string, IdPrefix>> = {
  participantId: 'par',
  memberId: 'mem',
  periodId: 'per',
  paymentId: 'cpy',
  claimId: 'clm',
  accidentClaimId: 'clm',
  scholarshipId: 'sch',
  documentId: 'doc',
  heirId: 'hei',
  benefitId: 'ben',
  payoutId: 'pyt',
  overpaymentId: 'ovp',
  disputeId: 'dsp',
  statementId: 'sta',
  requestId: 'req',
  listId: 'enl',
};

const ID_INSIDE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The facts of a rejection as they are shown: ids in their public form, and none that has no public form. */
export const publicFacts = (facts: JsonObject, path: string): JsonObject =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([name]) => name !== 'existing')
      .map(([name, value]) => [name, shownFact(name, value, path)] as const)
      .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  );

/** What there is already, and where it is found. */
export type Existing = { readonly id: string; readonly href: string };

/** What there is already; undefined where it cannot be named outside. */
export const publicExisting = (
  existing: Json | undefined,
  prefix: IdPrefix | undefined,
  path: string,
): Existing | undefined => {
  if (isOfAnotherClaim(existing)) return publicExisting(existing.claimId, 'clm', '');
  if (typeof existing !== 'string') return isNamed(existing) ? existing : undefined;
  const kind = prefix === 'clm' && path.startsWith('/v1/scholarships') ? 'sch' : prefix;
  const id = kind ? shownId(kind, existing, path) : undefined;
  const collection = kind ? COLLECTIONS[kind] : undefined;
  if (!id || !collection) return undefined;
  return { id, href: `/v1/${collection}/${id}` };
};

/** What another claim than the one of the path holds is named by that claim. */
const isOfAnotherClaim = (existing: Json | undefined): existing is { readonly claimId: string } =>
  typeof existing === 'object' &&
  existing !== null &&
  'claimId' in existing &&
  typeof existing.claimId === 'string';

/** Whoever refused has named it already. */
const isNamed = (existing: Json | undefined): existing is Existing =>
  typeof existing === 'object' && existing !== null && 'id' in existing && 'href' in existing;

const shownFact = (name: string, value: Json, path: string): Json | undefined => {
  if (typeof value !== 'string' || !ID_INSIDE.test(value)) return value;
  const prefix = ID_FACTS[name];
  return prefix ? shownId(prefix, value, path) : undefined;
};

const shownId = (prefix: IdPrefix, id: string, path: string): string | undefined => {
  if (prefix === 'ben' || prefix === 'pyt') return shownStreamedId(prefix, id, path);
  return ID_INSIDE.test(id) || prefix === 'enl' || prefix === 'bat'
    ? publicId(prefix, id)
    : undefined;
};

const shownStreamedId = (prefix: 'ben' | 'pyt', id: string, path: string): string | undefined => {
  const stream = caseIn(path);
  if (!stream || !ID_INSIDE.test(id)) return undefined;
  return prefix === 'ben'
    ? benefitRef({ ...stream, benefitId: id })
    : payoutRef({ ...stream, payoutId: id });
};

const caseIn = (path: string): PathCase | undefined => {
  const [, collection, publicName = ''] = /^\/v1\/(claims|scholarships)\/([^/]+)/.exec(path) ?? [];
  const prefix: PlainPrefix = collection === 'claims' ? 'clm' : 'sch';
  const streamId = readPublicId(prefix, publicName);
  return collection && streamId
    ? { stream: collection === 'claims' ? 'claim' : 'scholarship', streamId }
    : undefined;
};
