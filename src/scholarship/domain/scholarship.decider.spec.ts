import { stateOf } from '../../kernel/decider';
import { calendarDay } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { specificationOf } from '../../kernel/testing/decider-specification';
import { approve, send, takeBack } from '../../payout/domain/testing/asks';
import { accountRecorded, approved } from '../../payout/domain/testing/benefits';
import { cancelled, scheduled, sent } from '../../payout/domain/testing/payouts';
import type { MemberDetails } from '../../participant/domain/participant.events';
import type { ScholarshipCommand } from './scholarship.commands';
import { scholarshipDecider } from './scholarship.decider';
import type { ScholarshipEvent } from './scholarship.events';
import {
  assessYear,
  claim,
  facts,
  first,
  foster,
  type GrantLine,
  grantAssessed,
  granted,
  grantId,
  grantPapers,
  grown,
  mother,
  paidSince,
  request,
  requested,
  yearPapers,
  second,
  student,
  third,
  yearAssessed,
  yearId,
} from './testing/scholarships';

const given = specificationOf(scholarshipDecider);

const twelve: GrantLine = { childId: first, ageInYears: 12 };
const nine: GrantLine = { childId: second, ageInYears: 9 };
const law = 'PP 82/2019';
const limited = { code: 'scholarship_child_limit', citation: law };

/** What a history with these commands comes to. */
const after = (
  history: readonly ScholarshipEvent[],
  ...commands: readonly ScholarshipCommand[]
): readonly ScholarshipEvent[] =>
  commands.reduce(
    (before, command) => [
      ...before,
      ...scholarshipDecider.decide(command, stateOf(scholarshipDecider, before)),
    ],
    history,
  );
const lastAssessed = (events: readonly ScholarshipEvent[]) => {
  const event = events.findLast(({ type }) => type === 'BenefitAssessed');
  if (event?.type !== 'BenefitAssessed') throw new Error('Nothing was assessed.');
  const { total, lines } = event.data;
  return {
    total,
    reasons: lines.map(({ reasons }) => reasons.map(({ code }) => code).join()),
  };
};

