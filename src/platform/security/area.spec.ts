import { areaOn, isWithin, mustBeWithin } from './area';
import type { Caller } from './caller';

const caller = (subDistricts: Caller['subDistricts'], ...roles: Caller['roles']): Caller => ({
  actor: 'a',
  roles,
  subDistricts,
  scopes: [],
});

describe('The area of a caller', () => {
  it('is what the token names, whatever the role', () => {
    expect(areaOn(caller(['16.06.05'], 'finance'), ['finance'])).toEqual(['16.06.05']);
    expect(areaOn(caller('all', 'adjuster'), ['adjuster'])).toBe('all');
  });

  it('is the whole district for an office-wide role whose token names nothing', () =>
    expect(areaOn(caller(null, 'auditor'), ['adjuster', 'auditor'])).toBe('all'));

  it('is nowhere for any other, also beside an office-wide role that lets nobody in here', () => {
    expect(areaOn(caller(null, 'adjuster'), ['adjuster'])).toEqual([]);
    expect(areaOn(caller(null, 'adjuster', 'finance'), ['adjuster'])).toEqual([]);
  });

  it('of no sub-district is nowhere, for an office-wide role too', () =>
    expect(areaOn(caller([], 'finance'), ['finance'])).toEqual([]));
});

describe('What has no place', () => {
  it('is the business of the whole district alone', () =>
    expect([isWithin('all', null), isWithin(['16.06.05'], null)]).toEqual([true, false]));
});

describe('Something new', () => {
  it('is written in the area only', () => {
    expect(() => mustBeWithin(['16.06.05'], '16.06.05')).not.toThrow();
    expect(() => mustBeWithin(['16.06.05'], '16.06.06')).toThrow('forbidden');
  });
});
