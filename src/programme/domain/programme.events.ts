import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import type { CalendarDay } from '../../kernel/calendar-day';
import type { Event } from '../../kernel/event';
import type { Rupiah } from '../../kernel/rupiah';

// These names and shapes are stored for ever. Add a new event; do not edit an old one.

/** Letters, digits and hyphens: it stands in stream names and URLs for ever. */
export const PROGRAMME_CODE = /^[a-z][a-z0-9-]{1,39}$/;

/** Who pays the benefit. */
export type Payer = 'bpjs' | 'office';

/** `recorded`: the payer decides and pays, we record it. `disbursed`: the office pays by itself. */
export type PaymentMode = 'recorded' | 'disbursed';

/** Who pays the contribution. */
export type FundedBy = 'apbd' | 'village_fund' | 'palm_oil_fund' | 'self';

/** Whether cover waits for the payer's active list or starts at once. */
export type CoverConfirmation = 'payer' | 'none';

/** Where somebody lived when it happened: 16.06.05 and 16.06.05.2001. */
export type Place = { readonly subDistrictCode: string; readonly villageCode: string };

/** What a programme's benefits are paid by, and how: fixed by its agreement. */
export type PaymentTerms = { readonly payer: Payer; readonly mode: PaymentMode };

export type Agreement = {
  readonly agreementNumber: string;
  readonly agreedOn: CalendarDay;
  readonly legalBasis: string;
  /** How many people the agreement is meant for. */
  readonly quota: number;
  readonly from: CalendarDay;
  readonly lastDay: CalendarDay;
  /** The contribution of one person for one month, by scheme. */
  readonly tariff: { readonly jkk: Rupiah; readonly jkm: Rupiah };
  readonly schemes: readonly Scheme[];
  readonly payer: Payer;
  readonly mode: PaymentMode;
  readonly fundedBy: FundedBy;
  readonly confirmation: CoverConfirmation;
  /** The payer's branch office. */
  readonly branch: string;
};

export type ProgrammeAgreed = Event<'ProgrammeAgreed', Agreement & { readonly by: string }>;

export type ProgrammeEvent = ProgrammeAgreed;
