import type { FastifyReply, FastifyRequest } from 'fastify';

/** How often somebody may call. */
export abstract class CallRate {
  /** Counts a request of its caller, or of its address while nobody knows who that is. @throws Rejection `rate-limited` */
  abstract take(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}
