import { Module } from '@nestjs/common';
import { ParticipantModule } from '../participant/participant.module';
import { ProgrammeModule } from '../programme/programme.module';
import { AnswerFiles } from './answer-files';
import { ListApplication } from './apply-list';
import { ListCheck } from './check-list';
import { ApproveListHandler } from './commands/approve-list';
import { ReceiveAnswerHandler } from './commands/receive-answer';
import { ReceiveListHandler } from './commands/receive-list';
import { ApproveUndoingHandler, RequestUndoingHandler } from './commands/undo-list';
import { ListConfirmation } from './confirm-list';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { ConfirmationsController } from './http/confirmations.controller';
import { EnrolmentListController } from './http/enrolment-list.controller';
import { ListFiles } from './list-files';
import { ListMembers } from './list-members';
import { ListUpload } from './list-upload';
import { ListSteps, StepsAfterApplying } from './list-steps';
import { ListQueue } from './list-queue';
import { ListWork } from './list-work';
import { ListTryOut } from './try-list-out';
import { ListUndoingWork } from './undo-list';
import { GetConfirmationsHandler } from './queries/get-confirmations';
import { GetListHandler } from './queries/get-list';
import { ListListsHandler } from './queries/list-lists';
import { ListFileHandler } from './queries/list-file';

@Module({
  imports: [ProgrammeModule, ParticipantModule],
  controllers: [EnrolmentListController, ConfirmationsController],
  providers: [
    EnrolmentListStreams,
    ListCheck,
    ListApplication,
    ListUpload,
    ListTryOut,
    ListFiles,
    StepsAfterApplying,
    ListSteps,
    ListQueue,
    ListWork,
    ListListsHandler,
    ReceiveListHandler,
    ApproveListHandler,
    ListMembers,
    ListUndoingWork,
    ListConfirmation,
    AnswerFiles,
    ReceiveAnswerHandler,
    GetConfirmationsHandler,
    RequestUndoingHandler,
    ApproveUndoingHandler,
    GetListHandler,
    ListFileHandler,
  ],
})
export class EnrolmentModule {}
