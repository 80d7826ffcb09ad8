import { Module } from '@nestjs/common';
import { ProgrammeModule } from '../programme/programme.module';
import { CoverParticipantHandler } from './commands/cover-participant';
import { DecideOnParticipantHandler } from './commands/decide-on-participant';
import { EnrolParticipantsHandler } from './commands/enrol-participants';
import { Enrolment } from './enrolment';
import { ParticipantBatchController } from './http/participant-batch.controller';
import { ParticipantQueriesController } from './http/participant-queries.controller';
import { ParticipantController } from './http/participant.controller';
import { ParticipantStreams } from './participant.streams';
import { CoveredPeople } from './queries/covered-people';
import { GetParticipantHandler } from './queries/get-participant';
import { ListParticipantsHandler } from './queries/list-participants';
import { People } from './queries/people';

@Module({
  imports: [ProgrammeModule],
  controllers: [ParticipantController, ParticipantBatchController, ParticipantQueriesController],
  providers: [
    ParticipantStreams,
    Enrolment,
    EnrolParticipantsHandler,
    CoverParticipantHandler,
    DecideOnParticipantHandler,
    GetParticipantHandler,
    ListParticipantsHandler,
    CoveredPeople,
    People,
  ],
  exports: [ParticipantStreams, CoveredPeople, People],
})
export class ParticipantModule {}
