import { Module } from '@nestjs/common';
import { AccessesController } from './http/accesses.controller';
import { ExplainController } from './http/explain.controller';
import { HistoryController } from './http/history.controller';
import { MetaController } from './http/meta.controller';
import { ReconciliationsController } from './http/reconciliations.controller';
import { ListAccessesHandler } from './queries/list-accesses';

@Module({
  controllers: [
    HistoryController,
    ExplainController,
    MetaController,
    AccessesController,
    ReconciliationsController,
  ],
  providers: [ListAccessesHandler],
})
export class AuditModule {}
