import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rupiah } from '../../kernel/rupiah';
import type { CommandContext } from '../../platform/command-context';
import { isAfter, type Position, START } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { Ctx } from '../../platform/http/command-context';
import { InvalidRequest } from '../../platform/http/invalid-request';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body';
import { type Problem, problemFor } from '../../platform/http/problem';
import { PROBLEM_CATALOGUE, type ProblemCatalogue } from '../../platform/http/problem-catalogue';
import { publicId } from '../../platform/http/public-ids';
import { Command } from '../../platform/http/routes';
import { readRow } from '../../platform/http/validation';
import { languageOf } from '../../platform/http/words';
import { EnrolParticipantsCommand } from '../commands/enrol-participants';
import type { Enrolled, Row } from '../enrolment';
import { newcomerFrom } from './newcomer';
import { type BatchCoverBody, NewcomerRow, ParticipantBatchRequest } from './participant.requests';

/** What became of a row: as enrolled, known or refused by the domain, or not readable at all. */
type RowOutcome = Enrolled | InvalidRequest;

@ApiTags('participants')
@ApiExtraModels(NewcomerRow)
@Controller('participant-batches')
export class ParticipantBatchController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(PROBLEM_CATALOGUE) private readonly catalogue: ProblemCatalogue,
  ) {}

  /** Each row has an outcome of its own; a refused one holds up no other and is decided again when the batch is repeated. */
  @Post()
  @Command({
    roles: ['enroller'],
    opensStream: true,
    bodyLimit: BATCH_BODY_LIMIT,
    seconds: 60,
    summary: 'Enrol and cover up to 1,000 people, with an outcome for each',
  })
  async enrol(
    @Body() { programme, coverage, rows }: ParticipantBatchRequest,
    @Ctx() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = await Promise.all(rows.map((row) => readRow(NewcomerRow, row)));
    const cover = coverage && coverFrom(coverage, programme);
    const readable = read.flatMap((row, index): readonly Row[] =>
      row instanceof InvalidRequest
        ? []
        : [{ newcomer: newcomerFrom(row, programme, cover), row: index }],
    );
    const enrolled = await this.commands.execute(new EnrolParticipantsCommand(readable, context));
    const outcomes = inOrder(read, readable, enrolled);

    const position = latestOf(enrolled);
    setReadHeaders(reply, position);
    if (enrolled.some((one) => one.outcome !== 'refused' && one.decided.replayed))
      void reply.header('Idempotent-Replayed', 'true');
    return {
      counts: countsOf(outcomes),
      rows: outcomes.map((outcome, row) => this.rowView(outcome, row, request)),
      position,
    };
  }

  private rowView(outcome: RowOutcome, row: number, request: FastifyRequest) {
    if (outcome instanceof InvalidRequest || outcome.outcome === 'refused') {
      const error = outcome instanceof InvalidRequest ? outcome : outcome.rejection;
      const problem = problemFor(error, this.catalogue, {
        language: languageOf(request.headers['accept-language']),
        path: '',
        requestId: request.id,
      });
      return { row, outcome: 'refused' as const, ...wordsOf(problem) };
    }
    const { participantId, decided } = outcome;
    return {
      row,
      outcome: outcome.outcome,
      id: publicId('par', participantId),
      events: decided.added.map(({ type, revision }) => ({ type, version: revision + 1 })),
      warnings: decided.added.flatMap((event) =>
        event.type === 'ParticipantEnrolled'
          ? event.data.warnings.map((code) => code.replaceAll('_', '-'))
          : [],
      ),
    };
  }
}

/** A problem of one row: what stands on the envelope of a whole answer is left out. */
const wordsOf = ({ code, title, detail, errors, facts, existing }: Problem) => ({
  code,
  title,
  detail,
  ...(errors ? { errors } : {}),
  ...(facts ? { facts } : {}),
  ...(existing ? { existing } : {}),
});

const inOrder = (
  read: readonly (NewcomerRow | InvalidRequest)[],
  readable: readonly Row[],
  enrolled: readonly Enrolled[],
): readonly RowOutcome[] => {
  const byRow = new Map(readable.map(({ row }, index) => [row, enrolled[index]]));
  return read.map((row, index) => {
    const outcome = row instanceof InvalidRequest ? row : byRow.get(index);
    if (!outcome) throw new Error('A row has no outcome.');
    return outcome;
  });
};

const coverFrom = ({ from, lastCoveredOn, declaredIncome }: BatchCoverBody, programme: string) => ({
  programme,
  from,
  lastCoveredOn,
  declaredIncome: rupiah(declaredIncome.amount),
});

const countsOf = (outcomes: readonly RowOutcome[]) => {
  const count = (wanted: Enrolled['outcome']) =>
    outcomes.filter((one) => (one instanceof InvalidRequest ? 'refused' : one.outcome) === wanted)
      .length;
  return { enrolled: count('enrolled'), known: count('known'), refused: count('refused') };
};

const latestOf = (outcomes: readonly Enrolled[]): Position =>
  outcomes.reduce<Position>(
    (latest, one) =>
      one.outcome !== 'refused' && isAfter(one.decided.position, latest)
        ? one.decided.position
        : latest,
    START,
  );