describe('Asking for a scholarship', () => {
  it('is recorded, and the right is assessed at once: 174,000,000 for two', () =>
    given()
      .when(request([first, second]))
      .then(requested(first, second), grantAssessed(twelve, nine)));
  it('says nothing the second time', () =>
    given(requested(first), grantAssessed(twelve))
      .when(request([first]))
      .thenNothing());
  it('says nothing on a later day, when everybody is older', () =>
    given(requested(first), grantAssessed(twelve))
      .when(request([first], { today: calendarDay('2025-06-10') }))
      .thenNothing());
  it.each([
    ['other children', request([first, second])],
    ['another number', request([first], { number: 'BSW-2025-00000001-1' })],
    [
      'another claim',
      request([first], { facts: facts({ claim: { ...claim, claimId: 'clm-2' } }) }),
    ],
  ])('is never swallowed with %s', (_, again) =>
    given(requested(first), grantAssessed(twelve)).when(again).thenRejected('already-reported'),
  );
  describe('once the claim that it rested on was voided', () => {
    const next = { ...claim, claimId: 'clm-2' };
    const again = request([first], { basisVoided: true, facts: facts({ claim: next }) });
    const fell: ScholarshipEvent = {
      type: 'BenefitApprovalVoided',
      data: { benefitId: grantId, payoutIds: [], reasonCode: 'claim_voided', by: 'budi' },
    };
    const granted1 = [requested(first), grantAssessed(twelve), approved(grantId), granted(first)];
    const anew = after([...granted1, fell], again);

    it('rests on another, under the number that it has', () => {
      expect(anew.slice(-2)).toMatchObject([
        {
          type: 'ScholarshipRequested',
          data: { claimId: 'clm-2', number: requested().data.number },
        },
        { type: 'BenefitAssessed', data: { total: 87_000_000 } },
      ]);
    });
    it('says nothing the second time', () =>
      given(...anew)
        .when(again)
        .thenNothing());
    it('has no more places for having been asked for twice: who was paid holds one', () => {
      const year = yearAssessed(first, 12);
      const payout = scheduled(year, toMother);
      const paid = [...granted1, year, approved(yearId(first, 2024)), payout];
      const others = [second, third];
      const wish = request(others, { basisVoided: true, facts: facts({ claim: next }) });
      const asked = after([...paid, fell], wish);
      expect(lastAssessed(asked)).toEqual({
        total: 87_000_000,
        reasons: ['', 'scholarship_child_limit'],
      });
      const { payoutId } = payout.data;
      expect(lastAssessed(after([...paid, cancelled(payoutId), fell], wish)).total).toBe(
        174_000_000,
      );
    });
    it('waits until the grant is taken back', () =>
      given(...granted1)
        .when(again)
        .thenRejected('scholarship-still-granted'));
    it('does not rest on the voided one', () =>
      given()
        .when(request([first], { facts: facts({ claim: { ...claim, status: 'voided' } }) }))
        .thenRejected('claim-voided'));
    it('pays no further year', () =>
      given(...granted1)
        .when(assessYear(first, {}, { facts: facts({ claim: { ...claim, status: 'voided' } }) }))
        .thenRejected('claim-voided'));
    it('is contradicted where it was granted', () =>
      given(...granted1)
        .when({
          type: 'RecheckApprovals',
          data: { facts: facts({ claim: { ...claim, status: 'voided' } }), by: 'system:recheck' },
        })
        .then({
          type: 'ApprovalRechecked',
          data: {
            ...{ benefitId: grantId, outcome: 'contradicted' },
            ...{ ground: 'claim_voided', by: 'system:recheck' },
          },
        }));
  });
  it('is recorded for a third child too, without a place', () =>
    given()
      .when(request([first, second, third]))
      .then(
        requested(first, second, third),
        grantAssessed(twelve, nine, { childId: third, ageInYears: 6, reason: limited }),
      ));
  it('names each child once', () =>
    given()
      .when(request([first, first]))
      .thenRejected('child-named-twice'));
  it.each([
    ['no child', mother],
    ['nobody', 'mem-nobody'],
  ])('is not for %s', (_, childId) =>
    given()
      .when(request([childId]))
      .thenRejected('child-unknown'),
  );
  describe('for one child that was registered twice', () => {
    const known = paidSince('2022-01');
    const registered = (one: Partial<MemberDetails>, other: Partial<MemberDetails>) => {
      const born = { name: 'Ayu', nik: null, birthDate: calendarDay('2015-05-01') };
      const told = new Map([
        [first, { ...born, ...one }],
        [second, { ...born, ...other }],
      ]);
      const family = known.family.map((member) => ({
        ...member,
        details: told.get(member.memberId) ?? member.details,
      }));
      return request([first, second], { facts: facts({ participant: { ...known, family } }) });
    };
    const [nik, another] = ['9906051705150001', '9906051705150002'];

    it.each([
      ['one NIK', { nik, name: 'Ayu Lestari' }, { nik }],
      ['one name and birth date', { name: 'Ayu  Lestari' }, { name: 'AYU LESTARI' }],
      ['one name and birth date, and a NIK of the one', { nik }, {}],
    ])('is refused: %s', (_, one, other) =>
      given().when(registered(one, other)).thenRejected('child-named-twice'),
    );
    it.each([
      ['twins', { name: 'Ani' }, { name: 'Ina' }],
      ['two with a NIK each', { nik }, { nik: another }],
    ])('is not what %s are', (_, one, other) => {
      expect(lastAssessed(after([], registered(one, other))).total).toBe(174_000_000);
    });
  });
  it('needs a birth date', () =>
    given()
      .when(request(['mem-undated']))
      .thenRejected('birth-date-missing'));
  it('comes first', () => given().when(assessYear(first)).thenRejected('not-found'));

  const in36 = paidSince('2022-01');
  const one = { total: 87_000_000, reasons: [''] };
  const none = (...reasons: readonly string[]) => ({ total: 0, reasons });
  it.each([
    ['35 months paid', [first], paidSince('2022-02'), none('scholarship_needs_three_years')],
    ['36 months paid', [first], in36, one],
    ['37 months paid', [first], paidSince('2021-12'), one],
    ['a child of 22', [student], in36, one],
    ['a child of 23', [grown], in36, none('scholarship_age_limit')],
    ['a foster child', [foster], in36, none('scholarship_not_legal_child')],
    [
      'a child of 23 before two others',
      [grown, first, second],
      in36,
      { total: 174_000_000, reasons: ['scholarship_age_limit', '', ''] },
    ],
  ])('with %s comes to its right', (...[, childIds, participant, right]) =>
    expect(lastAssessed(after([], request(childIds, { facts: facts({ participant }) })))).toEqual(
      right,
    ),
  );
  it('after an accident needs no months', () => {
    const byWork = { ...claim, scheme: 'jkk', cause: 'work_accident' } as const;
    const read = facts({ participant: paidSince('2024-12'), claim: byWork });
    expect(lastAssessed(after([], request([first], { facts: read }))).total).toBe(87_000_000);
  });
});

