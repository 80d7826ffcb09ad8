import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module';
import { ParticipantModule } from '../participant/participant.module';
import { ScholarshipModule } from '../scholarship/scholarship.module';
import { BenefitStreams } from './benefit-streams';
import { ApproveBenefitHandler } from './commands/approve-benefit';
import { DecideOnBenefitHandler } from './commands/decide-on-benefit';
import { RecheckApprovalsHandler } from './commands/recheck-approvals';
import { ReplacePayoutHandler } from './commands/replace-payout';
import { SendPayoutHandler } from './commands/send-payout';
import { BenefitController } from './http/benefit.controller';
import { ClaimCaseController, ScholarshipCaseController } from './http/case-benefits.controller';
import { PayoutQueriesController } from './http/payout-queries.controller';
import { PayoutController } from './http/payout.controller';
import { ListPayoutsHandler } from './queries/list-payouts';
import { PeopleWithApprovals } from './queries/people-with-approvals';

@Module({
  imports: [ParticipantModule, ClaimModule, ScholarshipModule],
  controllers: [
    ClaimCaseController,
    ScholarshipCaseController,
    BenefitController,
    PayoutController,
    PayoutQueriesController,
  ],
  providers: [
    BenefitStreams,
    PeopleWithApprovals,
    ApproveBenefitHandler,
    SendPayoutHandler,
    ReplacePayoutHandler,
    DecideOnBenefitHandler,
    RecheckApprovalsHandler,
    ListPayoutsHandler,
  ],
})
export class PayoutModule {}
