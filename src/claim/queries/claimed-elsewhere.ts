import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { stateOf } from '../../kernel/decider';
import { Streams } from '../../platform/event-store/decide-and-append';
import { RowsReader } from '../../platform/read-models/rows-reader';
import { ParticipantStreams } from '../../participant/participant.streams';
import type { BenefitInputs } from '../../payout/domain/benefit-inputs';
import type { AccidentAsk } from '../domain/claim.commands';
import { claimDecider } from '../domain/claim.decider';
import { claimStream } from '../domain/claim-ids';
import type { ClaimEvent } from '../domain/claim.events';
import { claimedOnceBy, type Elsewhere, heldBy, NOTHING_ELSEWHERE } from '../domain/claimed-once';
import { accidentsKey, billKey, claimRegister } from './claim-register';
import { MergedRecords } from './merged-records';

/**
 * Finds what other claims hold that may be claimed once: in which of them, a read model knows that has come to the end
 * of the log; what they hold is read from their streams.
 */
@Injectable()
export class ClaimedElsewhere {
  constructor(
    private readonly rows: RowsReader,
    private readonly streams: Streams,
    private readonly merged: MergedRecords,
    private readonly participants: ParticipantStreams,
  ) {}

  /** @throws ProjectionBehind where the register does not catch up in time: then nothing is decided. */
  async of(
    claimId: string,
    participantId: string,
    benefit: BenefitInputs | AccidentAsk,
  ): Promise<Elsewhere> {
    const { invoiceRef, days } = claimedOnceBy(benefit);
    const keys = [
      ...(invoiceRef === null ? [] : [billKey(invoiceRef)]),
      ...(days === null ? [] : (await this.recordsOf(participantId)).map(accidentsKey)),
    ];
    return keys.length === 0 ? NOTHING_ELSEWHERE : this.heldByOthers(claimId, keys);
  }

  /** One person has one life: a day that was paid under one of the records that were merged is paid. */
  private async recordsOf(participantId: string): Promise<readonly string[]> {
    const survivor = await this.participants.survivorOf(participantId);
    return [survivor, ...(await this.merged.ofAll(survivor))];
  }

  private async heldByOthers(claimId: string, keys: readonly string[]): Promise<Elsewhere> {
    await this.rows.caughtUp(claimRegister.name);
    const rows = await this.rows.of(claimRegister).findBy({ id: In([...keys]) });
    const others = [...new Set(rows.flatMap(({ claims }) => claims))].filter(
      (one) => one !== claimId,
    );
    if (others.length === 0) return NOTHING_ELSEWHERE;

    // No key is asked for: what is held does not depend on what names a person.
    const histories = await this.streams.readMany<ClaimEvent>(others.map(claimStream), {
      personal: 'sealed',
    });
    const held = histories.map((history, index) =>
      heldBy(others[index] ?? '', stateOf(claimDecider, history).benefits),
    );
    return { bills: held.flatMap(({ bills }) => bills), days: held.flatMap(({ days }) => days) };
  }
}