describe('After the cause of the death was corrected', () => {
  const byWork = { ...claim, scheme: 'jkk', cause: 'work_accident' } as const;
  const soon = paidSince('2024-12');
  const asIllness = facts({ participant: soon });
  const asAccident = facts({ participant: soon, claim: byWork });
  const poor = after([], request([first], { facts: asIllness }));
  const again = request([first], { facts: asAccident });

  it('the same children are asked for anew, and need no months after an accident', () => {
    expect(lastAssessed(poor).total).toBe(0);
    const anew = after(poor, again);
    expect(anew.slice(poor.length).map(({ type }) => type)).toEqual([
      'ScholarshipRequested',
      'BenefitAssessed',
    ]);
    expect(lastAssessed(anew).total).toBe(87_000_000);
  });
  it('says nothing the second time', () =>
    given(...after(poor, again))
      .when(again)
      .thenNothing());
  it('asks for no other children', () =>
    given(...poor)
      .when(request([second], { facts: asAccident }))
      .thenRejected('already-reported'));

  const grantedOnce = [...grantPapers(first), ...after([], request([first])), approved(grantId)];
  it('a grant that was approved is taken back with it, and approved on the new ground', () => {
    const running = [...grantedOnce, granted(first)];
    const anew = after(running, request([first], { facts: facts({ claim: byWork }) }));
    expect(anew.slice(running.length).map(({ type }) => type)).toEqual([
      'ScholarshipRequested',
      'BenefitApprovalVoided',
      'BenefitAssessed',
    ]);
    expect(stateOf(scholarshipDecider, anew).grant).toBeNull();
    const last = anew.at(-1);
    const benefitId = last?.type === 'BenefitAssessed' ? last.data.benefitId : '';
    const approvedAgain = after(anew, approve(benefitId, facts({ claim: byWork })));
    expect(stateOf(scholarshipDecider, approvedAgain).grant).toMatchObject({
      cause: 'work_accident',
      childIds: [first],
    });
  });
});

