import { type DecidedBenefit, openPointsUsed } from './open-points-used';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

const used = (kind: string, changed: Partial<DecidedBenefit> = {}, schedule = pp82of2019) =>
  openPointsUsed(schedule, {
    kind,
    scheme: 'jkk',
    cover: 'covered',
    lineCodes: [],
    reasonCodes: [],
    ...changed,
  }).map(({ name }) => name);

const GAP = 'settings.gapRestartsMembership';
const IN_ARREARS = ['contributionDueOnDay', 'arrearsCountedFrom'];
const EXPIRED = ['expiryLastDay', 'expiryKeptBy', 'expiryOfDeathByAccident'];

describe('A decision names what no statute settles and it applied all the same', () => {
  it.each<[string, Partial<DecidedBenefit>, readonly string[]]>([
    ['transport', {}, []],
    ['treatment', {}, []],
    [
      'treatment',
      { reasonCodes: ['paid_by_other_payer'] },
      ['treatment.notBorne.paid_by_other_payer', 'settings.firstPayerOnTheRoad'],
    ],
    ['treatment', { cover: 'needs_confirmation' }, ['settings.monthsToConfirmAfterCover']],
    ['wage_replacement', {}, ['wageReplacement.daysInMonth']],
    ['disability', {}, ['disability.severalTogetherAtMostTenths']],
    ['device', { lineCodes: ['glasses', 'prosthesis'] }, []],
    ['device', { lineCodes: ['dentures'] }, ['devices.dentures']],
    ['device', { lineCodes: ['hearing_aid'] }, ['devices.hearingAid']],
    ['home_care', {}, []],
    ['death', {}, ['settings.accidentDeathDecidedBy']],
    ['death', { scheme: 'jkm', cover: 'in_arrears' }, [GAP, ...IN_ARREARS]],
    ['death', { scheme: 'jkm', reasonCodes: ['paid_in_arrears'] }, [GAP, ...IN_ARREARS]],
    ['treatment', { cover: 'in_arrears' }, IN_ARREARS],
    ['treatment', { cover: 'arrears_too_long' }, IN_ARREARS],
    ['transport', { cover: 'awaits_recovery' }, [...IN_ARREARS, 'recoveryEndsWith']],
    ['transport', { cover: 'expired' }, EXPIRED],
  ])('%s %j: %j', (kind, changed, expected) => expect(used(kind, changed)).toEqual(expected));

  it('also the bands, under the version for which they are not confirmed', () =>
    expect(used('wage_replacement', {}, pp44of2015)).toEqual([
      'wageReplacement.bands',
      'wageReplacement.daysInMonth',
    ]));
  it('also the waiting months, of a death that no work has caused', () =>
    expect(used('death', { scheme: 'jkm' }, permenaker1of2025)).toEqual([
      'waiting.months',
      'waiting.boundary',
      'settings.gapRestartsMembership',
    ]));
});
