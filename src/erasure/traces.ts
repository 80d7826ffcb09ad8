import { Injectable } from '@nestjs/common';
import type { NikEvent } from '../participant/domain/nik.decider';
import type { ParticipantEvent } from '../participant/domain/participant.events';
import { holderOf } from '../participant/nik-holding';
import { participantStream } from '../participant/participant.streams';
import { person } from '../participant/queries/person';
import { Streams } from '../platform/event-store/decide-and-append';
import type { Position } from '../platform/event-store/event-store';
import { SubjectKeyEraser } from '../platform/privacy/subject-keys';
import { RowsReader } from '../platform/read-models/rows-reader';
import { WaitingRows } from '../platform/waiting-rows/waiting-rows';

/** Everything that still names a person once it is a fact that he is erased. */
@Injectable()
export class Traces {
  constructor(
    private readonly keys: SubjectKeyEraser,
    private readonly rows: RowsReader,
    private readonly streams: Streams,
    private readonly waiting: WaitingRows,
  ) {}

  /** Each step may be repeated. @param erasedAt the position of the erasure */
  async remove(subjectId: string, erasedAt: Position): Promise<void> {
    await this.keys.erase(subjectId);
    await this.forgetWaitingRows(subjectId);
    await this.rows.at(person.name, erasedAt);
  }

  /** Rows of lists are found by the keyed hash of each NIK of his, which stands in the clear and outlives the erasure. */
  private async forgetWaitingRows(participantId: string): Promise<void> {
    const streams = [participantStream(participantId)];
    const [history = []] = await this.streams.readMany<ParticipantEvent>(streams, SEALED);
    const nikRefs = [...new Set(history.flatMap(nikRefsIn))];
    const niks = await this.streams.readMany<NikEvent>(nikRefs.map(nikStream), SEALED);
    for (const [index, nikRef] of nikRefs.entries()) {
      const holder = holderOf(niks[index] ?? []);
      // A wrong NIK that was corrected may be another person's since, and so are the rows under it.
      if (holder === null || holder === participantId) await this.waiting.forget(nikRef);
    }
  }
}

const SEALED = { personal: 'sealed' } as const;

const nikStream = (nikRef: string) => `nik-${nikRef}` as const;

const nikRefsIn = ({ type, data }: ParticipantEvent): readonly string[] =>
  type === 'ParticipantEnrolled' || type === 'NikCorrected' ? [data.nikRef] : [];
