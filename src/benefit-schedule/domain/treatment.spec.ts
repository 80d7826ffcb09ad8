import * as fc from 'fast-check';
import { NOTHING, rupiah } from '../../kernel/rupiah';
import { totalGranted } from './benefit-line';
import { pp82of2019 } from './pp-82-2019';
import {
  type Deduction,
  type TreatmentFacts,
  type TreatmentItem,
  treatmentLines,
} from './treatment';

const item = (
  code: string,
  claimed: number,
  ...deductions: readonly (readonly [Deduction['code'], number])[]
): TreatmentItem => ({
  code,
  claimed: rupiah(claimed),
  deductions: deductions.map(([reason, amount]) => ({ code: reason, amount: rupiah(amount) })),
});
const bill = (items: readonly TreatmentItem[], facts: Partial<TreatmentFacts> = {}) =>
  treatmentLines(pp82of2019, {
    items,
    partner: true,
    otherPayer: NOTHING,
    cover: 'covered',
    ...facts,
  });

describe('A bill for treatment', () => {
  it('is paid as far as it is medical need, without a cap', () =>
    expect(bill([item('surgery', 950_000_000)])).toEqual([
      { code: 'surgery', claimed: 950_000_000, granted: 950_000_000, reasons: [] },
    ]));

  it('leaves a higher ward and what is not medical to the participant', () =>
    expect(
      bill([
        item('ward', 3_000_000, ['ward_class_above_entitlement', 1_200_000]),
        item('meals', 200_000, ['not_medical', 200_000]),
      ]),
    ).toEqual([
      {
        code: 'ward',
        claimed: 3_000_000,
        granted: 1_800_000,
        reasons: [{ code: 'ward_class_above_entitlement', citation: 'PP 44/2015' }],
      },
      {
        code: 'meals',
        claimed: 200_000,
        granted: 0,
        reasons: [{ code: 'not_medical', citation: 'PP 44/2015' }],
      },
    ]));

  it('never pays less than nothing, and names each reason once', () =>
    expect(
      bill([
        item(
          'ward',
          100,
          ['ward_class_above_entitlement', 80],
          ['ward_class_above_entitlement', 80],
        ),
      ]),
    ).toEqual([
      {
        code: 'ward',
        claimed: 100,
        granted: 0,
        reasons: [{ code: 'ward_class_above_entitlement', citation: 'PP 44/2015' }],
      },
    ]));

  it('has no reason that took nothing away, and one for a single rupiah', () => {
    expect(bill([item('ward', 100, ['not_medical', 0])])[0]?.reasons).toEqual([]);
    expect(bill([item('ward', 100, ['not_medical', 1])])).toMatchObject([
      { granted: 99, reasons: [{ code: 'not_medical' }] },
    ]);
  });

  it('is paid outside a partner hospital to the standard of the highest local partner', () => {
    const items = [item('surgery', 9_000_000, ['outside_partner_excess', 2_000_000])];
    expect(totalGranted(bill(items, { partner: false }))).toBe(7_000_000);
    expect(() => bill(items, { partner: true })).toThrow('deduction-not-applicable');
  });

  it('is paid after what another payer bears, item by item', () => {
    const lines = bill(
      [item('ambulance', 15_000_000), item('surgery', 30_000_000), item('drugs', 1)],
      {
        otherPayer: rupiah(20_000_000),
      },
    );
    expect(lines.map(({ granted }) => granted)).toEqual([0, 25_000_000, 1]);
    expect(lines.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      ['paid_by_other_payer'],
      ['paid_by_other_payer'],
      [],
    ]);
  });

  it.each([
    ['not_covered', 'not_covered_on_date'],
    ['needs_confirmation', 'cover_needs_confirmation'],
  ] as const)('pays nothing where cover is %s', (cover, code) => {
    const [line] = bill([item('surgery', 5_000_000)], { cover });
    expect(line).toMatchObject({ claimed: 5_000_000, granted: 0, reasons: [{ code }] });
  });
});

describe('Whatever a bill holds', () => {
  const anyItem = fc.record({
    code: fc.constant('item'),
    claimed: fc.integer({ min: 0, max: 1e9 }).map(rupiah),
    deductions: fc.array(
      fc.record({
        code: fc.constantFrom<Deduction['code']>('not_medical', 'outside_partner_excess'),
        amount: fc.integer({ min: 0, max: 1e8 }).map(rupiah),
      }),
      { maxLength: 3 },
    ),
  });
  const anyBill = fc.array(anyItem, { maxLength: 8 });
  const anyPayer = fc.integer({ min: 0, max: 3e9 }).map(rupiah);
  const taken = ({ deductions }: TreatmentItem) =>
    deductions.reduce((sum, { amount }) => sum + amount, 0);

  it('granted is claimed less the deductions and the other payer, and never below nothing', () =>
    fc.assert(
      fc.property(anyBill, anyPayer, (items, otherPayer) => {
        const lines = bill(items, { partner: false, otherPayer });
        const owed = items.reduce((sum, one) => sum + Math.max(0, one.claimed - taken(one)), 0);
        expect(totalGranted(lines)).toBe(Math.max(0, owed - otherPayer));
      }),
    ));

  it('nothing is taken from a line without a reason', () =>
    fc.assert(
      fc.property(anyBill, anyPayer, (items, otherPayer) => {
        for (const line of bill(items, { partner: false, otherPayer })) {
          expect(line.granted).toBeLessThanOrEqual(line.claimed);
          if (line.reasons.length === 0) expect(line.granted).toBe(line.claimed);
        }
      }),
    ));

  it('the order of the items does not change the sum', () =>
    fc.assert(
      fc.property(anyBill, anyPayer, (items, otherPayer) => {
        const sumOf = (list: readonly TreatmentItem[]) =>
          totalGranted(bill(list, { partner: false, otherPayer }));
        expect(sumOf(items.toReversed())).toBe(sumOf(items));
      }),
    ));
});
