import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { AccessLog, type Asked, type OpenedPart } from '../security/access-log';
import type { Caller } from '../security/caller';
import { isPublicId } from './public-ids';

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to.
  interface FastifyRequest {
    /** What the route has opened of people so far; null where it may open nothing. */
    openedParts: OpenedPart[] | null;
  }
}

const OPENS_PERSONAL = 'kelambu:opens-personal';

/** On routes that may open what is masked: elsewhere nobody may, whatever his token says. */
export const OpensPersonal = (): MethodDecorator => SetMetadata(OPENS_PERSONAL, true);

export const opensPersonal = (handler: object): boolean =>
  Reflect.getMetadata(OPENS_PERSONAL, handler) === true;

/** Writes down who opened what of whom and why, before the answer leaves; without that line there is no answer. */
@Injectable()
export class AccessLogInterceptor implements NestInterceptor {
  constructor(private readonly log: AccessLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      mergeMap(async (body: unknown) => {
        const { caller, openedParts, accessPurpose } = request;
        if (caller && openedParts && accessPurpose !== null)
          await this.log.opened(askedIn(request, caller), accessPurpose, openedParts);
        return body;
      }),
    );
  }
}

/** What may be written of a request: no query, and of its path only what is an id of ours. */
export const askedIn = (request: FastifyRequest, caller: Caller): Asked => {
  const named = Object.values((request.params ?? {}) as Record<string, unknown>);
  return {
    caller,
    requestId: request.id,
    route: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
    thing:
      named.find((text): text is string => typeof text === 'string' && isPublicId(text)) ?? null,
  };
};
