import type { Rupiah } from '../kernel/rupiah';

/**
 * How much one supervisor lets go by himself, in whole rupiah; null for any sum. One for the whole office, as it is the
 * authority of those whom the office has appointed, whichever agreement the money comes from.
 */
export class ApprovalAuthority {
  constructor(readonly limit: Rupiah | null) {}
}
