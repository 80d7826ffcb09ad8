import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { stateOf } from '../../kernel/decider';
import { Streams } from '../../platform/event-store/decide-and-append';
import { idOfStream } from '../../platform/event-store/recorded-event';
import { RowsReader } from '../../platform/read-models/rows-reader';
import type { BenefitInputs } from '../../payout/domain/benefit-inputs';
import type { AccidentAsk, Elsewhere } from '../domain/claim.commands';
import { claimDecider } from '../domain/claim.decider';
import { claimStream } from '../domain/claim-ids';
import type { ClaimEvent } from '../domain/claim.events';
import { claimedOnceBy, heldBy, NOTHING_ELSEWHERE } from '../domain/claimed-once';
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
  ) {}

  /** @throws ProjectionBehind where the register does not catch up in time: then nothing is decided. */
  async of(
    claimId: string,
    participantId: string,
    benefits: readonly (BenefitInputs | AccidentAsk)[],
  ): Promise<Elsewhere> {
    const once = benefits.map(claimedOnceBy);
    const bills = once.flatMap(({ invoiceRef }) =>
      invoiceRef === null ? [] : [billKey(invoiceRef)],
    );
    const hasDays = once.some(({ days }) => days !== null);
    if (bills.length === 0 && !hasDays) return NOTHING_ELSEWHERE;
    const records = hasDays ? await this.merged.recordsOf(participantId) : [];
    const others = await this.others(claimId, [...bills, ...records.map(accidentsKey)]);
    return this.heldBy(others, records);
  }

  /** Those that the register names, and those that it could not read to their end: they may hold anything. */
  private async others(claimId: string, keys: readonly string[]): Promise<readonly string[]> {
    await this.rows.caughtUp(claimRegister.name);
    const rows = await this.rows.of(claimRegister).findBy({ id: In([...keys]) });
    const unread = await this.rows.unread(claimRegister.name);
    const found = new Set([...rows.flatMap(({ claims }) => claims), ...unread.map(idOfStream)]);
    found.delete(claimId);
    return [...found];
  }

  /** The bills of all of them, and the days of those records. */
  private async heldBy(claims: readonly string[], records: readonly string[]): Promise<Elsewhere> {
    if (claims.length === 0) return NOTHING_ELSEWHERE;
    // No key is asked for: what is held does not depend on what names a person.
    const histories = await this.streams.readMany<ClaimEvent>(claims.map(claimStream), {
      personal: 'sealed',
    });
    const held = histories.map((history, index) => {
      const { report, benefits } = stateOf(claimDecider, history);
      const { bills, days } = heldBy(claims[index] ?? '', benefits);
      return { bills, days: records.includes(report?.participantId ?? '') ? days : [] };
    });
    return { bills: held.flatMap(({ bills }) => bills), days: held.flatMap(({ days }) => days) };
  }
}
