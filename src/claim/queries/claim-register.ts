import { idOfStream } from '../../platform/event-store/recorded-event';
import type { Projection } from '../../platform/read-models/projection';
import { readModelTable } from '../../platform/read-models/read-model-table';
import type { ClaimEvent } from '../domain/claim.events';

/**
 * Which claims ever named a bill, and which are of a participant's accidents. It decides nothing: what those claims hold
 * is read from their streams.
 */
export type RegisteredClaims = {
  /** `bill:` and the keyed hash of an invoice, or `accidents:` and a participant. */
  readonly id: string;
  readonly claims: readonly string[];
};

export const billKey = (invoiceRef: string): string => `bill:${invoiceRef}`;
export const accidentsKey = (participantId: string): string => `accidents:${participantId}`;

const NAME = 'claim-register';
const VERSION = 1;

export const claimRegister: Projection<RegisteredClaims, ClaimEvent> = {
  name: NAME,
  version: VERSION,
  categories: ['claim'],
  opensPersonal: false,
  table: readModelTable<RegisteredClaims>({
    name: NAME,
    version: VERSION,
    columns: { id: { type: 'text' }, claims: { type: 'text[]' } },
  }),
  idsOf: (event) => {
    if (event.type === 'AccidentReported') return [accidentsKey(event.data.participantId)];
    if (event.type !== 'BenefitAssessed' || !('invoiceRef' in event.data.inputs)) return [];
    return [billKey(event.data.inputs.invoiceRef)];
  },

  evolve: (row, { stream }, id) => {
    const claims = row?.claims ?? [];
    const claimId = idOfStream(stream);
    return row && claims.includes(claimId) ? row : { id, claims: [...claims, claimId] };
  },
};
