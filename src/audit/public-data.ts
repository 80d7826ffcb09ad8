import type { Json, JsonObject } from '../kernel/event';
import { payeeIdOf } from '../payout/benefits.view';
import type { StreamName } from '../platform/event-store/event-store';
import { categoryOf, idOfStream } from '../platform/event-store/recorded-event';
import { benefitRef, payoutRef, type PlainPrefix, publicId } from '../platform/http/public-ids';

/** What is named by a field that holds an id, or a list of them. */
const PLAIN: Readonly<Record<string, PlainPrefix>> = {
  participantId: 'par',
  survivor: 'par',
  stillAskedParticipantIds: 'par',
  keptParticipantIds: 'par',
  memberId: 'mem',
  heirId: 'mem',
  guardianId: 'mem',
  reporterId: 'mem',
  childId: 'mem',
  childIds: 'mem',
  onBehalfOf: 'mem',
  periodId: 'per',
  paymentId: 'cpy',
  claimId: 'clm',
  accidentClaimId: 'clm',
  scholarshipId: 'sch',
  documentId: 'doc',
  statementId: 'sta',
  overpaymentId: 'ovp',
  disputeId: 'dsp',
  requestId: 'req',
};
const BENEFITS: readonly string[] = ['benefitId', 'benefitIds', 'supersedes'];
const PAYOUTS: readonly string[] = ['payoutId', 'payoutIds', 'replaces'];
const ID_INSIDE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What was stored, with ids as every other answer names them. Whatever the outside has no name for stays as it is. */
export const publicData = (data: JsonObject, stream: StreamName): JsonObject => {
  const { payeeKind, kind } = data;
  const named = Object.entries(data).map(([name, value]): [string, Json] => {
    if (name === 'payeeId' && typeof payeeKind === 'string') return [name, payee(payeeKind, value)];
    if (name === 'id' && typeof kind === 'string') return [name, payee(kind, value)];
    return [name, shown(name, value, stream)];
  });
  return Object.fromEntries(named);
};

const payee = (kind: string, id: Json): Json => (isInside(id) ? payeeIdOf(kind, id) : id);

const shown = (name: string, value: Json, stream: StreamName): Json => {
  if (Array.isArray(value)) return value.map((one: Json) => shown(name, one, stream));
  if (isInside(value)) return publicName(name, value, stream);
  return isObject(value) ? publicData(value, stream) : value;
};

const publicName = (name: string, id: string, stream: StreamName): string => {
  const prefix = PLAIN[name];
  if (prefix) return publicId(prefix, id);
  const category = categoryOf(stream);
  if (category !== 'claim' && category !== 'scholarship') return id;
  const owner = { stream: category, streamId: idOfStream(stream) } as const;
  if (BENEFITS.includes(name)) return benefitRef({ ...owner, benefitId: id });
  return PAYOUTS.includes(name) ? payoutRef({ ...owner, payoutId: id }) : id;
};

const isInside = (value: Json): value is string =>
  typeof value === 'string' && ID_INSIDE.test(value);
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
