import { Module } from '@nestjs/common';
import { ParticipantModule } from '../participant/participant.module';
import { ProgrammeModule } from '../programme/programme.module';
import { ClaimStreams } from './claim.streams';
import { ClaimedElsewhere } from './queries/claimed-elsewhere';
import { MergedRecords } from './queries/merged-records';
import { AcceptClaimHandler } from './commands/accept-claim';
import { AssessBenefitHandler } from './commands/assess-benefit';
import { CorrectCauseHandler } from './commands/correct-cause';
import { DecideOnClaimHandler } from './commands/decide-on-claim';
import { EstablishHeirsHandler } from './commands/establish-heirs';
import { RecordDeathOfClaimHandler } from './commands/record-death-of-claim';
import { ReportAccidentHandler } from './commands/report-accident';
import { ReportDeathHandler } from './commands/report-death';
import { RetractDeathOfClaimHandler } from './commands/retract-death-of-claim';
import { VoidClaimHandler } from './commands/void-claim';
import { AccidentBenefitsController } from './http/accident-benefits.controller';
import { CauseCorrectionController } from './http/cause-correction.controller';
import { ClaimBenefitsController } from './http/claim-benefits.controller';
import { ClaimLifeController } from './http/claim-life.controller';
import { ClaimQueriesController } from './http/claim-queries.controller';
import { ClaimReportsController } from './http/claim-reports.controller';
import { ClaimController } from './http/claim.controller';
import { GetClaimHandler } from './queries/get-claim';
import { ListClaimsHandler } from './queries/list-claims';

@Module({
  imports: [ProgrammeModule, ParticipantModule],
  controllers: [
    ClaimReportsController,
    ClaimController,
    ClaimLifeController,
    CauseCorrectionController,
    ClaimBenefitsController,
    AccidentBenefitsController,
    ClaimQueriesController,
  ],
  providers: [
    ClaimStreams,
    ClaimedElsewhere,
    MergedRecords,
    ReportAccidentHandler,
    ReportDeathHandler,
    AcceptClaimHandler,
    RecordDeathOfClaimHandler,
    RetractDeathOfClaimHandler,
    VoidClaimHandler,
    EstablishHeirsHandler,
    AssessBenefitHandler,
    DecideOnClaimHandler,
    CorrectCauseHandler,
    GetClaimHandler,
    ListClaimsHandler,
  ],
  exports: [ClaimStreams, MergedRecords],
})
export class ClaimModule {}
