import { Rejection } from '../../kernel/rejection';
import type { Role } from '../event-store/recorded-event';
import type { Caller } from './caller';
import type { Access } from './roles';

/** The sub-districts (`16.06.NN`) whose cases and people are somebody's business. */
export type Area = 'all' | readonly string[];

/** They work for the whole district, where their token does not name sub-districts. */
export const OFFICE_WIDE_ROLES: readonly Role[] = ['finance', 'auditor', 'administrator'];

/**
 * The area of a caller on a route. What a token names holds for every role; one that names nothing is for nowhere, unless
 * an office-wide role is what lets its bearer in here.
 */
export const areaOn = ({ subDistricts, roles }: Caller, access: Access): Area => {
  if (subDistricts !== null) return subDistricts;
  const letIn = roles.filter((role) => access !== 'public' && access.includes(role));
  return letIn.some((role) => OFFICE_WIDE_ROLES.includes(role)) ? 'all' : [];
};

/** The policy: what has no place is the business of the whole district alone. */
export const isWithin = (area: Area, subDistrictCode: string | null): boolean =>
  area === 'all' || (subDistrictCode !== null && area.includes(subDistrictCode));

/** @throws Rejection `forbidden` where something new would be written outside of the area. */
export const mustBeWithin = (area: Area, subDistrictCode: string): void => {
  if (!isWithin(area, subDistrictCode)) throw new Rejection('forbidden');
};

/** @throws Rejection `forbidden` for what asks or writes about people anywhere, unless the whole district is the caller's. */
export const mustBeOfWholeDistrict = (area: Area): void => {
  if (area !== 'all') throw new Rejection('forbidden');
};
