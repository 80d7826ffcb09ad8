import { Controller, Get, Query as Parameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GetClaimQuery } from '../../claim/queries/get-claim';
import type { CalendarDay } from '../../kernel/calendar-day';
import { Rejection } from '../../kernel/rejection';
import type { Position } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { type Asker, MinPosition, WhoAsks } from '../../platform/http/command-context';
import { Day, OneOf } from '../../platform/http/fields';
import { money } from '../../platform/http/money';
import { cursorFrom, cursorValues, pageOf, PageQuery, pageSize } from '../../platform/http/paging';
import type { BenefitRef, PayoutRef } from '../../platform/http/public-ids';
import { publicId, publicIdOrNull } from '../../platform/http/public-ids';
import { Query } from '../../platform/http/routes';
import { GetScholarshipQuery } from '../../scholarship/queries/get-scholarship';
import type { Owner } from '../benefit-streams';
import type { Benefits } from '../domain/benefits';
import { ListPayoutsQuery } from '../queries/list-payouts';
import type { RegisteredPayout } from '../queries/payout-register';
import { benefitIdOf, benefitView, payeeIdOf, payoutIdOf, payoutsView } from '../benefits.view';

const STATUSES = [
  'scheduled',
  'sent',
  'unknown',
  'confirmed',
  'failed',
  'returned',
  'cancelled',
] as const;

/** What money is paid for; a scholarship's grant is a right, and pays nothing by itself. */
const PAID_BENEFITS = [
  'treatment',
  'transport',
  'wage_replacement',
  'disability',
  'device',
  'home_care',
  'death',
  'scholarship_year',
] as const;

class PayoutsQuery extends PageQuery {
  @OneOf(STATUSES, { optional: true })
  status: string | null;

  @OneOf(['bpjs', 'office'], { optional: true })
  payer: string | null;

  @OneOf(['recorded', 'disbursed'], { optional: true })
  mode: string | null;

  @OneOf(PAID_BENEFITS, { optional: true })
  benefit: string | null;

  @Day({ optional: true, description: 'Arrived on this day or later.' })
  from: CalendarDay | null;

  @Day({ optional: true, description: 'Arrived on this day or earlier.' })
  to: CalendarDay | null;
}

const READERS = ['adjuster', 'supervisor', 'finance', 'auditor'] as const;

@ApiTags('payouts')
@Controller()
export class PayoutQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('payouts')
  @Query({ roles: [...READERS], summary: 'Payouts by status, payer, mode, benefit and day' })
  async list(
    @Parameters() query: PayoutsQuery,
    @WhoAsks() { area }: Asker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { status, payer, mode, benefit, from, to, minPosition } = query;
    const name = `payouts:${[status, payer, mode, benefit, from, to].join(':')}`;
    const [after = null] = cursorValues(name, query.cursor, ['string']) ?? [];
    const limit = pageSize(query);
    const filter = { status, payer, mode, benefit, from, to, after: after as string | null };
    const { payouts, read } = await this.queries.execute(
      new ListPayoutsQuery({ ...filter, limit: limit + 1 }, area, minPosition),
    );
    setReadHeaders(reply, read.position);
    return pageOf(payouts, limit, read, {
      shown: (payout) => ({
        ...registeredView(payout),
        incomplete: read.excluded.includes(`${payout.ownerKind}-${payout.ownerId}`),
      }),
      cursor: ({ id }) => cursorFrom(name, [id]),
    });
  }

  @Get('payouts/:id')
  @Query({ roles: [...READERS], summary: 'One payout' })
  async payout(
    @PathId('pyt') { stream, streamId, payoutId }: PayoutRef,
    @MinPosition() minPosition: Position | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const owner = { kind: stream, id: streamId };
    const { benefits, version, position } = await this.caseOf(owner, minPosition);
    const id = payoutIdOf(owner, payoutId);
    const payout = payoutsView(owner, benefits).find((one) => one.id === id);
    if (!payout) throw new Rejection('not-found');
    setReadHeaders(reply, position, version);
    return { payout };
  }

  @Get('benefits/:id')
  @Query({ roles: [...READERS], summary: 'One benefit' })
  async benefit(
    @PathId('ben') { stream, streamId, benefitId }: BenefitRef,
    @MinPosition() minPosition: Position | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const owner = { kind: stream, id: streamId };
    const { benefits, version, position } = await this.caseOf(owner, minPosition);
    const benefit = benefits.benefits[benefitId];
    if (!benefit) throw new Rejection('not-found');
    setReadHeaders(reply, position, version);
    return { benefit: benefitView(owner, benefit) };
  }

  private async caseOf(
    { kind, id }: Owner,
    minPosition: Position | null,
  ): Promise<{ benefits: Benefits; version: number; position: Position }> {
    const { file, position } =
      kind === 'claim'
        ? await this.queries.execute(new GetClaimQuery(id, null, minPosition))
        : await this.queries.execute(new GetScholarshipQuery(id, minPosition));
    return { benefits: file.state.benefits, version: file.version, position };
  }
}

const registeredView = (payout: RegisteredPayout) => {
  const owner: Owner = {
    kind: payout.ownerKind === 'claim' ? 'claim' : 'scholarship',
    id: payout.ownerId,
  };
  return {
    id: payoutIdOf(owner, payout.id),
    benefitId: benefitIdOf(owner, payout.benefitId),
    caseId: publicId(owner.kind === 'claim' ? 'clm' : 'sch', owner.id),
    benefitKind: payout.benefitKind,
    scheme: payout.scheme,
    programme: payout.programme,
    villageCode: payout.villageCode,
    payer: payout.payer,
    mode: payout.mode,
    status: payout.status,
    payeeKind: payout.payeeKind,
    payeeId: payeeIdOf(payout.payeeKind, payout.payeeId),
    onBehalfOf: publicIdOrNull('mem', payout.onBehalfOf),
    accountRef: payout.accountRef,
    amount: money(payout.amount),
    scheduledOn: payout.scheduledOn,
    paidOn: payout.paidOn,
    paidAmount: payout.paidAmount === null ? null : money(payout.paidAmount),
    returnedOn: payout.returnedOn,
    reference: payout.reference,
    contradicts: payout.contradicts,
    replaces: payout.replaces ? payoutIdOf(owner, payout.replaces) : null,
  };
};
