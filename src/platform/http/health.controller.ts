import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ReactionStatus } from '../reactions/reactions';
import type { ReadModelStatus } from '../read-models/status';
import { Public } from '../security/roles';

/** Something without which this process should get no requests. */
export type ReadinessCheck = {
  readonly name: string;
} & (
  | {
      /** Resolves where all is well. What it rejects with is not shown: it may say too much. */
      readonly check: () => Promise<void>;
    }
  | { readonly look: () => Promise<Finding> }
);

/** What a check may say besides. */
type FindingDetail = {
  readonly readModels?: readonly ReadModelStatus[];
  /** By the name of the read model. */
  readonly reconciliationsThatDiffer?: readonly string[];
  /** Of each reaction. */
  readonly figures?: readonly ReactionStatus[];
};

/** `degraded`: it can do its work, and somebody should look at it. */
export type Finding = {
  readonly state: 'ok' | 'degraded' | 'down';
  /** Shown to whoever asks: names of ours and figures. */
  readonly detail: FindingDetail;
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
  @ApiResponse({ status: 200, description: 'It runs.' })
  live() {
    return { status: 'ok' } as const;
  }

  @Get('ready')
  @ApiOperation({
    summary: 'The process can do its work: 200, or 503 with the checks that fail.',
    description: 'The status is degraded where it can and somebody should look at it.',
  })
  @ApiResponse({ status: 200, description: 'It can.' })
  @ApiResponse({ status: SERVICE_UNAVAILABLE, description: 'It cannot.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const found = await Promise.all(this.checks.map(findingOf));
    const ready = found.every(({ state }) => state !== 'down');
    const isFine = found.every(({ state }) => state === 'ok');
    const checks = found.map(readinessView);
    void reply.status(ready ? 200 : SERVICE_UNAVAILABLE).header('Cache-Control', 'no-store');
    const whenReady = isFine ? ('ok' as const) : ('degraded' as const);
    return { status: ready ? whenReady : ('not ready' as const), checks };
  }
}

const readinessView = ({ name, state, detail }: Finding & { readonly name: string }) => ({
  name,
  ok: state !== 'down',
  ...detail,
});

const findingOf = async (check: ReadinessCheck): Promise<Finding & { readonly name: string }> => {
  const look = 'look' in check ? check.look() : check.check().then(() => FINE);
  return { name: check.name, ...(await inTime(look)) };
};

const FINE: Finding = { state: 'ok', detail: {} };
const DOWN: Finding = { state: 'down', detail: {} };

const inTime = async (look: Promise<Finding>): Promise<Finding> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(DOWN), PATIENCE_MS);
  });
  return Promise.race([look.catch(() => DOWN), tooLate]).finally(() => clearTimeout(timer));
};
