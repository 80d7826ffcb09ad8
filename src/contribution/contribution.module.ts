import { Module } from '@nestjs/common';
import { ParticipantModule } from '../participant/participant.module';
import { ProgrammeModule } from '../programme/programme.module';
import { PayContributionHandler } from './commands/pay-contribution';
import { RefundContributionHandler } from './commands/refund-contribution';
import { ContributionStreams } from './contribution.streams';
import { FinishInterrupted } from './finish-interrupted';
import { FinishPayment } from './finish-payment';
import { ContributionReportController } from './http/contribution-report.controller';
import { ContributionController } from './http/contribution.controller';
import { PaymentParts } from './payment-parts';
import { ContributionHeadsHandler } from './queries/contribution-heads';
import { ContributionReportHandler } from './queries/contribution-report';
import { GetContributionPaymentHandler } from './queries/get-contribution-payment';

@Module({
  imports: [ProgrammeModule, ParticipantModule],
  controllers: [ContributionController, ContributionReportController],
  providers: [
    ContributionStreams,
    PaymentParts,
    FinishPayment,
    FinishInterrupted,
    PayContributionHandler,
    RefundContributionHandler,
    GetContributionPaymentHandler,
    ContributionReportHandler,
    ContributionHeadsHandler,
  ],
})
export class ContributionModule {}
