import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Rejection } from '../../kernel/rejection';
import { setReadHeaders } from '../../platform/http/answers';
import { PathId } from '../../platform/http/case-numbers';
import { type Asker, WhoAsks } from '../../platform/http/command-context';
import { publicIdOfStream } from '../../platform/http/read-view';
import { Query } from '../../platform/http/routes';
import { languageOf } from '../../platform/http/words';
import { Streams } from '../../platform/event-store/decide-and-append';
import type { StreamName } from '../../platform/event-store/event-store';
import { categoryOf, idOfStream } from '../../platform/event-store/recorded-event';
import { historyLineView, openPartsOf } from '../history';

const READERS = ['adjuster', 'supervisor', 'finance', 'auditor'] as const;

/** Straight from the stream: no read model stands between a reader and what was written. */
@ApiTags('history')
@Controller()
export class HistoryController {
  constructor(private readonly streams: Streams) {}

  @Get('claims/:id/history')
  @Query({
    roles: [...READERS],
    opensPersonal: true,
    summary: 'All that happened to a claim, and who wrote it',
  })
  claim(
    @PathId('clm') id: string,
    @WhoAsks() asker: Asker,
    @Headers('accept-language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.historyOf(`claim-${id}`, asker, language, reply);
  }

  @Get('scholarships/:id/history')
  @Query({
    roles: [...READERS],
    opensPersonal: true,
    summary: 'All that happened to a scholarship',
  })
  scholarship(
    @PathId('sch') id: string,
    @WhoAsks() asker: Asker,
    @Headers('accept-language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.historyOf(`scholarship-${id}`, asker, language, reply);
  }

  @Get('participants/:id/history')
  @Query({
    roles: ['enroller', ...READERS],
    opensPersonal: true,
    summary: 'All that happened to a participant',
  })
  participant(
    @PathId('par') id: string,
    @WhoAsks() asker: Asker,
    @Headers('accept-language') language: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.historyOf(`participant-${id}`, asker, language, reply);
  }

  private async historyOf(
    stream: StreamName,
    { mayOpenPersonal, opens }: Asker,
    acceptLanguage: string | undefined,
    reply: FastifyReply,
  ) {
    const history = await this.streams.read(stream);
    const last = history.at(-1);
    if (!last) throw new Rejection('not-found');
    setReadHeaders(reply, last.position, history.length);
    for (const [subject, fields] of openPartsOf(history)) opens(subject, [...fields]);
    const participantId = participantIn(stream, history[0]?.data['participantId']);
    const reader = { language: languageOf(acceptLanguage), open: mayOpenPersonal, participantId };
    return {
      id: publicIdOfStream(stream),
      history: history.map((event) => historyLineView(event, reader)),
    };
  }
}

/** The first fact of every case names its participant. */
const participantIn = (stream: StreamName, told: unknown): string | null => {
  if (categoryOf(stream) === 'participant') return idOfStream(stream);
  return typeof told === 'string' ? told : null;
};
