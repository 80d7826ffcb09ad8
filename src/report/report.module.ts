import { Module } from '@nestjs/common';
import { ReportController } from './http/report.controller';
import { PayoutReportHandler } from './queries/payout-report';

@Module({ controllers: [ReportController], providers: [PayoutReportHandler] })
export class ReportModule {}
