import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuditModule } from './audit/audit.module';
import { caseDirectory } from './case-directory';
import { ClaimModule } from './claim/claim.module';
import { ContributionModule } from './contribution/contribution.module';
import { EligibilityModule } from './eligibility/eligibility.module';
import { EnrolmentModule } from './enrolment/enrolment.module';
import { ErasureModule } from './erasure/erasure.module';
import { ParticipantModule } from './participant/participant.module';
import { PayoutModule } from './payout/payout.module';
import { placesIn } from './places';
import { EventStore } from './platform/event-store/event-store';
import { CaseNumbers } from './platform/http/case-numbers';
import { type Platform, PlatformModule } from './platform/platform.module';
import { Exclusions } from './platform/read-models/exclusions';
import { RowsReader } from './platform/read-models/rows-reader';
import { Places } from './platform/security/places';
import { ApprovalAuthority } from './payout/approval-authority';
import { ProgrammeModule } from './programme/programme.module';
import { ReportModule } from './report/report.module';
import { ScholarshipModule } from './scholarship/scholarship.module';
import { WorklistModule } from './worklist/worklist.module';

/** The table of contents. */
@Module({})
export class AppModule {
  static on(platform: Platform, authority: ApprovalAuthority): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PlatformModule.with(platform),
        CqrsModule.forRoot(),
        ProgrammeModule,
        ParticipantModule,
        EnrolmentModule,
        ContributionModule,
        ClaimModule,
        ScholarshipModule,
        EligibilityModule,
        PayoutModule,
        WorklistModule,
        ReportModule,
        AuditModule,
        ErasureModule,
      ],
      providers: [
        { provide: ApprovalAuthority, useValue: authority },
        { provide: CaseNumbers, useFactory: caseDirectory, inject: [RowsReader] },
        { provide: Places, useFactory: placesIn, inject: [EventStore, RowsReader] },
        Exclusions,
      ],
      exports: [ApprovalAuthority, CaseNumbers, Places, Exclusions],
    };
  }
}
