import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module';
import { ParticipantModule } from '../participant/participant.module';
import { AssessSchoolYearHandler } from './commands/assess-school-year';
import { EndPlaceHandler } from './commands/end-place';
import { EndPlaceByAgeHandler } from './commands/end-place-by-age';
import { RequestScholarshipHandler } from './commands/request-scholarship';
import { ScholarshipController } from './http/scholarship.controller';
import { GetScholarshipHandler } from './queries/get-scholarship';
import { SchoolPlans } from './queries/school-plans';
import { PlacesOverAgeHandler } from './queries/places-over-age';
import { ScholarshipStreams } from './scholarship.streams';

@Module({
  imports: [ClaimModule, ParticipantModule],
  controllers: [ScholarshipController],
  providers: [
    ScholarshipStreams,
    RequestScholarshipHandler,
    AssessSchoolYearHandler,
    EndPlaceHandler,
    EndPlaceByAgeHandler,
    PlacesOverAgeHandler,
    GetScholarshipHandler,
    SchoolPlans,
  ],
  exports: [ScholarshipStreams, SchoolPlans],
})
export class ScholarshipModule {}
