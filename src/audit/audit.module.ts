import { Module } from '@nestjs/common';
import { AccessesController } from './http/accesses.controller';
import { HistoryController } from './http/history.controller';
import { MetaController } from './http/meta.controller';
import { ListAccessesHandler } from './queries/list-accesses';

@Module({
  controllers: [HistoryController, MetaController, AccessesController],
  providers: [ListAccessesHandler],
})
export class AuditModule {}
