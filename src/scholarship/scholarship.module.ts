import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module';
import { AssessSchoolYearHandler } from './commands/assess-school-year';
import { RequestScholarshipHandler } from './commands/request-scholarship';
import { ScholarshipController } from './http/scholarship.controller';
import { GetScholarshipHandler } from './queries/get-scholarship';
import { ScholarshipStreams } from './scholarship.streams';

@Module({
  imports: [ClaimModule],
  controllers: [ScholarshipController],
  providers: [
    ScholarshipStreams,
    RequestScholarshipHandler,
    AssessSchoolYearHandler,
    GetScholarshipHandler,
  ],
  exports: [ScholarshipStreams],
})
export class ScholarshipModule {}
