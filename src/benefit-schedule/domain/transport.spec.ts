import * as fc from 'fast-check';
import { NOTHING, type Rupiah, rupiah, total } from '../../kernel/rupiah';
import type { TransportMode } from './benefit-schedule';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';
import { transportLine } from './transport';

type Journey = { readonly mode: TransportMode; readonly cost: Rupiah };

/** Journeys of one accident in their turn, each after what was granted for its mode before. */
const granted = (journeys: readonly Journey[], schedule = pp82of2019): readonly Rupiah[] =>
  journeys.reduce<readonly Rupiah[]>((sums, { mode, cost }, index) => {
    const before = sums.filter((_, earlier) => journeys[earlier]?.mode === mode);
    const facts = { mode, cost, grantedBefore: total(before), cover: 'covered' } as const;
    return [...sums.slice(0, index), transportLine(schedule, facts).granted];
  }, []);
const by = (mode: TransportMode, cost: number): Journey => ({ mode, cost: rupiah(cost) });

describe('A journey after an accident pays its cost, up to the cap of its mode', () => {
  it.each([
    ['PP 44/2015', pp44of2015, 'land_river_lake', 1_000_000],
    ['PP 44/2015', pp44of2015, 'sea', 1_500_000],
    ['PP 44/2015', pp44of2015, 'air', 2_500_000],
    ['PP 82/2019', pp82of2019, 'land_river_lake', 5_000_000],
    ['PP 82/2019', pp82of2019, 'sea', 2_000_000],
    ['PP 82/2019', pp82of2019, 'air', 10_000_000],
  ] as const)('%s', (citation, schedule, mode, cap) => {
    const line = (cost: number) =>
      transportLine(schedule, {
        mode,
        cost: rupiah(cost),
        grantedBefore: NOTHING,
        cover: 'covered',
      });
    const code = `transport_${mode}`;
    expect(line(cap - 1)).toEqual({ code, claimed: cap - 1, granted: cap - 1, reasons: [] });
    expect(line(cap)).toEqual({ code, claimed: cap, granted: cap, reasons: [] });
    expect(line(cap + 1)).toEqual({
      code,
      claimed: cap + 1,
      granted: cap,
      reasons: [{ code: 'transport_cap', citation }],
    });
  });

  it('the caps of the modes used add up', () =>
    expect(
      granted([by('land_river_lake', 6_000_000), by('sea', 3_000_000), by('air', 12_000_000)]),
    ).toEqual([5_000_000, 2_000_000, 10_000_000]));
  it('what one mode leaves unused is not for another', () =>
    expect(granted([by('land_river_lake', 1), by('sea', 3_000_000)])).toEqual([1, 2_000_000]));
  it('several journeys of one mode share its cap', () =>
    expect(granted([by('sea', 1_500_000), by('sea', 1_500_000), by('sea', 1)])).toEqual([
      1_500_000, 500_000, 0,
    ]));

  it.each([
    ['not_covered', 'not_covered_on_date'],
    ['needs_confirmation', 'cover_needs_confirmation'],
  ] as const)('and nothing where cover is %s', (cover, code) =>
    expect(
      transportLine(pp82of2019, {
        mode: 'sea',
        cost: rupiah(1),
        grantedBefore: NOTHING,
        cover,
      }),
    ).toMatchObject({ claimed: 1, granted: 0, reasons: [{ code }] }),
  );
});

it('Whatever the journeys, in any order they come to the same, and never to more than the caps of the modes used', () => {
  const anyJourneys = fc.array(
    fc.record({
      mode: fc.constantFrom<TransportMode>('land_river_lake', 'sea', 'air'),
      cost: fc.integer({ min: 1, max: 8_000_000 }).map(rupiah),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(anyJourneys, (journeys) => {
      const modes = [...new Set(journeys.map(({ mode }) => mode))];
      const caps = total(modes.map((mode) => pp82of2019.transport[mode].value));
      const sum = total(granted(journeys));
      expect(sum).toBeLessThanOrEqual(caps);
      expect(total(granted(journeys.toReversed()))).toBe(sum);
    }),
  );
});
