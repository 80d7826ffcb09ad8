import * as fc from 'fast-check';
import { rupiah, total } from '../../kernel/rupiah';
import { type Device, type DeviceItem, deviceLines } from './devices';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

const item = (device: Device, cost: number, reference: number | null = null): DeviceItem => ({
  device,
  cost: rupiah(cost),
  referencePrice: reference === null ? null : rupiah(reference),
});
type Before = readonly (readonly [Device, number])[];
const linesOf = (
  items: readonly DeviceItem[],
  { schedule = pp82of2019, before = [] as Before } = {},
) =>
  deviceLines(schedule, {
    items,
    grantedBefore: before.map(([device, granted]) => ({ device, granted: rupiah(granted) })),
    cover: 'covered',
  });
const grantedFor = (...asked: Parameters<typeof linesOf>) =>
  linesOf(...asked).map(({ granted }) => granted);

describe('A prosthesis or orthosis is paid up to its reference price + 40 %', () => {
  it.each([
    [13_999_999, 13_999_999],
    [14_000_000, 14_000_000],
    [14_000_001, 14_000_000],
  ])('of 10,000,000: %i pays %i', (cost, expected) => {
    expect(grantedFor([item('prosthesis', cost, 10_000_000)])).toEqual([expected]);
    expect(grantedFor([item('orthosis', cost, 10_000_000)], { schedule: pp44of2015 })).toEqual([
      expected,
    ]);
  });
  it('and says what was above', () =>
    expect(linesOf([item('prosthesis', 15, 10)])).toEqual([
      {
        code: 'prosthesis',
        claimed: 15,
        granted: 14,
        reasons: [{ code: 'device_above_reference', citation: 'PP 44/2015' }],
      },
    ]));
  it('each by itself', () =>
    expect(grantedFor([item('prosthesis', 20, 10), item('prosthesis', 20, 10)])).toEqual([14, 14]));
  it.each([item('prosthesis', 1), item('orthosis', 1), item('glasses', 1, 1)])(
    'and is refused where the reference price does not fit: %j',
    (one) => expect(() => linesOf([one])).toThrow('reference-price'),
  );
});

describe('What has a cap is paid up to it, for the whole accident', () => {
  it.each([
    ['dentures', pp44of2015, 3_000_000],
    ['dentures', pp82of2019, 5_000_000],
    ['hearing_aid', pp82of2019, 2_500_000],
    ['glasses', pp82of2019, 1_000_000],
  ] as const)('%s under $citation', (device, schedule, cap) => {
    const costs = [cap - 1, cap, cap + 1];
    expect(costs.map((cost) => grantedFor([item(device, cost)], { schedule })[0])).toEqual([
      cap - 1,
      cap,
      cap,
    ]);
  });
  it.each(['hearing_aid', 'glasses'] as const)('and %s are not in PP 44/2015', (device) =>
    expect(linesOf([item(device, 1)], { schedule: pp44of2015 })).toMatchObject([
      { granted: 0, reasons: [{ code: 'device_not_in_schedule', citation: 'PP 44/2015' }] },
    ]),
  );
  it('also over several bills and lines', () =>
    expect(
      grantedFor([item('glasses', 300_000), item('hearing_aid', 9), item('glasses', 500_000)], {
        before: [
          ['glasses', 400_000],
          ['dentures', 5_000_000],
        ],
      }),
    ).toEqual([300_000, 9, 300_000]));
  it('and nothing is paid outside cover', () =>
    expect(
      deviceLines(pp82of2019, {
        items: [item('glasses', 1)],
        grantedBefore: [],
        cover: 'not_covered',
      }),
    ).toMatchObject([{ granted: 0, reasons: [{ code: 'not_covered_on_date' }] }]));
});

it('Whatever was bought, in any order it comes to the same', () => {
  const anyItems = fc.array(
    fc
      .tuple(
        fc.constantFrom<Device>('dentures', 'hearing_aid', 'glasses'),
        fc.integer({ min: 1, max: 4_000_000 }),
      )
      .map(([device, cost]) => item(device, cost)),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(anyItems, (items) => {
      const sum = total(grantedFor(items));
      expect(sum).toBeLessThanOrEqual(8_500_000);
      expect(total(grantedFor(items.toReversed()))).toBe(sum);
    }),
  );
});