describe('Approving the grant', () => {
  const ready = [
    requested(first, second, third),
    ...grantPapers(first, second, third),
    grantAssessed(twelve, nine, { childId: third, ageInYears: 6, reason: limited }),
  ];

  it('gives the right to the children who have one, and pays nobody', () =>
    given(...ready)
      .when(approve(grantId, facts()))
      .then(approved(grantId), granted(first, second)));
  it('says nothing the second time', () =>
    given(...ready, approved(grantId), granted(first, second))
      .when(approve(grantId, facts()))
      .thenNothing());
  it('is no money yet, so that no limit holds it back', () => {
    const year = yearAssessed(third, 6);
    const [id, before] = [yearId(third, 2024), [year, approved(yearId(third, 2024))]];
    const paid = [...ready, ...before, scheduled(year, { ...toMother, onBehalfOf: third })];
    expect(year.data.benefitId).toBe(id);
    given(...paid)
      .when(approve(grantId, facts(), 'budi', rupiah(1_000_000)))
      .then(approved(grantId), granted(first, second));
  });
  it('is not for its assessor', () =>
    given(...ready)
      .when(approve(grantId, facts(), 'siti'))
      .thenRejected('self-approval'));
  it.each(['reported', 'refused', 'withdrawn'] as const)(
    'waits for the acceptance of a claim that is %s',
    (status) =>
      given(...ready)
        .when(approve(grantId, facts({ claim: { ...claim, status } })))
        .thenRejected('claim-not-accepted'),
  );
  it('waits where the accident that a death names has fallen since', () =>
    given(...ready)
      .when(approve(grantId, facts({ claim: { ...claim, accidentFell: true } })))
      .thenRejected('not-a-work-accident'));
  it('goes on after the claim is closed', () =>
    given(...ready)
      .when(approve(grantId, facts({ claim: { ...claim, status: 'closed' } })))
      .then(approved(grantId), granted(first, second)));
  it('waits for the birth certificate of each child', () =>
    given(requested(first, second), ...grantPapers(first), grantAssessed(twelve, nine))
      .when(approve(grantId, facts()))
      .thenRejected('papers-missing'));
  it('holds for the months that were counted', () =>
    given(...ready)
      .when(approve(grantId, facts({ participant: paidSince('2022-02') })))
      .thenRejected('facts-changed'));
  it('does not hold the ages of another day against it', () => {
    const { type, data } = approve(grantId, facts());
    given(...ready)
      .when({ type, data: { ...data, today: calendarDay('2025-06-10') } })
      .then(approved(grantId), granted(first, second));
  });

  it.each([
    ['with 35 months', first, paidSince('2022-02'), 'scholarship-needs-three-years'],
    ['for a child of 23', grown, paidSince('2022-01'), 'scholarship-age-limit'],
    ['for a foster child', foster, paidSince('2022-01'), 'nothing-granted'],
  ])('is not possible %s, and says why', (_, childId, participant, code) => {
    const read = facts({ participant });
    given(...after(grantPapers(childId), request([childId], { facts: read })))
      .when(approve(grantId, read))
      .thenRejected(code);
  });
});

const grantedTo = (...children: readonly GrantLine[]): readonly ScholarshipEvent[] => {
  const childIds = children.map(({ childId }) => childId);
  return [
    requested(...childIds),
    ...grantPapers(...childIds),
    grantAssessed(...children),
    approved(grantId),
    granted(...childIds),
    ...[first, second, third, student].flatMap((childId) => yearPapers(childId)),
    accountRecorded('guardian', mother),
    accountRecorded('heir', student),
  ];
};
const toMother = {
  kind: 'guardian',
  id: mother,
  onBehalfOf: first,
  share: { numerator: 1, denominator: 1 },
  amount: rupiah(1_500_000),
} as const;

