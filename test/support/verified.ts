import type { Office } from './office';
import { typed } from './typed';

type Certified = {
  readonly name: string;
  readonly outcome: string;
  readonly differing: readonly { readonly id: string; readonly columns?: readonly string[] }[];
};

/** What `projections verify` finds wrong beside a running office. */
export const wrongIn = async (office: Office): Promise<readonly Certified[]> => {
  const { lines } = await typed(office, 'projections verify --json');
  const certificates = JSON.parse(lines.join('\n')) as readonly Certified[];
  if (certificates.length === 0) throw new Error('Nothing was compared.');
  return certificates
    .filter(({ name, outcome }) => outcome !== (name === 'person' ? 'not-compared' : 'same'))
    .map(({ name, outcome, differing }) => ({ name, outcome, differing }));
};
