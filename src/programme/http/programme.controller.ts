import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { stateOf } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import { rupiah } from '../../kernel/rupiah';
import type { CommandContext } from '../../platform/command-context';
import { answerOf, setReadHeaders } from '../../platform/http/answers';
import { Ctx } from '../../platform/http/command-context';
import { money } from '../../platform/http/money';
import { Command, Query } from '../../platform/http/routes';
import { AgreeProgrammeCommand } from '../commands/agree-programme';
import { programmeDecider } from '../domain/programme.decider';
import { type Agreement, PROGRAMME_CODE } from '../domain/programme.events';
import { ProgrammeStreams } from '../programme.streams';
import { ProgrammeRequest } from './programme.requests';

@ApiTags('programmes')
@Controller('programmes')
export class ProgrammeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly programmes: ProgrammeStreams,
  ) {}

  @Post()
  @Command({ roles: ['administrator'], opensStream: true, summary: 'Record an agreement' })
  async agree(
    @Body() { code, jkkTariff, jkmTariff, ...agreed }: ProgrammeRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const tariff = { jkk: rupiah(jkkTariff.amount), jkm: rupiah(jkmTariff.amount) };
    const agreement: Agreement = { ...agreed, tariff };
    const decided = await this.commands.execute(
      new AgreeProgrammeCommand(code, agreement, context),
    );
    return answerOf(reply, {
      decided,
      body: { programme: programmeView(code, agreement) },
      location: `/v1/programmes/${code}`,
      dryRun: context.dryRun,
    });
  }

  @Get(':code')
  @Query({
    roles: ['administrator', 'enroller', 'adjuster', 'supervisor', 'finance', 'auditor'],
    summary: 'One agreement',
  })
  async get(@Param('code') code: string, @Res({ passthrough: true }) reply: FastifyReply) {
    if (!PROGRAMME_CODE.test(code)) throw new Rejection('not-found');
    const history = await this.programmes.history(code);
    const { agreement } = stateOf(programmeDecider, history);
    const last = history.at(-1);
    if (!agreement || !last) throw new Rejection('not-found');
    setReadHeaders(reply, last.position, history.length);
    return { programme: programmeView(code, agreement) };
  }
}

const programmeView = (code: string, { tariff, ...agreement }: Agreement) => ({
  code,
  ...agreement,
  jkkTariff: money(tariff.jkk),
  jkmTariff: money(tariff.jkm),
});