describe('A school year', () => {
  const running = grantedTo(twelve, nine);
  const assessed = yearAssessed(first, 12);
  const id = yearId(first, 2024);

  it('is assessed at the amount of its level', () =>
    given(...running)
      .when(assessYear(first))
      .then(assessed));
  it('says nothing the second time, also on a later day', () => {
    given(...running, assessed)
      .when(assessYear(first))
      .thenNothing();
    given(...running, assessed)
      .when(assessYear(first, {}, { today: calendarDay('2025-06-10') }))
      .thenNothing();
  });
  it('is one year at one level', () =>
    given(...running, assessed)
      .when(assessYear(first, { level: 'smp', grade: 1 }))
      .thenRejected('already-assessed'));
  it('waits for the grant', () =>
    given(requested(first), grantAssessed(twelve))
      .when(assessYear(first))
      .thenRejected('scholarship-not-granted'));
  it('is in a grade that the level has', () =>
    given(...running)
      .when(assessYear(first, { grade: 7 }))
      .thenRejected('grade-outside-level'));
  it('is received by a guardian whom the participant has', () =>
    given(...running)
      .when(assessYear(first, { guardianId: 'mem-nobody' }))
      .thenRejected('guardian-unknown'));
  it.each([
    ['nobody', null],
    ['the minor itself', first],
    ['a sister who is a minor', second],
  ])('of a minor is never paid to a minor: received by %s', (_, guardianId) =>
    given(...running)
      .when(assessYear(first, { guardianId }))
      .thenRejected('guardian-missing'),
  );
  it('of a grown child is received by no guardian', () =>
    given(...grantedTo({ childId: student, ageInYears: 22 }))
      .when(assessYear(student, { level: 'pt', grade: 3 }))
      .thenRejected('guardian-of-adult'));
  describe('whose guardian was removed from the family since', () => {
    const { family, ...others } = paidSince('2022-01');
    const remaining = family.filter(({ memberId }) => memberId !== mother);
    const alone = facts({ participant: { ...others, family: remaining } });

    it('is not approved', () =>
      given(...running, assessed)
        .when(approve(id, alone))
        .thenRejected('guardian-unknown'));
    it('is not sent', () => {
      const payout = scheduled(assessed, toMother);
      given(...running, assessed, approved(id), payout)
        .when(send(payout.data.payoutId, alone))
        .thenRejected('guardian-unknown');
    });
  });
  it.each([
    ['the day before', '2030-04-30', null],
    ['on', '2030-05-01', first],
    ['the day after', '2030-05-02', first],
  ])('without a guardian is paid, %s the 18th birthday (%s), to %s', (_, today, payee) => {
    const ask = assessYear(
      first,
      { level: 'sma', grade: 3, schoolYear: 2029, guardianId: null },
      { today: calendarDay(today) },
    );
    if (payee === null)
      given(...running)
        .when(ask)
        .thenRejected('guardian-missing');
    else
      expect(after(running, ask).at(-1)?.data).toMatchObject({
        payees: [{ kind: 'heir', id: payee, amount: 3_000_000 }],
      });
  });
  it('of a grown child is paid to the child', () => {
    const history = grantedTo({ childId: student, ageInYears: 22 });
    const ask = assessYear(student, { level: 'pt', grade: 3, guardianId: null });
    expect(after(history, ask).at(-1)?.data).toMatchObject({
      total: 12_000_000,
      payees: [{ kind: 'heir', id: student, amount: 12_000_000 }],
    });
  });
  const assessedOfStudent = (today: string) =>
    after(
      grantedTo({ childId: student, ageInYears: 22 }),
      assessYear(
        student,
        { level: 'pt', grade: 3, guardianId: null },
        { today: calendarDay(today) },
      ),
    );
  it.each([
    ['the day before', '2025-01-10', 12_000_000],
    ['on', '2025-01-11', 0],
    ['the day after', '2025-01-12', 0],
  ])('that is assessed %s the 23rd birthday (%s) pays %i', (_, today, total) => {
    expect(lastAssessed(assessedOfStudent(today)).total).toBe(total);
  });
  it('from the 23rd birthday on is approved by nobody, and says why', () => {
    const events = assessedOfStudent('2025-01-11');
    expect(lastAssessed(events).reasons).toEqual(['scholarship_age_limit']);
    given(...events)
      .when(approve(yearId(student, 2024), facts()))
      .thenRejected('scholarship-age-limit');
  });

  it('is approved, and scheduled to the guardian', () =>
    given(...running, assessed)
      .when(approve(id, facts()))
      .then(approved(id), scheduled(assessed, toMother)));
  const without = (documentId: string) =>
    running.filter(({ data }) => !('documentId' in data && data.documentId === documentId));

  it.each(['application', 'school_letter', 'school_report'])(
    'waits for a verified paper of the child: %s',
    (kind) =>
      given(...without(`doc-${kind}-${first}`), assessed)
        .when(approve(id, facts()))
        .thenRejected('papers-missing'),
  );
  it.each([
    ['tk', 1, true],
    ['tk', 2, false],
    ['sd', 1, true],
    ['sd', 2, false],
    ['smp', 1, false],
    ['sma', 1, false],
    ['pt', 1, false],
  ] as const)('of %s %i goes without a report of the year before: %s', (level, grade, granted) => {
    const asked = assessYear(first, { level, grade });
    const judged = () =>
      after([...without(`doc-school_report-${first}`)], asked, approve(id, facts()));
    if (granted) expect(judged().at(-1)?.type).toBe('PayoutScheduled');
    else expect(judged).toThrow('papers-missing');
  });
  it('waits for a letter of its own, whatever the letter of the year before has said', () => {
    const before = [...running, assessed, approved(id), scheduled(assessed, toMother)];
    const two = after(
      before,
      assessYear(first, { schoolYear: 2025 }, { today: calendarDay('2025-08-01') }),
    );
    const next = yearId(first, 2025);
    given(...two)
      .when(approve(next, facts()))
      .thenRejected('papers-missing');
    const types = after([...two, ...yearPapers(first, '-2025')], approve(next, facts()));
    expect(types.slice(-2).map(({ type }) => type)).toEqual(['BenefitApproved', 'PayoutScheduled']);
  });
  it('of a year whose approval was voided leaves its letter to the next one', () => {
    const payout = scheduled(assessed, toMother);
    const data = { benefitId: id, payoutIds: [payout.data.payoutId], reasonCode: 'wrong_grade' };
    const voided = { type: 'BenefitApprovalVoided', data: { ...data, by: 'siti' } } as const;
    const before = [...running, assessed, approved(id), payout, voided];
    const two = after(
      before,
      assessYear(first, { schoolYear: 2025 }, { today: calendarDay('2025-08-01') }),
    );
    const events = after(two, approve(yearId(first, 2025), facts()));
    expect(events.at(-1)?.type).toBe('PayoutScheduled');
  });
  it('is sent by a third person', () => {
    const payout = scheduled(assessed, toMother);
    given(...running, assessed, approved(id), payout)
      .when(send(payout.data.payoutId, facts()))
      .then(sent(payout.data.payoutId));
  });
});

