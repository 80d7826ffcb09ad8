import { Module } from '@nestjs/common';
import { ProgrammeModule } from '../programme/programme.module';
import { ChangeCoverHandler } from './commands/change-cover';
import { CasesOfParticipant } from './cases-of-participant';
import { CorrectIdentityHandler } from './commands/correct-identity';
import { CorrectParticipantHandler } from './commands/correct-participant';
import { CoverParticipantHandler } from './commands/cover-participant';
import { DecideOnParticipantHandler } from './commands/decide-on-participant';
import { EnrolParticipantsHandler } from './commands/enrol-participants';
import { MergeParticipantsHandler, RetractDeathHandler } from './commands/two-person-acts';
import { Enrolment } from './enrolment';
import { ListAnswers } from './list-answers';
import { ListedPeople, ListEnding } from './list-ending';
import { ListStandings } from './list-standing';
import { ListUndoing } from './list-undoing';
import { CoverageController } from './http/coverage.controller';
import { ParticipantBatchController } from './http/participant-batch.controller';
import { ParticipantQueriesController } from './http/participant-queries.controller';
import { ParticipantSearchController } from './http/participant-search.controller';
import { ParticipantController } from './http/participant.controller';
import { PersonController } from './http/person.controller';
import { TwoPersonActsController } from './http/two-person-acts.controller';
import { ParticipantStreams } from './participant.streams';
import { PeopleByNik } from './people-by-nik';
import { CoveredPeople } from './queries/covered-people';
import { GetParticipantHandler } from './queries/get-participant';
import { ListParticipantsHandler } from './queries/list-participants';
import { LookUpParticipantHandler } from './queries/look-up-participant';
import { People } from './queries/people';
import { SearchParticipantsHandler } from './queries/search-participants';

@Module({
  imports: [ProgrammeModule],
  controllers: [
    ParticipantController,
    CoverageController,
    PersonController,
    TwoPersonActsController,
    ParticipantBatchController,
    // Before the one that would take `searches` for an id.
    ParticipantSearchController,
    ParticipantQueriesController,
  ],
  providers: [
    ParticipantStreams,
    Enrolment,
    PeopleByNik,
    ListUndoing,
    ListStandings,
    ListEnding,
    ListAnswers,
    ListedPeople,
    EnrolParticipantsHandler,
    CoverParticipantHandler,
    ChangeCoverHandler,
    CasesOfParticipant,
    CorrectParticipantHandler,
    CorrectIdentityHandler,
    RetractDeathHandler,
    MergeParticipantsHandler,
    DecideOnParticipantHandler,
    GetParticipantHandler,
    ListParticipantsHandler,
    LookUpParticipantHandler,
    SearchParticipantsHandler,
    CoveredPeople,
    People,
  ],
  exports: [
    ParticipantStreams,
    CoveredPeople,
    People,
    Enrolment,
    ListUndoing,
    ListStandings,
    ListEnding,
    ListAnswers,
    ListedPeople,
  ],
})
export class ParticipantModule {}
