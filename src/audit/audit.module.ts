import { Module } from '@nestjs/common';
import { HistoryController } from './http/history.controller';
import { MetaController } from './http/meta.controller';

@Module({ controllers: [HistoryController, MetaController] })
export class AuditModule {}
