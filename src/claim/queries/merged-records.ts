import { Injectable } from '@nestjs/common';
import { subjectStreams } from '../../erasure/queries/subject-streams';
import { stateOf } from '../../kernel/decider';
import { participantDecider } from '../../participant/domain/participant.decider';
import type { ParticipantEvent } from '../../participant/domain/participant.events';
import { ParticipantStreams } from '../../participant/participant.streams';
import { Streams } from '../../platform/event-store/decide-and-append';
import type { StreamName } from '../../platform/event-store/event-store';
import { categoryOf, idOfStream } from '../../platform/event-store/recorded-event';
import { RowsReader } from '../../platform/read-models/rows-reader';

/**
 * The records that were merged into one person's: claims that were reported under them stay theirs. Which streams name a
 * survivor, a read model knows; whether they were merged into him, they say themselves.
 */
@Injectable()
export class MergedRecords {
  constructor(
    private readonly rows: RowsReader,
    private readonly streams: Streams,
    private readonly participants: ParticipantStreams,
  ) {}

  /**
   * Every record of a person, that of the survivor first: one person has one life, whichever record it stands under.
   * @throws ProjectionBehind as below
   */
  async recordsOf(participantId: string): Promise<readonly string[]> {
    const survivor = await this.participants.survivorOf(participantId);
    return [survivor, ...(await this.ofAll(survivor))];
  }

  /**
   * All that stand in the log.
   * @throws ProjectionBehind where the read model does not catch up in time
   */
  async ofAll(participantId: string): Promise<readonly string[]> {
    await this.rows.caughtUp(subjectStreams.name);
    return this.of(participantId);
  }

  /** As far as the read model has come; also of those who survived a merge before their own. */
  async of(participantId: string): Promise<readonly string[]> {
    const found = new Set<string>();
    // What could not be read may have been merged into him: it is asked by itself.
    const unread = await this.rows.unread(subjectStreams.name);
    let asked: readonly string[] = [participantId];
    while (asked.length > 0) {
      const next = (await Promise.all(asked.map((id) => this.mergedInto(id, unread)))).flat();
      asked = next.filter((id) => !found.has(id) && id !== participantId);
      for (const id of asked) found.add(id);
    }
    return [...found];
  }

  private async mergedInto(
    survivor: string,
    unread: readonly StreamName[],
  ): Promise<readonly string[]> {
    const row = await this.rows.of(subjectStreams).findOneBy({ id: survivor });
    const named = [...((row?.streams ?? []) as readonly StreamName[]), ...unread];
    const others = [...new Set(named)].filter(
      (stream) => categoryOf(stream) === 'participant' && idOfStream(stream) !== survivor,
    );
    const histories = await this.streams.readMany<ParticipantEvent>(others, { personal: 'sealed' });
    return others
      .filter((_, index) => {
        const { merge } = stateOf(participantDecider, histories[index] ?? []);
        return merge?.approved === true && merge.survivor === survivor;
      })
      .map(idOfStream);
  }
}
