import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../platform/command-context';
import { START } from '../../platform/event-store/event-store';
import { answerOf, setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { Ctx } from '../../platform/http/command-context';
import { type InvalidPart, InvalidRequest, pointerTo } from '../../platform/http/invalid-request';
import { publicId } from '../../platform/http/public-ids';
import { Command, Query } from '../../platform/http/routes';
import { uploadedFile } from '../../platform/http/uploaded-file';
import { languageOf } from '../../platform/http/words';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import type { WouldConfirm } from '../answer-files';
import { ReceiveAnswerCommand } from '../commands/receive-answer';
import { confirmationView } from '../confirmations.view';
import { type ConfirmationsFound, GetConfirmationsQuery } from '../queries/get-confirmations';
import { PayersAnswerUpload, SECONDS_FOR_A_LIST } from './enrolment-list.requests';

@ApiTags('enrolment-lists')
@Controller('enrolment-lists/:id/confirmations')
export class ConfirmationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly hasher: KeyedHasher,
  ) {}

  @Post()
  @Command({
    roles: ['enroller'],
    multipart: true,
    seconds: SECONDS_FOR_A_LIST,
    summary: 'Bring the payer’s answer to a list: its active list, in one file or in several',
    description:
      'Each period that the list asked for is started with its KPJ, or refused on the ground that STATUS and KETERANGAN ' +
      'give. Nothing is written for anybody whose name, birth date or days of cover differ, or who was not asked for: ' +
      '`GET` shows them. The same file again changes nothing. A dry run says what it would come to.',
  })
  @ApiBody({ type: PayersAnswerUpload })
  async receive(
    @PathId('enl') listId: string,
    @Req() request: FastifyRequest,
    @Ctx() given: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { file, fields } = await uploadedFile(request);
    const surplus = Object.keys(fields).map((name): InvalidPart => ({
      in: 'body',
      pointer: pointerTo([name]),
      fault: 'unknown-field',
    }));
    if (surplus.length > 0) throw new InvalidRequest(surplus);
    const path = `/v1/enrolment-lists/${publicId('enl', listId)}/confirmations`;
    // The guard has seen no body yet: a key that comes again with another file is another wish.
    const sent = { file: this.hasher.fileRef(file) };
    const context = { ...given, fingerprint: this.hasher.fingerprint(`POST ${path}`, sent) };
    const { decided, wouldConfirm } = await this.commands.execute(
      new ReceiveAnswerCommand(listId, file, context),
    );
    const found = await this.queries.execute(new GetConfirmationsQuery(listId));
    const would: WouldConfirmAnswer = wouldConfirm ? { wouldConfirm } : {};
    const body = { confirmations: viewOf(found, request), ...would };
    const { dryRun } = context;
    const answered = answerOf(reply, { decided, body, location: path, dryRun });
    // Taken, and being worked through.
    if (!dryRun && decided.added.length > 0) void reply.status(202);
    return answered;
  }

  @Get()
  @Query({
    roles: ['enroller', 'supervisor', 'auditor'],
    summary: 'What the payer answered to a list, and where that differs from what was asked',
    description:
      'By answer: counts, differences with cells and what to do, and who had no answer when it was worked through (the ' +
      'first 200 are named).',
  })
  async get(
    @PathId('enl') listId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.queries.execute(new GetConfirmationsQuery(listId));
    setReadHeaders(reply, found.position ?? START, found.version);
    return { confirmations: viewOf(found, request) };
  }
}

/** What an answer would come to: in the answer of a dry run. */
type WouldConfirmAnswer = { readonly wouldConfirm?: WouldConfirm };

const viewOf = ({ answers }: ConfirmationsFound, request: FastifyRequest) => {
  const language = languageOf(request.headers['accept-language']);
  return answers.map((answer) => confirmationView(answer, language));
};
