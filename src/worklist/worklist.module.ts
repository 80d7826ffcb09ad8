import { Module } from '@nestjs/common';
import { WorklistController } from './http/worklist.controller';
import { GetWorklistHandler } from './queries/get-worklist';

@Module({ controllers: [WorklistController], providers: [GetWorklistHandler] })
export class WorklistModule {}
