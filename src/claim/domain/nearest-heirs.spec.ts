import { calendarDay } from '../../kernel/calendar-day';
import { stateOf } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { specificationOf } from '../../kernel/testing/decider-specification';
import type { Member } from '../../participant/domain/participant';
import type { Relation } from '../../participant/domain/participant.events';
import { approve } from '../../payout/domain/testing/asks';
import { accountRecorded, deathPapers, verified } from '../../payout/domain/testing/benefits';
import { claimDecider } from './claim.decider';
import type { ClaimCommand, EstablishHeirs } from './claim.commands';
import type { ClaimEvent, HeirsEstablished } from './claim.events';
import {
  accepted,
  accidentReported,
  assessDays,
  assessDeath,
  deathReported,
  establishHeirs,
} from './testing/claims';
import { after, approveCause, claimAfter, factsOfCause, requestCause } from './testing/causes';
import { accidentAtWork, daughter, facts, participant, son, widow } from './testing/people';

// Which class inherits, who receives for whom, and what is left where nobody inherits.

const given = specificationOf(claimDecider);
const day = calendarDay;

const member = (
  relation: Relation,
  birthDate = '1970-01-01',
  memberId: string = relation,
): Member => ({
  memberId,
  relation,
  legalChild: relation === 'child',
  details: { name: 'Tanpa Nama', nik: null, birthDate: day(birthDate) },
});
const whole = (heirId: string, guardianId: string | null = null) => ({
  heirId,
  guardianId,
  share: { numerator: 1, denominator: 1 },
});
const outcomeOf = (command: ClaimCommand, ...history: readonly ClaimEvent[]) =>
  claimDecider.decide(command, stateOf(claimDecider, history));
const establish = (
  family: readonly Member[],
  changed: Partial<EstablishHeirs['data']> = {},
): HeirsEstablished => {
  const command = establishHeirs({ participant: participant({ family }), ...changed });
  const [event] = outcomeOf(command, deathReported());
  if (event?.type !== 'HeirsEstablished') throw new Error('No heirs were established.');
  return event;
};
const assessedBy = (command: ClaimCommand, ...history: readonly ClaimEvent[]) => {
  const [event] = outcomeOf(command, ...history);
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event;
};

const CLASSES = [
  [1, 'spouse'],
  [1, 'child'],
  [2, 'parent'],
  [2, 'grandparent'],
  [2, 'grandchild'],
  [3, 'sibling'],
  [4, 'parent_in_law'],
  [5, 'named_in_will'],
] as const;
const pairs = CLASSES.flatMap(([nearer, one]) =>
  CLASSES.filter(([later]) => later > nearer).map(([later, other]) => [one, other, later] as const),
);

describe('A nearer class of heirs', () => {
  it.each(pairs)('excludes the later ones: %s before %s', (one, other, heirClass) => {
    const heirs = [whole(other)];
    const both = participant({ family: [member(one), member(other)] });
    given(deathReported())
      .when(establishHeirs({ heirClass, heirs, participant: both }))
      .thenRejected('heir-class-excluded');
    expect(establish([member(other)], { heirClass, heirs }).data.heirClass).toBe(heirClass);
  });
  it('is no matter of who is neither', () => {
    const family = [member('sibling'), member('guardian'), member('other')];
    expect(establish(family, { heirClass: 3, heirs: [whole('sibling')] }).data.heirs).toHaveLength(
      1,
    );
  });
  it('that comes to be known later takes the right from those who were named', () => {
    const family = [member('sibling')];
    const heirs = establish(family, { heirClass: 3, heirs: [whole('sibling')] });
    const alone = facts({ participant: participant({ family }) });
    const assessed = assessedBy(assessDeath(alone), deathReported(), heirs);
    const known = facts({ participant: participant({ family: [...family, member('child')] }) });
    given(deathReported(), heirs, accepted, assessed)
      .when(approve(assessed.data.benefitId, known))
      .thenRejected('heir-class-excluded');
    given(deathReported(), heirs).when(assessDeath(known)).thenRejected('heir-class-excluded');
  });
});

describe('An heir who comes of age', () => {
  const heirs = (today: string) => {
    const family = [member('child', '2006-12-02'), member('guardian')];
    const named = [whole('child', 'guardian')];
    return establish(family, { heirs: named, today: day(today) }).data.heirs[0];
  };
  it.each([
    ['the day before', '2024-12-01', { minor: true, guardianId: 'guardian' }],
    ['the day', '2024-12-02', { minor: false, guardianId: null }],
    ['the day after', '2024-12-03', { minor: false, guardianId: null }],
  ])('on %s of his eighteenth birthday, on which heirs are established', (_, today, expected) => {
    expect(heirs(today)).toMatchObject(expected);
  });
  it('needs a guardian on the day before, whatever the day of the letter', () =>
    given(deathReported())
      .when(
        establishHeirs({
          participant: participant({ family: [member('child', '2006-12-03')] }),
          heirs: [whole('child')],
        }),
      )
      .thenRejected('guardian-missing'));
});

