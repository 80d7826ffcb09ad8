import type { Assessed, PaperKind } from '../../payout/domain/benefit.events';
import type { RequiredPaper } from '../../payout/domain/papers';
import type { Claim } from './claim';
import type { Heir } from './claim.events';

/** The papers that an approval waits for (PP 44/2015 and the payer's forms): verified, not only received. */
export const requiredPapers = (claim: Claim, assessed: Assessed): readonly RequiredPaper[] => [
  ...kindsFor(claim, assessed).map((kind) => ({ kind, concerns: null })),
  ...(claim.report?.kind === 'accident' && claim.report.onRoad === true ? [OF_THE_ROAD] : []),
];

/** On a road the police report, or two witnesses. */
const OF_THE_ROAD: RequiredPaper = {
  kind: 'police_report',
  concerns: null,
  or: { kind: 'witness_statement', count: 2 },
};

const kindsFor = ({ report, heirs }: Claim, assessed: Assessed): readonly PaperKind[] => {
  if (report?.kind === 'accident') return accidentPapers(assessed);
  return [
    ...applicationFor(assessed),
    'participant_card',
    'ktp',
    'death_certificate',
    'family_card',
    ...(heirs?.funeralArrangerId === undefined
      ? heirsPapers(heirs?.heirs ?? [])
      : ARRANGERS_PAPERS),
  ];
};

/** Form 4 applies for JKM; a death by accident adds its papers to the forms of the accident, stages I and II. */
const applicationFor = ({ scheme }: Assessed): readonly PaperKind[] =>
  scheme === 'jkm' ? ['form_4'] : ['kk1', 'kk2', 'kk3'];

const heirsPapers = (heirs: readonly Heir[]): readonly PaperKind[] => [
  'heir_ktp',
  'heir_letter',
  ...(heirs.some(({ relation }) => relation === 'spouse') ? (['marriage_book'] as const) : []),
  ...(heirs.some(({ representedBy }) => representedBy) ? (['power_of_attorney'] as const) : []),
];

/** No statute names a paper for whoever arranged a funeral: what he paid for it shows that he did. */
const ARRANGERS_PAPERS: readonly PaperKind[] = ['receipt'];

/** Stage I for every benefit; what each adds, and who inherits it where the participant has died. */
const accidentPapers = (assessed: Assessed): readonly PaperKind[] => [
  'kk1',
  'participant_card',
  'ktp',
  ...papersOfKind(assessed),
  ...(assessed.payees.some(({ kind }) => kind === 'heir' || kind === 'guardian')
    ? (['heir_ktp', 'heir_letter'] as const)
    : []),
];

/** Receipts for what was paid first; the application of stage II with the doctor's form for a disability. */
const papersOfKind = (assessed: Assessed): readonly PaperKind[] => {
  switch (assessed.kind) {
    case 'treatment':
    case 'home_care':
      return assessed.inputs.partner ? [] : ['receipt'];
    case 'transport':
    case 'device':
      return ['receipt'];
    case 'disability':
      return ['kk2', 'kk3'];
    case 'wage_replacement': // Asked for while it goes on; stage II comes at its end.
    case 'death':
    case 'scholarship_grant':
    case 'scholarship_year':
      return [];
  }
};
