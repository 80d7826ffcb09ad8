import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { setReadHeaders } from '../../platform/http/answers';
import { type FieldKind, Refused } from '../../platform/http/field-kind';
import { Code, field, Instant, OneOf } from '../../platform/http/fields';
import { cursorFrom, cursorValues, pageOf, PageQuery, pageSize } from '../../platform/http/paging';
import { publicId, type PublicId, readPublicId } from '../../platform/http/public-ids';
import { Query } from '../../platform/http/routes';
import type { AccessEntry } from '../../platform/security/access-log';
import { ListAccessesQuery } from '../queries/list-accesses';

/** A participant, or anybody else who was ever named. */
const subject: FieldKind<string> = {
  schema: { type: 'string', pattern: '^(par|mem)_[0-9a-z]+$', maxLength: 60 },
  read: (value) => {
    const text = typeof value === 'string' ? value : '';
    const id = readPublicId('par', text) ?? readPublicId('mem', text);
    return id ?? new Refused('id-form', { prefix: 'par' });
  },
};

class AccessesQuery extends PageQuery {
  @Code(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'adjuster-1', { optional: true })
  actor: string | null;

  @field(subject, { optional: true, description: 'Whose data were opened.' })
  subject: string | null;

  @OneOf(['opened', 'refused'], { optional: true })
  outcome: string | null;

  @Instant({ optional: true, description: 'At this instant or later.' })
  from: string | null;

  @Instant({ optional: true, description: 'Before this instant.' })
  until: string | null;
}

/** One look at what is masked, or a refused attempt. */
type AccessView = Omit<AccessEntry, 'number' | 'subjectId'> & {
  /** Whose data. */
  readonly subject: PublicId<'par' | 'mem'> | null;
};

@ApiTags('audit')
@Controller('audit')
export class AccessesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('accesses')
  @Query({
    roles: ['auditor'],
    summary: 'Who opened what of whom and why, and who tried what he may not; the latest first',
  })
  async list(@Parameters() query: AccessesQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    const { actor, subject: subjectId, outcome, from, until } = query;
    const name = `accesses:${[actor, subjectId, outcome, from, until].join('|')}`;
    const [before = null] = cursorValues(name, query.cursor, ['string']) ?? [];
    const limit = pageSize(query);
    const { entries, participants, read } = await this.queries.execute(
      new ListAccessesQuery({
        actor,
        subjectId,
        outcome,
        from: from === null ? null : new Date(from),
        until: until === null ? null : new Date(until),
        before: before as string | null,
        limit: limit + 1,
      }),
    );
    setReadHeaders(reply, read.position);
    return pageOf(entries, limit, read, {
      shown: (entry) => accessView(entry, participants),
      cursor: ({ number }) => cursorFrom(name, [number]),
    });
  }
}

const accessView = (
  { number: _, subjectId, ...entry }: AccessEntry,
  participants: ReadonlySet<string>,
): AccessView => ({
  ...entry,
  subject: subjectId ? publicId(participants.has(subjectId) ? 'par' : 'mem', subjectId) : null,
});
