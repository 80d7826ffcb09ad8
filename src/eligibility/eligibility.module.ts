import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module';
import { ParticipantModule } from '../participant/participant.module';
import { ProgrammeModule } from '../programme/programme.module';
import { EligibilityController } from './http/eligibility.controller';
import { CheckEligibilityHandler } from './queries/check-eligibility';

@Module({
  imports: [ProgrammeModule, ParticipantModule, ClaimModule],
  controllers: [EligibilityController],
  providers: [CheckEligibilityHandler],
})
export class EligibilityModule {}
