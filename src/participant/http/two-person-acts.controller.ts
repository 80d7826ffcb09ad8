import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../platform/command-context';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import { Command } from '../../platform/http/routes';
import { MergeParticipantsCommand, RetractDeathCommand } from '../commands/two-person-acts';
import { answer } from './participant.answer';
import { DeathRetractionRequest, MergeRequest } from './person.requests';

/** What a single person must not undo: a death, and that two participants are one. */
@ApiTags('participants')
@Controller('participants/:id')
export class TwoPersonActsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('death-retractions')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Ask that a recorded death be retracted',
    description:
      'Refused (409 `death-claim-open`) while a claim for the death is neither refused, withdrawn nor voided.',
  })
  requestRetraction(
    @PathId('par') participantId: string,
    @Body() { reasonCode }: DeathRetractionRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.retract(new RetractDeathCommand(participantId, { reasonCode }, context), reply);
  }

  @Post('death-retractions/:request/approvals')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Retract a death: by another than who asked',
  })
  approveRetraction(
    @PathId('par') participantId: string,
    @PathId('req', 'request') requestId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.retract(new RetractDeathCommand(participantId, { requestId }, context), reply);
  }

  @Post('merges')
  @Command({
    roles: ['supervisor'],
    judgement: true,
    summary: 'Ask that this participant be merged into another, who survives',
    description:
      'Whoever has a death claim or a scholarship is the survivor; where both have one, it is refused. The merged participant has no cover, and reports go to the survivor.',
  })
  requestMerge(
    @PathId('par') participantId: string,
    @Body() { survivorId, reasonCode }: MergeRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = { survivorId, reasonCode };
    return this.merge(new MergeParticipantsCommand(participantId, asked, context), reply);
  }

  @Post('merges/:request/approvals')
  @Command({ roles: ['supervisor'], judgement: true, summary: 'Merge: by another than who asked' })
  approveMerge(
    @PathId('par') participantId: string,
    @PathId('req', 'request') requestId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.merge(new MergeParticipantsCommand(participantId, { requestId }, context), reply);
  }

  private async retract(command: RetractDeathCommand, reply: FastifyReply) {
    return answer(reply, await this.commands.execute(command), command.context);
  }

  private async merge(command: MergeParticipantsCommand, reply: FastifyReply) {
    return answer(reply, await this.commands.execute(command), command.context);
  }
}
