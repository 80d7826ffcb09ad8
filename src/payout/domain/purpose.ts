import type { BenefitInputs } from './benefit-inputs';

/** What a benefit is for: two live benefits never serve the same. */
export const purposeOf = (benefit: BenefitInputs): readonly (string | number)[] => {
  switch (benefit.kind) {
    case 'treatment':
      return ['treatment', benefit.inputs.facilityId, benefit.inputs.invoiceRef];
    case 'transport':
      return ['transport', benefit.inputs.mode, benefit.inputs.travelledOn];
    case 'wage_replacement':
      return ['wage_replacement', benefit.inputs.from, benefit.inputs.to];
    case 'disability':
      return ['disability', benefit.inputs.statementId];
    case 'device':
      return ['device', benefit.inputs.invoiceRef];
    case 'home_care':
      return ['home_care', benefit.inputs.facilityId, benefit.inputs.invoiceRef];
    case 'death':
      return ['death', 'once'];
    case 'scholarship_grant':
      return ['scholarship_grant', 'once'];
    case 'scholarship_year':
      return ['scholarship_year', benefit.inputs.child.childId, benefit.inputs.schoolYear];
  }
};

/** Whether two benefits ask for the same bill, or for a day without work that both count. */
export const claimTheSame = (one: BenefitInputs, other: BenefitInputs): boolean => {
  if (one.kind === 'wage_replacement' && other.kind === 'wage_replacement')
    return one.inputs.from <= other.inputs.to && other.inputs.from <= one.inputs.to;
  return (
    'invoiceRef' in one.inputs &&
    'invoiceRef' in other.inputs &&
    one.inputs.invoiceRef === other.inputs.invoiceRef
  );
};
