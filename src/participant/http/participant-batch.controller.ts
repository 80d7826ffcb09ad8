import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { rupiah } from '../../kernel/rupiah';
import type { CommandContext } from '../../platform/command-context';
import { isAfter, type Position, START } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { Ctx } from '../../platform/http/command-context';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body';
import { publicId } from '../../platform/http/public-ids';
import { Command } from '../../platform/http/routes';
import { EnrolParticipantsCommand } from '../commands/enrol-participants';
import type { Enrolled } from '../enrolment';
import { newcomerFrom } from './newcomer';
import { type BatchCoverBody, ParticipantBatchRequest } from './participant.requests';

@ApiTags('participants')
@Controller('participant-batches')
export class ParticipantBatchController {
  constructor(private readonly commands: CommandBus) {}

  /** Each row has an outcome of its own; a refused one holds up no other and is decided again when the batch is repeated. */
  @Post()
  @Command({
    roles: ['enroller'],
    opensStream: true,
    bodyLimit: BATCH_BODY_LIMIT,
    summary: 'Enrol and cover up to 1,000 people',
  })
  async enrol(
    @Body() { programme, coverage, rows }: ParticipantBatchRequest,
    @Ctx() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const cover = coverage && coverFrom(coverage, programme);
    const newcomers = rows.map((row) => newcomerFrom(row, programme, cover));
    const outcomes = await this.commands.execute(new EnrolParticipantsCommand(newcomers, context));

    const position = latestOf(outcomes);
    setReadHeaders(reply, position);
    if (outcomes.some((one) => one.outcome !== 'refused' && one.decided.replayed))
      void reply.header('Idempotent-Replayed', 'true');
    return {
      counts: countsOf(outcomes),
      rows: outcomes.map(rowView),
      position,
    };
  }
}

const coverFrom = ({ from, lastCoveredOn, declaredIncome }: BatchCoverBody, programme: string) => ({
  programme,
  from,
  lastCoveredOn,
  declaredIncome: rupiah(declaredIncome.amount),
});

const countsOf = (outcomes: readonly Enrolled[]) => {
  const count = (outcome: Enrolled['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length;
  return { enrolled: count('enrolled'), known: count('known'), refused: count('refused') };
};

const rowView = (enrolled: Enrolled, row: number) => {
  if (enrolled.outcome === 'refused') {
    const { code, facts } = enrolled.rejection;
    const { existing, ...others } = facts;
    const id = typeof existing === 'string' ? publicId('par', existing) : null;
    return { row, outcome: enrolled.outcome, code, facts: others, ...(id ? { existing: id } : {}) };
  }
  const { outcome, participantId, decided } = enrolled;
  return {
    row,
    outcome,
    id: publicId('par', participantId),
    events: decided.added.map(({ type, revision }) => ({ type, version: revision + 1 })),
    warnings: decided.added.flatMap((event) =>
      event.type === 'ParticipantEnrolled'
        ? event.data.warnings.map((code) => code.replaceAll('_', '-'))
        : [],
    ),
  };
};

const latestOf = (outcomes: readonly Enrolled[]): Position =>
  outcomes.reduce<Position>(
    (latest, one) =>
      one.outcome !== 'refused' && isAfter(one.decided.position, latest)
        ? one.decided.position
        : latest,
    START,
  );
