import { rupiah } from '../../kernel/rupiah';
import type { Assessed } from '../../payout/domain/benefit.events';
import { deathAssessed, treatmentAssessed } from '../../payout/domain/testing/benefits';
import type { ClaimEvent, HeirsEstablished } from './claim.events';
import { requiredPapers } from './required-papers';
import { claimAfter } from './testing/causes';
import { accidentReported, deathReported, heirsEstablished } from './testing/claims';
import { uncle, widow } from './testing/people';

const kindsFor = (assessed: Assessed, ...history: readonly ClaimEvent[]) =>
  requiredPapers(claimAfter(history), assessed).map(({ kind }) => kind);

const established = (changed: Partial<HeirsEstablished['data']>): HeirsEstablished => ({
  ...heirsEstablished,
  data: { ...heirsEstablished.data, ...changed },
});
const [ofWidow, ofDaughter] = heirsEstablished.data.heirs;
const OF_ANY_DEATH = ['participant_card', 'ktp', 'death_certificate', 'family_card'];
const OF_HEIRS = ['heir_ktp', 'heir_letter'];

describe('A death that no work has caused is approved on', () => {
  const { data: byIllness } = deathAssessed;
  const papers = (heirs: HeirsEstablished) => kindsFor(byIllness, deathReported(), heirs);

  it('form 4, the papers of the dead and of the heirs, and the marriage book of a spouse', () =>
    expect(papers(heirsEstablished)).toEqual([
      ...['form_4', ...OF_ANY_DEATH, ...OF_HEIRS, 'marriage_book'],
    ]));
  it('no marriage book where no spouse inherits', () =>
    expect(papers(established({ heirs: ofDaughter ? [ofDaughter] : [] }))).toEqual([
      ...['form_4', ...OF_ANY_DEATH, ...OF_HEIRS],
    ]));
  it('a power of attorney where one heir receives for others', () => {
    const represented = ofDaughter && { ...ofDaughter, representedBy: widow };
    const heirs = ofWidow && represented ? [ofWidow, represented] : [];
    expect(papers(established({ heirs }))).toContain('power_of_attorney');
  });
  it('the receipt of whoever arranged the funeral where nobody inherits', () =>
    expect(papers(established({ heirClass: 6, heirs: [], funeralArrangerId: uncle }))).toEqual([
      ...['form_4', ...OF_ANY_DEATH, 'receipt'],
    ]));
});

describe('A death by accident is approved on', () => {
  it('the forms of the accident in the place of form 4', () => {
    const byWork: Assessed = { ...deathAssessed.data, scheme: 'jkk' };
    expect(kindsFor(byWork, deathReported(), heirsEstablished)).toEqual([
      ...['kk1', 'kk2', 'kk3', ...OF_ANY_DEATH, ...OF_HEIRS, 'marriage_book'],
    ]);
  });
  it('what its own decision needed, also once another cause is recorded', () => {
    const corrected = deathReported({ cause: 'work_accident', accidentClaimId: 'clm-2' });
    expect(kindsFor(deathAssessed.data, corrected, heirsEstablished)).toContain('form_4');
  });
});

describe('What an accident pays is approved on', () => {
  const STAGE_ONE = ['kk1', 'participant_card', 'ktp'];
  const { data: treated } = treatmentAssessed;
  if (treated.kind !== 'treatment') throw new Error('That is no treatment.');
  const elsewhere: Assessed = { ...treated, inputs: { ...treated.inputs, partner: false } };
  const { cover, periodId, membershipSince, monthsPaid, declaredIncome } = treated.inputs;
  const ofCover = { cover, periodId, membershipSince, monthsPaid, declaredIncome };
  const disabled: Assessed = {
    ...treated,
    kind: 'disability',
    inputs: {
      ...ofCover,
      ...{ statementId: 'sta-1', statedTenths: 50, disability: 'partial_anatomical', items: [] },
      ...{ thousandthsBefore: 0, totalBefore: false },
    },
  };
  const journey: Assessed = {
    ...treated,
    kind: 'transport',
    inputs: {
      ...ofCover,
      ...{
        mode: 'sea',
        travelledOn: treated.inputs.from,
        cost: rupiah(1),
        grantedBefore: rupiah(0),
      },
    },
  };

  it.each<[string, Assessed, readonly string[]]>([
    ['treatment by a partner: stage I', treated, STAGE_ONE],
    ['treatment elsewhere: and the receipt', elsewhere, [...STAGE_ONE, 'receipt']],
    ['a journey: and the receipt', journey, [...STAGE_ONE, 'receipt']],
    [
      'a disability: and stage II with the form of the doctor',
      disabled,
      [...STAGE_ONE, 'kk2', 'kk3'],
    ],
  ])('%s', (_, assessed, kinds) => expect(kindsFor(assessed, accidentReported())).toEqual(kinds));

  it.each(['heir', 'guardian'] as const)(
    'and on the letter of the heirs where a %s of a dead participant is paid',
    (kind) => {
      const [payee] = treated.payees;
      if (!payee) throw new Error('Nobody is paid.');
      const inherited: Assessed = { ...journey, payees: [{ ...payee, kind }] };
      expect(kindsFor(inherited, accidentReported())).toEqual([
        ...[...STAGE_ONE, 'receipt', ...OF_HEIRS],
      ]);
    },
  );
  it.each([false, null])(
    'not on the police where it was on no road, or nobody said so: %s',
    (onRoad) =>
      expect(kindsFor(treated, accidentReported(onRoad === null ? {} : { onRoad }))).toEqual(
        STAGE_ONE,
      ),
  );
  it('and on a road on the report of the police, or two witnesses', () => {
    const required = requiredPapers(claimAfter([accidentReported({ onRoad: true })]), treated);
    expect(required.at(-1)).toEqual({
      ...{ kind: 'police_report', concerns: null },
      or: { kind: 'witness_statement', count: 2 },
    });
  });
});
