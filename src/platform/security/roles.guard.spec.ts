import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Rejection } from '../../kernel/rejection';
import type { Role } from '../event-store/recorded-event';
import type { Caller } from './caller';
import { Public, Roles } from './roles';
import { RolesGuard } from './roles.guard';

class Routes {
  @Roles('finance', 'adjuster')
  forSome() {
    return 1;
  }

  @Public()
  forAll() {
    return 1;
  }

  forgotten() {
    return 1;
  }
}

@Roles('supervisor')
class SupervisorRoutes {
  any() {
    return 1;
  }
}

const callerWith = (...roles: readonly Role[]): Caller => ({
  actor: 'a',
  roles,
  subDistricts: [],
  scopes: [],
});

const outcome = async (
  type: new () => object,
  route: string,
  { token = 'Bearer abc', roles = [] as readonly Role[] } = {},
): Promise<unknown> => {
  const request = { headers: { authorization: token } };
  const prototype = type.prototype as Readonly<Record<string, () => unknown>>;
  const context = {
    getHandler: () => prototype[route],
    getClass: () => type,
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}) }),
  } as unknown as ExecutionContext;
  const guard = new RolesGuard(new Reflector(), {
    callerOf: () => Promise.resolve(callerWith(...roles)),
  });
  return guard.canActivate(context).catch((error: unknown) => (error as Rejection).code);
};

const ALL: readonly Role[] = [
  'enroller',
  'adjuster',
  'supervisor',
  'finance',
  'auditor',
  'administrator',
];

describe('A route', () => {
  it('lets in whoever has one of its roles', async () =>
    expect(await outcome(Routes, 'forSome', { roles: ['auditor', 'finance'] })).toBe(true));

  it('lets in nobody else', async () =>
    expect(await outcome(Routes, 'forSome', { roles: ['auditor'] })).toBe('forbidden'));

  it('that does not say who may call it may be called by nobody', async () =>
    expect(await outcome(Routes, 'forgotten', { roles: ALL })).toBe('forbidden'));

  it('takes the roles of its controller', async () => {
    expect(await outcome(SupervisorRoutes, 'any', { roles: ['supervisor'] })).toBe(true);
    expect(await outcome(SupervisorRoutes, 'any', { roles: ['finance'] })).toBe('forbidden');
  });

  it('that is public asks for no token', async () =>
    expect(await outcome(Routes, 'forAll', { token: '' })).toBe(true));

  it.each(['', 'Bearer ', 'Bearer a b', 'Basic abc', 'abc'])(
    'asks to sign in for %p',
    async (token) =>
      expect(await outcome(Routes, 'forSome', { token, roles: ALL })).toBe('unauthenticated'),
  );
});
