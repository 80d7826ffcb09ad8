import { Module } from '@nestjs/common';
import { ParticipantModule } from '../participant/participant.module';
import { ProgrammeModule } from '../programme/programme.module';
import { ListApplication } from './apply-list';
import { ListCheck } from './check-list';
import { ApproveListHandler } from './commands/approve-list';
import { ReceiveListHandler } from './commands/receive-list';
import { ApproveUndoingHandler, RequestUndoingHandler } from './commands/undo-list';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { EnrolmentListController } from './http/enrolment-list.controller';
import { ListUpload } from './list-upload';
import { ListSteps } from './list-steps';
import { ListWork } from './list-work';
import { ListUndoingWork } from './undo-list';
import { GetListHandler } from './queries/get-list';
import { ListListsHandler } from './queries/list-lists';
import { ListFileHandler } from './queries/list-file';

@Module({
  imports: [ProgrammeModule, ParticipantModule],
  controllers: [EnrolmentListController],
  providers: [
    EnrolmentListStreams,
    ListCheck,
    ListApplication,
    ListUpload,
    ListSteps,
    ListWork,
    ListListsHandler,
    ReceiveListHandler,
    ApproveListHandler,
    ListUndoingWork,
    RequestUndoingHandler,
    ApproveUndoingHandler,
    GetListHandler,
    ListFileHandler,
  ],
})
export class EnrolmentModule {}
