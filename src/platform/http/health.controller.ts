import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { JsonObject } from '../../kernel/event';
import { Public } from '../security/roles';

/** Something without which this process should get no requests. */
export type ReadinessCheck = {
  readonly name: string;
  /** Resolves where all is well. What it rejects with is not shown: it may say too much. */
  readonly check: () => Promise<void>;
  /** Names, positions and counts to show beside it, whether it passes or not. */
  readonly figures?: () => Promise<readonly JsonObject[]>;
};

/** Inject a list of `ReadinessCheck` under this token, from a global module. */
export const READINESS_CHECKS = Symbol('readiness checks');

const PATIENCE_MS = 2_000;
const SERVICE_UNAVAILABLE = 503;

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    @Optional() @Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[] = [],
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs.' })
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'The process can do its work: 200, or 503 with the checks that fail.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const checks = await Promise.all(
      this.checks.map(async ({ name, check, figures }) => ({
        name,
        ok: await passes(check),
        ...(figures ? { figures: await figures().catch(() => null) } : {}),
      })),
    );
    const ready = checks.every(({ ok }) => ok);
    void reply.status(ready ? 200 : SERVICE_UNAVAILABLE).header('Cache-Control', 'no-store');
    return { status: ready ? 'ok' : 'not ready', checks };
  }
}

const passes = async (check: () => Promise<void>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const fine = check().then(
    () => true,
    () => false,
  );
  return Promise.race([fine, tooLate]).finally(() => clearTimeout(timer));
};
