import type { BenefitEvent } from '../../payout/domain/benefit.events';
import { type Benefits, evolveBenefits, noBenefits } from '../../payout/domain/benefits';
import type {
  ScholarshipEnded,
  ScholarshipEvent,
  ScholarshipGranted,
  ScholarshipRequested,
} from './scholarship.events';

/** Only what a later decision needs. */
export type Scholarship = {
  readonly request: Omit<ScholarshipRequested['data'], 'by'> | null;
  readonly grant: ScholarshipGranted['data'] | null;
  /** The places that have ended, whatever becomes of the grant. */
  readonly endings: readonly Ending[];
  readonly benefits: Benefits;
};

export type Ending = Omit<ScholarshipEnded['data'], 'by'>;

export const initialState: Scholarship = {
  request: null,
  grant: null,
  endings: [],
  benefits: noBenefits,
};

export const endingOf = ({ endings }: Scholarship, childId: string): Ending | undefined =>
  endings.find((ending) => ending.childId === childId);

/** The children whose place was granted and has not ended. */
export const runningPlaces = (scholarship: Scholarship): readonly string[] =>
  (scholarship.grant?.childIds ?? []).filter((childId) => !endingOf(scholarship, childId));

/** Never refuses: what is in the stream has happened. */
export const evolve = (scholarship: Scholarship, event: ScholarshipEvent): Scholarship => {
  switch (event.type) {
    case 'ScholarshipRequested': {
      const { by: _by, ...request } = event.data;
      return { ...scholarship, request };
    }
    case 'ScholarshipGranted':
      return { ...scholarship, grant: event.data };
    case 'ScholarshipEnded': {
      const { by: _by, ...ending } = event.data;
      return { ...scholarship, endings: [...scholarship.endings, ending] };
    }
    case 'BenefitApprovalVoided': {
      const grant = isGrant(scholarship, event.data.benefitId) ? null : scholarship.grant;
      return withBenefits({ ...scholarship, grant }, event);
    }
    default:
      return withBenefits(scholarship, event);
  }
};

const isGrant = ({ benefits: { benefits } }: Scholarship, benefitId: string): boolean =>
  benefits[benefitId]?.assessed.kind === 'scholarship_grant';

const withBenefits = (scholarship: Scholarship, event: BenefitEvent): Scholarship => ({
  ...scholarship,
  benefits: evolveBenefits(scholarship.benefits, event),
});
