import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Rejection } from '../../kernel/rejection';
import { CallRate } from '../security/call-rate';

const MINUTE_MS = 60_000;

/** Counts in this process, in windows of a minute, and says in each answer what is left. */
export class WindowedCallRate extends CallRate {
  private count: ReturnType<FastifyInstance['createRateLimit']> | null = null;

  constructor(private readonly requestsPerMinute: number) {
    super();
  }

  override async take(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.requestsPerMinute === 0) return;
    // The plugin is there only once the server has loaded it.
    this.count ??= request.server.createRateLimit({
      max: this.requestsPerMinute,
      timeWindow: MINUTE_MS,
      keyGenerator: ({ caller, ip }) => (caller ? `user ${caller.actor}` : `address ${ip}`),
    });
    const counted = await this.count(request);
    if (counted.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = counted;
    void reply
      .header('RateLimit-Limit', String(max))
      .header('RateLimit-Remaining', String(remaining))
      .header('RateLimit-Reset', String(ttlInSeconds));
    if (!isExceeded) return;
    void reply.header('Retry-After', String(ttlInSeconds));
    throw new Rejection('rate-limited');
  }
}
