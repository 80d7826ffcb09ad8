import { Controller, Get, Headers, Query as Parameters, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { claimDecider } from '../../claim/domain/claim.decider';
import type { ClaimEvent } from '../../claim/domain/claim.events';
import { stateOf } from '../../kernel/decider';
import { Rejection } from '../../kernel/rejection';
import type { Benefits } from '../../payout/domain/benefits';
import { Streams } from '../../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../../platform/event-store/recorded-event';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { Count } from '../../platform/http/fields';
import { ReadQuery } from '../../platform/http/paging';
import { Query } from '../../platform/http/routes';
import { languageOf } from '../../platform/http/words';
import { scholarshipDecider } from '../../scholarship/domain/scholarship.decider';
import type { ScholarshipEvent } from '../../scholarship/domain/scholarship.events';
import { explanationView } from '../explain/explain.view';

const READERS = ['adjuster', 'supervisor', 'finance', 'auditor'] as const;

class ExplainQuery extends ReadQuery {
  @Count({ min: 1, max: 100_000, fromQuery: true, optional: true })
  atVersion: number | null;
}

/** Folded from the stream as it is asked: no read model stands between an explanation and the facts. */
@ApiTags('history')
@Controller()
export class ExplainController {
  constructor(private readonly streams: Streams) {}

  @Get('claims/:id/explain')
  @Query({
    roles: [...READERS],
    summary: 'Why each rupiah of a claim was claimed, granted, ordered and paid',
    description:
      'For each benefit the events, lines, rules, payees and payouts, with sums that add up on every level, as sentences and in fields: granted is what was paid, what was paid under an earlier decision and is set off, and what is still owed. Names nobody. Also as it stood at a version.',
  })
  async claim(
    @PathId('clm') id: string,
    @Parameters() { atVersion }: ExplainQuery,
    @Headers('accept-language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const history = await this.historyOf<ClaimEvent>(`claim-${id}`, atVersion, reply);
    const { benefits } = stateOf(claimDecider, history);
    return answer({ kind: 'claim', id }, history, benefits, language);
  }

  @Get('scholarships/:id/explain')
  @Query({
    roles: [...READERS],
    summary: 'Why each rupiah of a scholarship was granted, ordered and paid',
  })
  async scholarship(
    @PathId('sch') id: string,
    @Parameters() { atVersion }: ExplainQuery,
    @Headers('accept-language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const history = await this.historyOf<ScholarshipEvent>(`scholarship-${id}`, atVersion, reply);
    const { benefits } = stateOf(scholarshipDecider, history);
    return answer({ kind: 'scholarship', id }, history, benefits, language);
  }

  /** No personal part is opened: no key is asked for, and a person who was erased is explained like everybody. */
  private async historyOf<E extends ClaimEvent | ScholarshipEvent>(
    stream: `claim-${string}` | `scholarship-${string}`,
    atVersion: number | null,
    reply: FastifyReply,
  ): Promise<readonly RecordedEvent<E>[]> {
    const [all = []] = await this.streams.readMany<E>([stream], { personal: 'sealed' });
    const history = all.slice(0, atVersion ?? all.length);
    const last = history.at(-1);
    if (!last || (atVersion !== null && history.length < atVersion))
      throw new Rejection('not-found');
    setReadHeaders(reply, last.position, history.length);
    return history;
  }
}

const answer = (
  owner: { readonly kind: 'claim' | 'scholarship'; readonly id: string },
  history: readonly RecordedEvent<ClaimEvent | ScholarshipEvent>[],
  benefits: Benefits,
  language: string | undefined,
) => ({
  explanation: explanationView({ owner, history, benefits, language: languageOf(language) }),
});