describe('Which school year', () => {
  const after2024 = (today: string, schoolYear: number) =>
    given(...grantedTo(twelve)).when(
      assessYear(first, { schoolYear }, { today: calendarDay(today) }),
    );

  it('is over before the right began gives none', () =>
    after2024('2025-08-01', 2023).thenRejected('school-year-before-right'));
  it.each([
    ['2025-03-31', 2025],
    ['2025-08-01', 2026],
    ['2025-08-01', 2199],
  ])('has not begun is not paid in advance: on %s that of %i', (today, schoolYear) =>
    after2024(today, schoolYear).thenRejected('school-year-to-come'),
  );
  it('begins in three months may be applied for', () => {
    const wish = assessYear(first, { schoolYear: 2025 }, { today: calendarDay('2025-04-01') });
    expect(lastAssessed(after(grantedTo(twelve), wish)).total).toBe(1_500_000);
  });
});

describe('A child without a place', () => {
  const letterOf = (childId: string) => yearPapers(childId);
  it.each([
    ['a third child', [twelve, nine], third],
    ['a child whom nobody asked for, beside one who was granted', [twelve], second],
  ])('never has a year approved: %s', (_, children, childId) => {
    const events = after([...grantedTo(...children), ...letterOf(childId)], assessYear(childId));
    expect(lastAssessed(events)).toEqual({ total: 0, reasons: ['scholarship_child_limit'] });
    given(...events)
      .when(approve(yearId(childId, 2024), facts()))
      .thenRejected('scholarship-child-limit');
  });
});

