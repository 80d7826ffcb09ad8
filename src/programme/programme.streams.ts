import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import type { CommandContext } from '../platform/command-context';
import { type Decided, decideAndAppend, Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import { type AgreeProgramme, programmeDecider } from './domain/programme.decider';
import type { Agreement, ProgrammeEvent } from './domain/programme.events';

/** Where the programme decider meets the store. One stream per programme: programme-<code>. */
@Injectable()
export class ProgrammeStreams {
  constructor(private readonly streams: Streams) {}

  handle(
    code: string,
    command: AgreeProgramme,
    context: CommandContext,
  ): Promise<Decided<ProgrammeEvent>> {
    const stream = streamOf(code);
    return decideAndAppend(this.streams, programmeDecider, { stream, command, context });
  }

  history(code: string): Promise<readonly RecordedEvent<ProgrammeEvent>[]> {
    return this.streams.read(streamOf(code));
  }

  /** @throws Rejection `programme-unknown` */
  async agreementOf(code: string): Promise<Agreement> {
    const { agreement } = stateOf(programmeDecider, await this.history(code));
    if (!agreement) throw new Rejection('programme-unknown', { programme: code });
    return agreement;
  }
}

const streamOf = (code: string) => `programme-${code}` as const;
