import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CauseOfDeath } from '../../claim/domain/claim.events';
import type { CalendarDay } from '../../kernel/calendar-day';
import { LookUpParticipantQuery } from '../../participant/queries/look-up-participant';
import { EventStore, type Position } from '../../platform/event-store/event-store';
import { setReadHeaders } from '../../platform/http/answers';
import { type Asker, MinPosition, WhoAsks } from '../../platform/http/command-context';
import { Day, Id, Nik, OneOf } from '../../platform/http/fields';
import { InvalidRequest } from '../../platform/http/invalid-request';
import { Query } from '../../platform/http/routes';
import { languageOf } from '../../platform/http/words';
import { KeyedHasher } from '../../platform/privacy/keyed-hash';
import { eligibilityView } from '../eligibility.view';
import { CheckEligibilityQuery } from '../queries/check-eligibility';

class EligibilityCheck {
  @Id('par', { optional: true, inExample: true, description: 'This, or a NIK.' })
  participantId: string | null;

  @Nik({ optional: true })
  nik: string | null;

  @OneOf(['accident', 'death'])
  kind: 'accident' | 'death';

  @Day({ description: 'Of the accident, the diagnosis or the death.' })
  day: CalendarDay;

  @OneOf(['illness', 'work_accident', 'occupational_disease', 'other', 'unknown'], {
    optional: true,
    description: 'Of a death; illness where it is absent.',
  })
  cause: CauseOfDeath | null;

  @Day({ optional: true, description: 'Of the accident that a death came of; else the same day.' })
  accidentOn: CalendarDay | null;
}

@ApiTags('eligibility')
@Controller('eligibility-checks')
export class EligibilityController {
  constructor(
    private readonly queries: QueryBus,
    private readonly hasher: KeyedHasher,
    private readonly store: EventStore,
  ) {}

  @Post()
  @Query({
    roles: ['enroller', 'adjuster', 'supervisor', 'finance', 'auditor'],
    opensPersonal: true,
    summary: 'What an accident or a death would be paid, before anything is written',
    description:
      'A question: no key, no If-Match. Computed from the participant’s own stream by the functions that assess later. A death is answered under its cause and, beside it, under the other one. While no contribution of a covered person is in the register no arrears are counted: the warning `no-contribution-recorded` and the open point `arrearsCountedFrom` say so.',
  })
  async check(
    @Body() { participantId: named, nik, cause, ...asked }: EligibilityCheck,
    @MinPosition() minPosition: Position | null,
    @WhoAsks() asker: Asker,
    @Headers('accept-language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const participantId = await this.participantOf({ named, nik }, asker, minPosition);
    const question = { ...asked, participantId, cause: cause ?? 'illness' };
    const position = await this.store.head();
    const found = await this.queries.execute(new CheckEligibilityQuery(question));
    setReadHeaders(reply, position);
    return { eligibility: eligibilityView(found, question, languageOf(language)) };
  }

  /** @throws InvalidRequest unless one of the two is given, Rejection `not-found` outside of the caller's area. */
  private async participantOf(
    { named, nik }: { readonly named: string | null; readonly nik: string | null },
    { area, opens }: Asker,
    minPosition: Position | null,
  ): Promise<string> {
    if (named !== null && nik === null) return named;
    if (nik === null || named !== null)
      throw new InvalidRequest([
        { in: 'body', pointer: '/participantId', fault: 'participant-or-nik' },
      ]);
    const { card } = await this.queries.execute(
      new LookUpParticipantQuery(this.hasher.nikRef(nik), area, minPosition),
    );
    opens(card.id, ['nik']);
    return card.id;
  }
}
