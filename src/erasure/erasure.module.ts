import { Module } from '@nestjs/common';
import { ApproveErasureHandler } from './commands/approve-erasure';
import { RequestErasureHandler } from './commands/request-erasure';
import { ErasureStreams } from './erasure.streams';
import { ErasureController } from './http/erasure.controller';
import { PeopleAndCases } from './people-and-cases';
import { Traces } from './traces';

@Module({
  controllers: [ErasureController],
  providers: [ErasureStreams, PeopleAndCases, Traces, RequestErasureHandler, ApproveErasureHandler],
})
export class ErasureModule {}
