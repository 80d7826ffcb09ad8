import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Rejection } from '../../kernel/rejection';
import type { CommandContext } from '../../platform/command-context';
import type { Decided } from '../../platform/event-store/decide-and-append';
import { answerOf, setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { Code, NoFields } from '../../platform/http/fields';
import { publicId } from '../../platform/http/public-ids';
import { Command, Query } from '../../platform/http/routes';
import { ApproveErasureCommand } from '../commands/approve-erasure';
import { RequestErasureCommand } from '../commands/request-erasure';
import type { ErasureEvent } from '../domain/erasure.events';
import { ErasureStreams } from '../erasure.streams';
import { erasureView } from '../erasure.view';
import { publicSubject, type Subject, subjectFrom } from '../subject';

class ErasureRequest {
  @Code(/^[a-z][a-z0-9_]{2,39}$/, 'asked_by_the_person')
  reasonCode: string;
}

const WHO_IS_WHO =
  'One person at a time, `par_…` or `mem_…`: a participant who also stands in somebody’s family, or who reported ' +
  'an accident, has another id there, and each is erased by itself. What is erased is what names the person: name, ' +
  'NIK, address, phone, accounts, diagnoses, words. Amounts, days, places and keyed hashes stay, so that the money ' +
  'can still be explained. What others told of themselves (a reporter, a guardian, a hospital) stays theirs.';

@ApiTags('subjects')
@Controller('subjects/:id/erasures')
export class ErasureController {
  constructor(
    private readonly commands: CommandBus,
    private readonly erasures: ErasureStreams,
  ) {}

  @Post()
  @Command({
    roles: ['administrator'],
    opensStream: true,
    summary: 'Ask that a person be erased',
    description: `${WHO_IS_WHO}\n\nRefused (409 \`money-moving\`, \`person-owed\`, \`cover-runs\`) while a claim of or for the person is open, a payout to the person is neither confirmed nor cancelled, an overpayment is open, a scholarship runs, or the cover of a living participant runs or is to come: end it first. An erased participant is not found by NIK, and the NIK is not enrolled again.`,
  })
  async request(
    @Param('id') publicName: string,
    @Body() { reasonCode }: ErasureRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const subject = subjectFrom(publicName);
    const decided = await this.commands.execute(
      new RequestErasureCommand(subject, reasonCode, context),
    );
    return erasureAnswer(reply, subject, decided, context);
  }

  @Post(':request/approvals')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Erase a person: by another than who asked, and for ever',
    description:
      'The same matters are looked at again. Answered once the key is empty and the names are gone.',
  })
  async approve(
    @Param('id') publicName: string,
    @PathId('req', 'request') requestId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const subject = subjectFrom(publicName);
    const decided = await this.commands.execute(
      new ApproveErasureCommand(subject, requestId, context),
    );
    return erasureAnswer(reply, subject, decided, context);
  }

  @Get(':request')
  @Query({
    roles: ['administrator', 'supervisor', 'auditor'],
    summary: 'One erasure: asked by whom, approved by whom',
  })
  async get(
    @Param('id') publicName: string,
    @PathId('req', 'request') requestId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const subject = subjectFrom(publicName);
    const history = await this.erasures.history(subject.id);
    const last = history.at(-1);
    if (!last || history[0]?.data.requestId !== requestId) throw new Rejection('not-found');
    setReadHeaders(reply, last.position, history.length);
    return { erasure: erasureView(subject, history) };
  }
}

const erasureAnswer = (
  reply: FastifyReply,
  subject: Subject,
  decided: Decided<ErasureEvent>,
  { dryRun }: CommandContext,
) => {
  const requestId = decided.history[0]?.data.requestId ?? '';
  return answerOf(reply, {
    decided,
    body: { erasure: erasureView(subject, decided.history) },
    location: `/v1/subjects/${publicSubject(subject)}/erasures/${publicId('req', requestId)}`,
    dryRun,
  });
};
