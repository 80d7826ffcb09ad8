import { Module } from '@nestjs/common';
import { ProgrammeModule } from '../programme/programme.module';
import { ScholarshipModule } from '../scholarship/scholarship.module';
import { ReportController } from './http/report.controller';
import { CommitmentReportHandler } from './queries/commitment-report';
import { PayoutReportHandler } from './queries/payout-report';
import { SetOffReportHandler } from './queries/set-off-report';

@Module({
  imports: [ProgrammeModule, ScholarshipModule],
  controllers: [ReportController],
  providers: [PayoutReportHandler, CommitmentReportHandler, SetOffReportHandler],
})
export class ReportModule {}