describe('The years of a level', () => {
  const letterOfNextYear = yearPapers(first, '-2025');
  const running = [...grantedTo(twelve), ...letterOfNextYear];
  const inTime = { today: calendarDay('2026-09-01') };
  const kindergarten = (schoolYear: number) => [
    assessYear(first, { level: 'tk', grade: 1, schoolYear }, inTime),
    approve(yearId(first, schoolYear), facts()),
  ];

  it('count, also where one is repeated: two of kindergarten and no third', () => {
    const events = after(
      running,
      ...kindergarten(2024),
      ...kindergarten(2025),
      assessYear(first, { level: 'tk', grade: 2, schoolYear: 2026 }, inTime),
    );
    expect(lastAssessed(events)).toEqual({ total: 0, reasons: ['scholarship_level_years_used'] });
    given(...events)
      .when(approve(yearId(first, 2026), facts()))
      .thenRejected('nothing-granted');
  });
  it('count only once they are approved', () =>
    expect(
      lastAssessed(
        after(
          running,
          assessYear(first, { level: 'tk', grade: 1, schoolYear: 2024 }, inTime),
          assessYear(first, { level: 'tk', grade: 2, schoolYear: 2025 }, inTime),
        ),
      ).total,
    ).toBe(1_500_000));
  it('count for each child alone', () =>
    expect(
      lastAssessed(
        after(
          [...grantedTo(twelve, nine), ...letterOfNextYear],
          ...kindergarten(2024),
          ...kindergarten(2025),
          assessYear(second, { level: 'tk', grade: 1, schoolYear: 2025 }, inTime),
        ),
      ).total,
    ).toBe(1_500_000));
  it('are counted anew for an assessment that waited', () => {
    const both = after(
      running,
      assessYear(first, { level: 'tk', grade: 1, schoolYear: 2024 }, inTime),
      assessYear(first, { level: 'tk', grade: 2, schoolYear: 2025 }, inTime),
      approve(yearId(first, 2024), facts()),
    );
    given(...both)
      .when(approve(yearId(first, 2025), facts()))
      .thenRejected('facts-changed');
  });
  it('do not keep an earlier year from being sent once a later one is approved', () => {
    const { payoutId } = scheduled(yearAssessed(first, 12, { schoolYear: 2024 }), toMother).data;
    given(...after(running, ...kindergarten(2024), ...kindergarten(2025)))
      .when(send(payoutId, facts()))
      .then(sent(payoutId));
  });
});

describe('A grant that was taken back', () => {
  const running = grantedTo(twelve);

  it('gives no further year', () =>
    given(...after(running, takeBack(grantId)))
      .when(assessYear(first))
      .thenRejected('scholarship-not-granted'));
  it('lets no assessed year be approved', () =>
    given(...after([...running, yearAssessed(first, 12)], takeBack(grantId)))
      .when(approve(yearId(first, 2024), facts()))
      .thenRejected('facts-changed'));
  it('lets no approved year be sent', () => {
    const assessed = yearAssessed(first, 12);
    const payout = scheduled(assessed, toMother);
    const history = [...running, assessed, approved(yearId(first, 2024)), payout];
    given(...after(history, takeBack(grantId)))
      .when(send(payout.data.payoutId, facts()))
      .thenRejected('facts-changed');
  });
  it('can be assessed and approved again', () => {
    const again = after(running, takeBack(grantId), request([first]));
    expect(lastAssessed(again).total).toBe(87_000_000);
  });
  it('is assessed again with the ages of the new day', () => {
    const history = after(grantedTo({ childId: student, ageInYears: 22 }), takeBack(grantId));
    const again = request([student], { today: calendarDay('2025-01-11') });
    expect(lastAssessed(after(history, again))).toEqual({
      total: 0,
      reasons: ['scholarship_age_limit'],
    });
  });
});
