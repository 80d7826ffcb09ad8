import type { BenefitEvent } from '../../payout/domain/benefit.events';
import { type Benefits, evolveBenefits, noBenefits } from '../../payout/domain/benefits';
import type {
  ScholarshipEvent,
  ScholarshipGranted,
  ScholarshipRequested,
} from './scholarship.events';

/** Only what a later decision needs. */
export type Scholarship = {
  readonly request: Omit<ScholarshipRequested['data'], 'by'> | null;
  readonly grant: ScholarshipGranted['data'] | null;
  readonly benefits: Benefits;
};

export const initialState: Scholarship = { request: null, grant: null, benefits: noBenefits };

/** Never refuses: what is in the stream has happened. */
export const evolve = (scholarship: Scholarship, event: ScholarshipEvent): Scholarship => {
  switch (event.type) {
    case 'ScholarshipRequested': {
      const { by: _by, ...request } = event.data;
      return { ...scholarship, request };
    }
    case 'ScholarshipGranted':
      return { ...scholarship, grant: event.data };
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
