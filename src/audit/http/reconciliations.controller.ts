import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { setReadHeaders } from '../../platform/http/answers';
import { Count } from '../../platform/http/fields';
import { ReadQuery } from '../../platform/http/paging';
import { Query } from '../../platform/http/routes';
import { EventStore } from '../../platform/event-store/event-store';
import { isRight, type Reconciliation } from '../../platform/read-models/certificate';
import { ReadModels } from '../../platform/read-models/read-models';

class ReconciliationsQuery extends ReadQuery {
  @Count({ min: 1, max: 100, fromQuery: true, optional: true })
  limit: number | null;
}

const USUAL = 10;

@ApiTags('audit')
@Controller('audit')
export class ReconciliationsController {
  constructor(
    private readonly readModels: ReadModels,
    private readonly store: EventStore,
  ) {}

  /** A read model that is not in the list has never been held against the log since it was built. */
  @Get('reconciliations')
  @Query({
    roles: ['auditor', 'administrator'],
    summary: 'Whether each read model is what the log says, as it was last folded afresh',
    description:
      'The last results of each read model, newest first. A running office makes one a day, and `projections verify`.',
  })
  async list(
    @Parameters() { limit }: ReconciliationsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.readModels.reconciliations(limit ?? USUAL);
    setReadHeaders(reply, await this.store.head());
    return { data: found.map(reconciliationView) };
  }
}

const reconciliationView = ({ finishedAt, certificate }: Reconciliation) => ({
  ...certificate,
  finishedAt: finishedAt.toISOString(),
  isRight: isRight(certificate),
});
