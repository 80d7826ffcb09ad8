import { Module } from '@nestjs/common';
import { AgreeProgrammeHandler } from './commands/agree-programme';
import { ProgrammeController } from './http/programme.controller';
import { ProgrammeStreams } from './programme.streams';

@Module({
  controllers: [ProgrammeController],
  providers: [ProgrammeStreams, AgreeProgrammeHandler],
  exports: [ProgrammeStreams],
})
export class ProgrammeModule {}
