import { money } from '../platform/http/money';
import { publicId } from '../platform/http/public-ids';
import type { Assessed } from './domain/benefit.events';

/** What a benefit is for, as far as its lines do not say it. */
export const benefitDetails = (assessed: Assessed) => {
  switch (assessed.kind) {
    case 'treatment': {
      const { facilityId, partner, from, to, paidTo } = assessed.inputs;
      return { facilityId, partner, from, to, paidTo };
    }
    case 'transport': {
      const { mode, travelledOn, grantedBefore } = assessed.inputs;
      return { mode, travelledOn, grantedBefore: money(grantedBefore) };
    }
    case 'wage_replacement': {
      const { from, to, days, daysBefore, grantedBefore } = assessed.inputs;
      return { from, to, days, daysBefore, grantedBefore: money(grantedBefore) };
    }
    case 'disability': {
      const { statementId, statedTenths, disability, items } = assessed.inputs;
      return { statementId: publicId('sta', statementId), statedTenths, disability, items };
    }
    case 'device': {
      const { supplier, obtainedOn } = assessed.inputs;
      return { supplier, obtainedOn };
    }
    case 'home_care': {
      const { facilityId, careSince, from, to, paidTo, grantedBefore } = assessed.inputs;
      return { facilityId, careSince, from, to, paidTo, grantedBefore: money(grantedBefore) };
    }
    case 'scholarship_year': {
      const { child, level, grade, schoolYear } = assessed.inputs;
      return { childId: publicId('mem', child.childId), level, grade, schoolYear };
    }
    case 'death':
    case 'scholarship_grant':
      return null;
  }
};