describe('One account with a power of attorney of all heirs', () => {
  const represented = establish(participant().family, { representativeId: widow });
  const assessed = assessedBy(assessDeath(), deathReported(), represented);
  const ready = [deathReported(), accepted, represented, ...deathPapers, assessed];
  const account = accountRecorded('heir', widow);

  it('is that of one of them, who receives the part of each', () => {
    expect(assessed.data.payees.map(({ kind, id, onBehalfOf }) => [kind, id, onBehalfOf])).toEqual([
      ['heir', widow, null],
      ['heir', widow, daughter],
      ['heir', widow, son],
    ]);
    expect(assessed.data.payees.map(({ amount }) => amount)).toEqual([
      10_500_000, 15_750_000, 15_750_000,
    ]);
  });
  it('waits for the paper that says so', () => {
    const allow = approve(assessed.data.benefitId, facts());
    given(...ready, account)
      .when(allow)
      .thenRejected('papers-missing');
    const events = outcomeOf(allow, ...ready, account, ...verified('power_of_attorney'));
    const accounts = events.flatMap((one) =>
      one.type === 'PayoutScheduled' ? [[one.data.payeeId, one.data.accountRef]] : [],
    );
    expect(accounts).toEqual(Array(3).fill([widow, account.data.accountRef]));
  });
  it.each([
    ['somebody who inherits nothing', 'mem-uncle'],
    ['a minor', son],
  ])('is not that of %s', (_, representativeId) =>
    given(deathReported())
      .when(establishHeirs({ representativeId }))
      .thenRejected('representative-not-heir'),
  );
});

describe('A death without heirs', () => {
  const family = [member('other'), member('guardian', '2010-01-01', 'young')];
  const nobody = { heirClass: 6, heirs: [], funeralArrangerId: 'other' } as const;
  const known = (changed = {}) => facts({ participant: participant({ family }), ...changed });

  it('pays the funeral to whoever arranged it, and the rest stays in the fund', () => {
    const assessed = assessedBy(assessDeath(known()), deathReported(), establish(family, nobody));
    expect(assessed.data.lines.map(({ code, granted }) => [code, granted])).toEqual([
      ['lump_sum', 0],
      ['periodic', 0],
      ['funeral', 10_000_000],
    ]);
    expect(assessed.data.lines[0]?.reasons).toEqual([{ code: 'no_heirs', citation: 'PP 44/2015' }]);
    expect(assessed.data.payees).toMatchObject([
      { kind: 'funeral_arranger', id: 'other', amount: 10_000_000 },
    ]);
  });
  it('by accident does the same', () => {
    const death = deathReported({ cause: 'work_accident', accidentClaimId: 'clm-2' });
    const command = assessDeath(known({ accident: accidentAtWork }));
    const { data } = assessedBy(command, death, establish(family, nobody));
    expect([data.total, data.lines[0]?.reasons]).toEqual([
      10_000_000,
      [{ code: 'no_heirs', citation: 'PP 44/2015 art. 37(5)' }],
    ]);
  });
  it('may be corrected to one by accident, which pays the arranger no more', () => {
    const ready = [deathReported(), accepted, establish(family, nobody)];
    const illness = factsOfCause('illness', { participant: participant({ family }) });
    const work = factsOfCause('work_accident', { participant: participant({ family }) });
    const both = { facts: { now: illness, corrected: work } };
    const corrected = after(
      ready,
      assessDeath(illness),
      requestCause('work_accident', both),
      approveCause('work_accident', both),
    );
    const { effect } = claimAfter(corrected).causeCorrection ?? {};
    expect(effect).toMatchObject({
      before: { total: 10_000_000 },
      after: { total: 10_000_000 },
      heirs: [{ heirId: 'other', right: 10_000_000, toPay: 10_000_000 }],
    });
    const [first, second] = Object.values(claimAfter(corrected).benefits.benefits);
    expect([first?.supersededBy, second?.assessed.total]).toEqual([
      second?.assessed.benefitId,
      10_000_000,
    ]);
  });
  it('leaves what was owed before in the fund', () =>
    given(accidentReported())
      .when(
        assessDays('2024-11-05', '2024-11-05', {
          facts: known({
            heirs: [],
            participant: participant({
              family,
              death: { diedOn: day('2024-11-05'), knownOn: day('2024-11-06') },
            }),
          }),
        }),
      )
      .thenRejected('no-heirs'));

  it.each([
    ['names nobody who arranged it', { funeralArrangerId: null }, 'funeral-arranger-missing'],
    ['names a stranger', { funeralArrangerId: 'mem-nobody' }, 'funeral-arranger-missing'],
    ['names a minor', { funeralArrangerId: 'young' }, 'funeral-arranger-missing'],
    ['names an heir all the same', { heirs: [whole('other')] }, 'heir-class'],
    ['is one of another class', { heirClass: 5 }, 'heir-class'],
  ] as const)('is refused where it %s', (_, changed, code) =>
    given(deathReported())
      .when(establishHeirs({ participant: participant({ family }), ...nobody, ...changed }))
      .thenRejected(code),
  );
  it.each(CLASSES)('is none while somebody of class %i is registered: %s', (_, relation) => {
    expect(() => establish([...family, member(relation)], nobody)).toThrow(Rejection);
  });
});
