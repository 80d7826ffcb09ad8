import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module';
import { ParticipantModule } from '../participant/participant.module';
import { AssessSchoolYearHandler } from './commands/assess-school-year';
import { RequestScholarshipHandler } from './commands/request-scholarship';
import { ScholarshipController } from './http/scholarship.controller';
import { GetScholarshipHandler } from './queries/get-scholarship';
import { SchoolPlans } from './queries/school-plans';
import { ScholarshipStreams } from './scholarship.streams';

@Module({
  imports: [ClaimModule, ParticipantModule],
  controllers: [ScholarshipController],
  providers: [
    ScholarshipStreams,
    RequestScholarshipHandler,
    AssessSchoolYearHandler,
    GetScholarshipHandler,
    SchoolPlans,
  ],
  exports: [ScholarshipStreams, SchoolPlans],
})
export class ScholarshipModule {}
