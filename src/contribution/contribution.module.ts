import { Module } from '@nestjs/common';
import { ParticipantModule } from '../participant/participant.module';
import { ProgrammeModule } from '../programme/programme.module';
import { PayContributionHandler } from './commands/pay-contribution';
import { ContributionStreams } from './contribution.streams';
import { ContributionController } from './http/contribution.controller';

@Module({
  imports: [ProgrammeModule, ParticipantModule],
  controllers: [ContributionController],
  providers: [ContributionStreams, PayContributionHandler],
})
export class ContributionModule {}
