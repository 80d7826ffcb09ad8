import type { Append, AppendOutcome } from '../event-store';

export type Chain = readonly Append[];
export type ChainResult = PromiseSettledResult<readonly AppendOutcome[]>;

export type BatchLimits = {
  readonly chains: number;
  readonly events: number;
  /** Length of the texts, in UTF-16 units. A single chain may exceed it and then travels alone. */
  readonly size: number;
};

export type GroupCommitSettings = {
  readonly limits: BatchLimits;
  /** How many calls may be on their way at once. Another one sets out only full: half-empty calls would pay for more commits. */
  readonly callsInFlight: number;
};

type Waiting = {
  readonly chain: Chain;
  readonly events: number;
  readonly size: number;
  readonly settle: (result: ChainResult) => void;
};

/**
 * Chains that wait while a call is on its way travel together in the next one.
 * `send` answers every chain and never rejects.
 */
export const groupCommit = (
  send: (chains: readonly Chain[]) => Promise<readonly ChainResult[]>,
  { limits, callsInFlight }: GroupCommitSettings,
): ((chain: Chain) => Promise<readonly AppendOutcome[]>) => {
  const waiting: Waiting[] = [];
  const inFlight = new Set<Claims>();
  let planned = false;

  const maySend = () =>
    inFlight.size === 0
      ? waiting.length > 0
      : inFlight.size < callsInFlight && waiting.length >= limits.chains;

  // Not at once: callers that are woken by the same answer, or by the same tick, share a call.
  const plan = () => {
    if (planned || !maySend()) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      if (sendNext()) plan();
    });
  };

  const sendNext = (): boolean => {
    const { batch, claims } = takeBatch(waiting, limits, inFlight);
    if (batch.length === 0) return false;
    inFlight.add(claims);
    void send(batch.map(({ chain }) => chain)).then((results) => {
      inFlight.delete(claims);
      batch.forEach(({ settle }, index) => settle(results[index] ?? NO_ANSWER));
      plan();
    });
    return true;
  };

  return (chain) =>
    new Promise((resolve, reject) => {
      waiting.push({
        chain,
        events: chain.reduce((sum, { events }) => sum + events.length, 0),
        size: sizeOf(chain),
        settle: (result) =>
          result.status === 'fulfilled' ? resolve(result.value) : reject(result.reason as Error),
      });
      plan();
    });
};

const NO_ANSWER: ChainResult = { status: 'rejected', reason: new Error('no-answer-for-a-chain') };

/** Takes from the front what fits and does not clash, also not with what is under way; the rest keeps its place. */
const takeBatch = (waiting: Waiting[], limits: BatchLimits, inFlight: ReadonlySet<Claims>) => {
  const candidates = waiting.slice(0, limits.chains);
  const claims = noClaims();
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  const isFree = ({ chain }: Waiting) =>
    ![claims, ...inFlight].some((others) => clashes(chain, others));
  let room = limits;

  for (const candidate of candidates) {
    const fits = candidate.events <= room.events && candidate.size <= room.size;
    if ((fits || taken.length === 0) && isFree(candidate)) {
      taken.push(candidate);
      claim(candidate.chain, claims);
      room = {
        ...room,
        events: room.events - candidate.events,
        size: room.size - candidate.size,
      };
    } else left.push(candidate);
  }
  waiting.splice(0, candidates.length, ...left);
  return { batch: taken, claims };
};

/** Pieces of a chain that may each travel in one call. */
export const piecesOf = (chain: Chain): readonly Chain[] => {
  const pieces: Append[][] = [[]];
  let claims = noClaims();
  for (const append of chain) {
    if (clashes([append], claims)) {
      pieces.push([]);
      claims = noClaims();
    }
    pieces.at(-1)?.push(append);
    claim([append], claims);
  }
  return pieces;
};

/**
 * What the appends of one call touch. The call judges each of them by the log as it was before, so that no two may
 * write to one stream or as one part, and none may disagree about a command's fingerprint.
 */
type Claims = { readonly names: Set<string>; readonly fingerprints: Map<string, string> };

const noClaims = (): Claims => ({ names: new Set(), fingerprints: new Map() });

const claim = (chain: Chain, { names, fingerprints }: Claims): void => {
  for (const { stream, part } of chain) {
    names.add(stream).add(part.partId);
    fingerprints.set(part.commandId, part.fingerprint);
  }
};

const clashes = (chain: Chain, { names, fingerprints }: Claims): boolean =>
  chain.some(
    ({ stream, part: { partId, commandId, fingerprint } }) =>
      names.has(stream) ||
      names.has(partId) ||
      (fingerprints.get(commandId) ?? fingerprint) !== fingerprint,
  );

const sizeOf = (chain: Chain): number =>
  chain
    .flatMap(({ events }) => events)
    .reduce(
      (sum, { data, personal, metadata }) =>
        sum + data.length + (personal?.length ?? 0) + metadata.length,
      0,
    );
