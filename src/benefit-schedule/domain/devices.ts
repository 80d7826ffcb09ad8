import { Rejection } from '../../kernel/rejection';
import { type Rupiah, rupiah, total } from '../../kernel/rupiah';
import { type BenefitLine, upToCap, wholeOrNothing } from './benefit-line';
import type { BenefitSchedule } from './benefit-schedule';
import type { Cited } from './cited';
import type { DecidingCover } from './cover';
import { reasonsOfCover } from './entitlement';
import { fractionOf } from './parts';

export const DEVICES = ['prosthesis', 'orthosis', 'dentures', 'hearing_aid', 'glasses'] as const;
export type Device = (typeof DEVICES)[number];

export type DeviceItem = {
  readonly device: Device;
  readonly cost: Rupiah;
  /** The price of the public rehabilitation centre; null for what is paid up to a fixed sum. */
  readonly referencePrice: Rupiah | null;
};

export type DeviceFacts = Pick<DecidingCover, 'cover'> & {
  readonly items: readonly DeviceItem[];
  /** What was granted for this accident before, by device. */
  readonly grantedBefore: readonly { readonly device: Device; readonly granted: Rupiah }[];
};

/**
 * What rehabilitation devices pay, a line for each: a prosthesis or orthosis up to its reference price and what may be
 * added to it; the others up to a sum for the whole accident, or nothing where the version knows none.
 * @throws Rejection `reference-price` where one is missing, or given for a device that has none.
 */
export const deviceLines = (
  schedule: BenefitSchedule,
  { items, grantedBefore, cover }: DeviceFacts,
): readonly BenefitLine[] => {
  items.forEach(refuseWrongReference);
  const noCover = reasonsOfCover(schedule, cover);
  if (noCover.length > 0)
    return items.map(({ device, cost }) => wholeOrNothing(device, cost, noCover));

  return items.reduce<readonly BenefitLine[]>((lines, item) => {
    const before = [
      ...grantedBefore.filter(({ device }) => device === item.device),
      ...lines.filter(({ code }) => code === item.device),
    ];
    const granted = total(before.map((one) => one.granted));
    return [...lines, lineOf(schedule, item, granted)];
  }, []);
};

const hasReference = (device: Device): boolean => device === 'prosthesis' || device === 'orthosis';

const refuseWrongReference = ({ device, referencePrice }: DeviceItem): void => {
  if (hasReference(device) === (referencePrice === null))
    throw new Rejection('reference-price', { device });
};

const lineOf = (
  schedule: BenefitSchedule,
  { device, cost, referencePrice }: DeviceItem,
  grantedBefore: Rupiah,
): BenefitLine => {
  const line = { code: device, claimed: cost };
  if (referencePrice !== null) {
    const { value, citation } = schedule.devices.prosthesisAboveReferenceTenths;
    const most = fractionOf(referencePrice, { numerator: 1000 + value, denominator: 1000 });
    const cap: Cited<Rupiah> = { value: most, citation, mark: 'statute' };
    return upToCap(line, cap, rupiah(0), 'device_above_reference');
  }
  const cap = capOf(schedule, device);
  return cap
    ? upToCap(line, cap, grantedBefore, 'device_cap')
    : wholeOrNothing(device, cost, [
        { code: 'device_not_in_schedule', citation: schedule.citation },
      ]);
};

const capOf = ({ devices }: BenefitSchedule, device: Device): Cited<Rupiah> | null => {
  if (device === 'dentures') return devices.dentures;
  return device === 'hearing_aid' ? devices.hearingAid : devices.glasses;
};
