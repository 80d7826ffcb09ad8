import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  Optional,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Rejection } from '../../kernel/rejection';
import { type Area, areaOn } from './area';
import { CallRate } from './call-rate';
import { type Caller, hasRole } from './caller';
import { DisabledUsers } from './disabled-users';
import { ACCESS, type Access } from './roles';
import { TokenVerifier } from './token-verifier';

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to.
  interface FastifyRequest {
    /** Set by the guard, also where the caller may not; null on a public route. */
    caller: Caller | null;
    /** Whose cases and people the caller may deal with here; null on a public route. */
    area: Area | null;
  }
}

/** Global. A route that does not say who may call it may be called by nobody. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    @Optional() @Inject(DisabledUsers) private readonly disabled?: DisabledUsers,
    @Optional() @Inject(CallRate) private readonly rate?: CallRate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.callerOf(request, context.switchToHttp().getResponse<FastifyReply>());
    if (!access || !hasRole(caller, access))
      throw new Rejection('forbidden', { roles: [...(access ?? [])] });
    if (await this.isDisabled(caller, request.method)) throw new Rejection('user-disabled');
    request.area = areaOn(caller, access);
    return true;
  }

  /** Counted also where the token is no good: whoever tries many of them is told to wait as well. */
  private async callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    try {
      request.caller = await this.tokens.callerOf(bearerTokenIn(request.headers.authorization));
    } finally {
      await this.rate?.take(request, reply);
    }
    return request.caller;
  }

  /** Whatever may write is stopped at once; what only reads, within a minute. */
  private async isDisabled({ actor }: Caller, method: string): Promise<boolean> {
    if (!this.disabled) return false;
    return method === 'GET' ? this.disabled.isDisabled(actor) : this.disabled.isDisabledNow(actor);
  }
}

/** @throws Rejection `unauthenticated` where there is none. */
const bearerTokenIn = (header: string | undefined): string => {
  const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '') ?? [];
  if (!token) throw new Rejection('unauthenticated');
  return token;
};
