import { Injectable } from '@nestjs/common';
import type { ParticipantEvent } from '../participant/domain/participant.events';
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

  /** Rows of lists are found by the keyed hash of the NIK, which stands in the enrolment and outlives the erasure. */
  private async forgetWaitingRows(participantId: string): Promise<void> {
    const streams = [participantStream(participantId)];
    const reading = { personal: 'sealed' } as const;
    const [history = []] = await this.streams.readMany<ParticipantEvent>(streams, reading);
    for (const event of history)
      if (event.type === 'ParticipantEnrolled') await this.waiting.forget(event.data.nikRef);
  }
}
