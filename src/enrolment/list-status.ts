import type { EnrolmentList } from './domain/enrolment-list';

export const LIST_STATUSES = [
  'checking',
  'checked',
  'applying',
  'applied',
  'undoing',
  'undone',
] as const;
export type ListStatus = (typeof LIST_STATUSES)[number];

/** How far a list is, by what its stream says. */
export const statusOf = ({
  checked,
  approved,
  applied,
  undoing,
  undone,
}: Omit<EnrolmentList, 'received' | 'answers'>): ListStatus => {
  if (undone) return 'undone';
  if (undoing?.approvedBy) return 'undoing';
  if (applied) return 'applied';
  if (approved) return 'applying';
  return checked ? 'checked' : 'checking';
};
