import type { PaperKind } from '../../payout/domain/benefit.events';
import type { RequiredPaper } from '../../payout/domain/papers';
import type { Claim } from './claim';

/** The papers that an approval waits for (PP 44/2015 and the payer's forms): verified, not only received. */
export const requiredPapers = (claim: Claim): readonly RequiredPaper[] =>
  kindsFor(claim).map((kind) => ({ kind, concerns: null }));

const kindsFor = ({ report, heirs }: Claim): readonly PaperKind[] => {
  if (report?.kind === 'accident') return ['kk1', 'participant_card', 'ktp'];
  const married = heirs?.heirs.some(({ relation }) => relation === 'spouse');
  return [
    'participant_card',
    'ktp',
    'heir_ktp',
    'death_certificate',
    'family_card',
    'heir_letter',
    ...(married ? (['marriage_book'] as const) : []),
  ];
};
