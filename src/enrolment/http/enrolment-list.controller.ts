import {
  Body,
  Controller,
  Get,
  Post,
  Query as Parameters,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../platform/command-context';
import { START } from '../../platform/event-store/event-store';
import { answerOf, setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { type Asker, Ctx, WhoAsks } from '../../platform/http/command-context';
import { NoFields } from '../../platform/http/fields';
import { InvalidRequest } from '../../platform/http/invalid-request';
import { cursorFrom, cursorValues, pageOf, pageSize } from '../../platform/http/paging';
import { publicId } from '../../platform/http/public-ids';
import { Command, Query } from '../../platform/http/routes';
import { uploadedFile } from '../../platform/http/uploaded-file';
import { readRow } from '../../platform/http/validation';
import { languageOf } from '../../platform/http/words';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { ApproveListCommand } from '../commands/approve-list';
import { ApproveUndoingCommand, RequestUndoingCommand } from '../commands/undo-list';
import { ReceiveListCommand, type ReceivedList } from '../commands/receive-list';
import {
  enrolmentListView,
  listSummary,
  quotaWarnings,
  undoneView,
  wouldCheckView,
} from '../enrolment-list.view';
import { GetListQuery } from '../queries/get-list';
import { ListListsQuery } from '../queries/list-lists';
import { ListFileQuery } from '../queries/list-file';
import {
  EnrolmentListFields,
  EnrolmentListsQuery,
  EnrolmentListUpload,
  ListFileParameters,
  ListUndoingRequest,
  termsIn,
  SECONDS_FOR_A_LIST,
} from './enrolment-list.requests';

const CONTENT_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** What the check of a file would find: in the answer of a dry run. */
type WouldCheckAnswer = { readonly wouldCheck?: ReturnType<typeof wouldCheckView> };

@ApiTags('enrolment-lists')
@Controller('enrolment-lists')
export class EnrolmentListController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly hasher: KeyedHasher,
  ) {}

  @Post()
  @Command({
    roles: ['enroller'],
    opensStream: true,
    multipart: true,
    seconds: SECONDS_FOR_A_LIST,
    summary: 'Bring a list of people; nothing is written for them before it is approved',
    description:
      'The file is read at once and then checked against the register: `GET` the list to follow it. The same file for ' +
      'the same programme, period and action is the same list, whatever its name. A dry run says in `wouldCheck` what ' +
      'the check would find, the register asked too, and keeps nothing.',
  })
  @ApiBody({ type: EnrolmentListUpload })
  async receive(
    @Req() request: FastifyRequest,
    @Ctx() given: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { file, fields } = await uploadedFile(request);
    const read = await readRow(EnrolmentListFields, fields);
    if (read instanceof InvalidRequest) throw read;
    const sent = { ...fields, file: this.hasher.fileRef(file) };
    // The guard has seen no body yet: a key that comes again with another file is another wish.
    const fingerprint = this.hasher.fingerprint('POST /v1/enrolment-lists', sent);
    const context = { ...given, fingerprint };
    const terms = termsIn(read);
    const received = await this.commands.execute(new ReceiveListCommand(file, terms, context));
    const body = await this.answer(request, reply, received, context);
    // Taken, and being checked.
    if (!context.dryRun && received.decided.added.length > 0) void reply.status(202);
    return body;
  }

  @Post(':id/approvals')
  @Command({
    roles: ['enroller'],
    judgement: true,
    summary: 'Approve a list that was checked: by another than who brought it',
    description:
      'Every row that is ready is then enrolled and covered; `GET` the list to follow it.',
  })
  async approve(
    @PathId('enl') listId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(new ApproveListCommand(listId, context));
    return this.answer(request, reply, { listId, decided }, context);
  }

  @Post(':id/undoings')
  @Command({
    roles: ['enroller', 'supervisor'],
    judgement: true,
    seconds: SECONDS_FOR_A_LIST,
    summary: 'Ask that an applied list be undone; the answer says what that would come to',
    description:
      'Cover that the list asked for is annulled, and each enrolment that it made and on which nothing else rests. ' +
      'Whoever is named in a claim or a scholarship stays as he is, and is named in the answer. A dry run only counts.',
  })
  async requestUndoing(
    @PathId('enl') listId: string,
    @Body() { reasonCode }: ListUndoingRequest,
    @Ctx() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { decided, counts } = await this.commands.execute(
      new RequestUndoingCommand(listId, reasonCode, context),
    );
    const body = await this.answer(request, reply, { listId, decided }, context);
    return { ...body, wouldUndo: undoneView(counts) };
  }

  @Post(':id/undoings/:request/approvals')
  @Command({
    roles: ['enroller', 'supervisor'],
    judgement: true,
    summary: 'Undo a list: by another than who asked; `GET` the list to follow it',
    description: 'Once it is undone, the same file can be brought again.',
  })
  async approveUndoing(
    @PathId('enl') listId: string,
    @PathId('req', 'request') requestId: string,
    @Body() _body: NoFields,
    @Ctx() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const decided = await this.commands.execute(
      new ApproveUndoingCommand(listId, requestId, context),
    );
    return this.answer(request, reply, { listId, decided }, context);
  }

  @Get()
  @Query({
    roles: ['enroller', 'supervisor', 'auditor'],
    summary: 'The lists that were brought, the newest first',
  })
  async list(
    @Parameters() query: EnrolmentListsQuery,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { status, programme, minPosition } = query;
    const name = `enrolment-lists:${[status, programme].join(':')}`;
    const after = cursorValues(name, query.cursor, ['string', 'string']) as
      readonly [string, string] | null;
    const limit = pageSize(query);
    const { lists, read } = await this.queries.execute(
      new ListListsQuery({ status, programme, after, limit: limit + 1 }, area, minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(lists, limit, read, {
      shown: listSummary,
      cursor: ({ receivedAt, id }) => cursorFrom(name, [receivedAt, id]),
    });
  }

  @Get(':id')
  @Query({
    roles: ['enroller', 'supervisor', 'auditor'],
    summary: 'One list: how far it is, what was found in it, with cells and what to do',
  })
  async get(
    @PathId('enl') listId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { list, waiting, history } = await this.queries.execute(new GetListQuery(listId));
    setReadHeaders(reply, history.at(-1)?.position ?? START, history.length);
    const language = languageOf(request.headers['accept-language']);
    return { enrolmentList: enrolmentListView(listId, list, waiting, language) };
  }

  @Get(':id/file')
  @Query({
    roles: ['enroller', 'supervisor', 'auditor'],
    opensPersonal: true,
    files: [CONTENT_TYPES.xlsx, 'text/csv'],
    summary: 'The same file back, with STATUS and KETERANGAN; only faulty rows on request',
    description: 'For whoever brought it; for others with pii:read and an Access-Purpose.',
  })
  async file(
    @PathId('enl') listId: string,
    @Parameters() { rows }: ListFileParameters,
    @WhoAsks() asker: Asker,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const language = languageOf(request.headers['accept-language']);
    const onlyFor = asker.mayOpenPersonal ? null : asker.actor;
    const { format, bytes } = await this.queries.execute(
      new ListFileQuery(listId, rows ?? 'all', language, onlyFor),
    );
    setReadHeaders(reply, START);
    return new StreamableFile(bytes, {
      type: CONTENT_TYPES[format],
      disposition: `attachment; filename="${publicId('enl', listId)}.${format}"`,
      length: bytes.length,
    });
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    { listId, decided, wouldCheck }: ReceivedList,
    { dryRun }: CommandContext,
  ) {
    const language = languageOf(request.headers['accept-language']);
    const isThere = !dryRun || decided.history.length > decided.added.length;
    const found = isThere ? await this.queries.execute(new GetListQuery(listId)) : null;
    const view = found && enrolmentListView(listId, found.list, found.waiting, language);
    const location = `/v1/enrolment-lists/${publicId('enl', listId)}`;
    const would: WouldCheckAnswer = wouldCheck
      ? { wouldCheck: wouldCheckView(wouldCheck, language) }
      : {};
    const body = { enrolmentList: view, ...would };
    const warnings = quotaWarnings(wouldCheck?.quota ?? found?.list.checked?.quota);
    return answerOf(reply, { decided, body, location, warnings, dryRun });
  }
}
