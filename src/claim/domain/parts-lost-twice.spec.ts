import { calendarDay } from '../../kernel/calendar-day';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve, returnToAssessor } from '../../payout/domain/testing/asks';
import type { DisabilityForm } from '../../payout/domain/benefit.events';
import { accidentPapers, verified } from '../../payout/domain/testing/benefits';
import { claimDecider } from './claim.decider';
import type { ClaimEvent } from './claim.events';
import { itemsOf } from './disability-form';
import { after } from './testing/causes';
import { accept, accidentReported, assessAccident, doctorStates } from './testing/claims';
import { facts, participant } from './testing/people';

// One accident, several statements of doctors.

const given = specificationOf(claimDecider);
const accident = after(
  [accidentReported(), ...accidentPapers, ...verified('kk2'), ...verified('kk3')],
  accept(),
);

type Part = DisabilityForm['parts'][number];
const toe: Part = {
  ...{ part: 'big_toe', side: 'left', measure: null, percentTenths: 50, lossPercent: null },
};
const little: Part = { ...toe, part: 'other_toe', percentTenths: 20 };
const hearing: Part = { ...toe, part: 'hearing_loss', measure: 10, percentTenths: 30 };

const stated = (statementId: string, percentTenths: number, statedOn = '2024-11-20') =>
  doctorStates({
    ...{ statementId, outcome: 'disabled', percentTenths },
    statedOn: calendarDay(statedOn),
    receivedOn: calendarDay('2024-11-28'),
    details: { diagnosis: null, bodyPart: statementId, side: null },
  });
const disability = (statementId: string, parts: readonly Part[], read = facts()) => {
  const form: DisabilityForm = { leftHanded: false, parts };
  const isFunctional = parts.some(({ lossPercent }) => lossPercent !== null);
  return assessAccident(
    {
      kind: 'disability',
      inputs: {
        statementId,
        disability: isFunctional ? 'partial_functional' : 'partial_anatomical',
        items: itemsOf(form),
      },
    },
    { form, facts: read },
  );
};
const before = (percentTenths: number, parts: readonly Part[]): readonly ClaimEvent[] =>
  after(accident, stated('sta-1', percentTenths), disability('sta-1', parts));
const idOf = (history: readonly ClaimEvent[]): string => {
  const event = history.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  return event.data.benefitId;
};
const sumAfter = (history: readonly ClaimEvent[], tenths: number, parts: readonly Part[]) => {
  const last = after(history, stated('sta-2', tenths), disability('sta-2', parts)).at(-1);
  return last?.type === 'BenefitAssessed' ? last.data.total : null;
};
const half = (part: Part, lossPercent = 50): Part => ({ ...part, lossPercent });

describe('A part that another statement of the accident has named', () => {
  it('is not lost a second time', () =>
    given(...after(before(50, [toe]), stated('sta-2', 50)))
      .when(disability('sta-2', [toe]))
      .thenRejected('disability-named-twice'));
  it('is lost where the other side was', () => {
    expect(sumAfter(before(50, [toe]), 50, [{ ...toe, side: 'right' }])).toBe(4_000_000);
  });
  it('may be named again where the first was returned', () => {
    const first = before(50, [toe]);
    expect(sumAfter(after(first, returnToAssessor(idOf(first))), 50, [toe])).toBe(4_000_000);
  });
  it('of which there are three is lost three times', () => {
    const two = before(40, [little, little]);
    expect(sumAfter(two, 20, [little])).toBe(1_600_000);
    given(...after(two, stated('sta-2', 40)))
      .when(disability('sta-2', [little, little]))
      .thenRejected('disability-named-twice');
  });
  it('of whose use a half was lost may lose the other half, and no more', () => {
    const once = before(25, [half(toe)]);
    expect(sumAfter(once, 25, [half(toe)])).toBe(2_000_000);
    given(...after(once, stated('sta-2', 50)))
      .when(disability('sta-2', [toe]))
      .thenRejected('disability-named-twice');
  });
  it('of another measure is another loss', () => {
    const worse = { ...hearing, measure: 20, percentTenths: 60 };
    expect(sumAfter(before(30, [hearing]), 60, [worse])).toBe(4_800_000);
  });
});

describe('A disability that a doctor states of the dead', () => {
  const died = (on: string) =>
    facts({
      participant: participant({ death: { diedOn: calendarDay(on), knownOn: calendarDay(on) } }),
      heirs: [
        {
          ...{ heirId: 'mem-widow', relation: 'spouse', minor: false, guardianId: null },
          share: { numerator: 1, denominator: 1 },
        },
      ],
    });
  const history = after(accident, stated('sta-1', 50));

  it('is not assessed for the heirs', () =>
    given(...history)
      .when(disability('sta-1', [toe], died('2024-11-19')))
      .thenRejected('disability-after-death'));
  it('is, where he died on that day or later', () => {
    expect(
      after(history, disability('sta-1', [toe], died('2024-11-20'))).at(-1)?.data,
    ).toMatchObject({ total: 4_000_000, payees: [{ id: 'mem-widow' }] });
  });
  it('is not approved once the death is known', () =>
    given(...before(50, [toe]))
      .when(approve(idOf(before(50, [toe])), died('2024-11-19')))
      .thenRejected('disability-after-death'));
});
