import { Rejection } from '../../kernel/rejection';

/** What stands before an id outside; inside there are none of them. */
export const ID_PREFIXES = [
  'par', // participant
  'mem', // family member
  'per', // period of cover
  'cpy', // contribution payment
  'clm', // claim
  'sch', // scholarship
  'doc', // document
  'sta', // doctor's statement
  'hei', // heir
  'ben', // benefit
  'pyt', // payout
  'ovp', // overpayment
  'dsp', // dispute
  'req', // request that waits for a second person
  'bat', // batch of payouts
  'enl', // enrolment list
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];
/** Whose id says in which stream it is found, so that a command needs no look-up. */
export type StreamedPrefix = 'ben' | 'pyt';
/** Whose id is a keyed hash rather than a UUID. */
type HashedPrefix = 'enl' | 'bat';
export type PlainPrefix = Exclude<IdPrefix, StreamedPrefix>;

/** An id as the outside knows it. */
export type PublicId<Prefix extends IdPrefix = IdPrefix> = `${Prefix}_${string}`;

/** A benefit or a payout, and the stream of the right that it belongs to. */
export type BenefitRef = {
  readonly stream: 'claim' | 'scholarship';
  readonly streamId: string;
  readonly benefitId: string;
};
export type PayoutRef = Omit<BenefitRef, 'benefitId'> & { readonly payoutId: string };

// Crockford's digits in lower case. Only this one spelling of an id is taken: an id is not typed by hand.
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** 128 bits in 26 digits: the first has three bits only. */
const ENCODED = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
/** 128 bits in 26 characters of RFC 4648: the last has three bits only. */
const HASH = /^[a-z2-7]{25}[aeimquy4]$/;

const isHashed = (prefix: string): prefix is HashedPrefix => prefix === 'enl' || prefix === 'bat';

/**
 * @param id a UUID; for lists and batches also a keyed hash
 * @throws RangeError for anything else: such an id must not leave the house.
 */
export const publicId = <Prefix extends PlainPrefix>(
  prefix: Prefix,
  id: string,
): PublicId<Prefix> => {
  if (isHashed(prefix) && HASH.test(id)) return `${prefix}_h${id}`;
  return `${prefix}_${encoded(id)}`;
};

/** The same of what may not be there. */
export const publicIdOrNull = <Prefix extends PlainPrefix>(
  prefix: Prefix,
  id: string | null,
): PublicId<Prefix> | null => (id ? publicId(prefix, id) : null);

/** @throws Rejection `not-found` for what is no such id in its one spelling. */
export const idFromPublic = (prefix: PlainPrefix, text: string): string =>
  found(readPublicId(prefix, text));

/** Null for what is no such id in its one spelling. */
export const readPublicId = (prefix: PlainPrefix, text: string): string | null => {
  if (!text.startsWith(`${prefix}_`)) return null;
  const rest = text.slice(prefix.length + 1);
  if (isHashed(prefix) && rest.startsWith('h') && HASH.test(rest.slice(1))) return rest.slice(1);
  return decoded(rest);
};

/** Whether that is an id of ours, of whatever kind. */
export const isPublicId = (text: string): boolean => {
  const prefix = ID_PREFIXES.find((one) => text.startsWith(`${one}_`));
  if (prefix === undefined) return false;
  return prefix === 'ben' || prefix === 'pyt'
    ? readStreamed(prefix, text) !== null
    : readPublicId(prefix, text) !== null;
};

export const benefitRef = ({ stream, streamId, benefitId }: BenefitRef): PublicId<'ben'> =>
  streamed('ben', stream, streamId, benefitId);

/** @throws Rejection `not-found` */
export const benefitFromRef = (text: string): BenefitRef => {
  const { stream, streamId, partId } = found(readStreamed('ben', text));
  return { stream, streamId, benefitId: partId };
};

export const payoutRef = ({ stream, streamId, payoutId }: PayoutRef): PublicId<'pyt'> =>
  streamed('pyt', stream, streamId, payoutId);

/** @throws Rejection `not-found` */
export const payoutFromRef = (text: string): PayoutRef => {
  const { stream, streamId, partId } = found(readStreamed('pyt', text));
  return { stream, streamId, payoutId: partId };
};

const STREAM_LETTERS = { claim: 'c', scholarship: 's' } as const;

const streamed = <Prefix extends StreamedPrefix>(
  prefix: Prefix,
  stream: BenefitRef['stream'],
  streamId: string,
  partId: string,
): PublicId<Prefix> => `${prefix}_${STREAM_LETTERS[stream]}${encoded(streamId)}${encoded(partId)}`;

type Streamed = Pick<BenefitRef, 'stream' | 'streamId'> & { readonly partId: string };

export const readStreamed = (prefix: StreamedPrefix, text: string): Streamed | null => {
  const [, letter, first = '', second = ''] =
    new RegExp(`^${prefix}_([cs])(.{26})(.{26})$`).exec(text) ?? [];
  const [streamId, partId] = [decoded(first), decoded(second)];
  if (!letter || !streamId || !partId) return null;
  return { stream: letter === 'c' ? 'claim' : 'scholarship', streamId, partId };
};

const encoded = (id: string): string => {
  if (!UUID.test(id)) throw new RangeError('This is no id in its one written form.');
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let place = 0; place < 26; place++) {
    text = DIGITS.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
};

const decoded = (text: string): string | null => {
  if (!ENCODED.test(text)) return null;
  const value = Array.from(text).reduce(
    (sum, digit) => (sum << 5n) | BigInt(DIGITS.indexOf(digit)),
    0n,
  );
  const hex = value.toString(16).padStart(32, '0');
  return [0, 8, 12, 16, 20].map((at, index, cuts) => hex.slice(at, cuts[index + 1])).join('-');
};

const found = <T>(value: T | null): T => {
  if (value === null) throw new Rejection('not-found');
  return value;
};
