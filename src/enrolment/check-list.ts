import { Injectable } from '@nestjs/common';
import { stateOf } from '../kernel/decider';
import { Rejection } from '../kernel/rejection';
import { type NikEvent, nikDecider } from '../participant/domain/nik.decider';
import { type Ended, ListedPeople } from '../participant/list-ending';
import { participantDecider } from '../participant/domain/participant.decider';
import type { ParticipantEvent } from '../participant/domain/participant.events';
import { participantStream } from '../participant/participant.streams';
import { Streams } from '../platform/event-store/decide-and-append';
import type { RecordedEvent } from '../platform/event-store/recorded-event';
import type { WaitingRow } from '../platform/waiting-rows/waiting-rows';
import type { Agreement } from '../programme/domain/programme.events';
import { ProgrammeStreams } from '../programme/programme.streams';
import type { EnrolmentListReceived, ListTerms, QuotaUse } from './domain/enrolment-list.events';
import { type FindingCode, isError } from './domain/findings';
import { EnrolmentListStreams } from './enrolment-list.streams';
import { contentOf, contextOfList, type RowState, seenIn, stateWith } from './list-rows';
import { countsOf, codesOf } from './list-counts';

/** How many rows are looked at at once. */
const SLICE = 500;

export type Judged = Pick<WaitingRow, 'number' | 'findings'> & { readonly state: RowState };
type Received = EnrolmentListReceived['data'];

/**
 * Holds each row that could be read against the register: streams, not read models, so that nothing lags. It writes
 * nothing but what it found, and begun again it goes on where it was.
 */
@Injectable()
export class ListCheck {
  constructor(
    private readonly streams: Streams,
    private readonly lists: EnrolmentListStreams,
    private readonly programmes: ProgrammeStreams,
    private readonly people: ListedPeople,
  ) {}

  async run(listId: string, received: Received, signal: AbortSignal): Promise<void> {
    const { uploadId } = received;
    const agreement = await this.programmes.agreementOf(received.programme);
    for (let after = 0; !signal.aborted;) {
      const wanted = { after, limit: SLICE, states: ['unchecked'] };
      const rows = await this.lists.waiting.page(uploadId, wanted);
      if (rows.length === 0) {
        await this.close(listId, received, agreement);
        return;
      }
      await this.lists.waiting.judge(uploadId, await this.judge(rows, listId, received, agreement));
      after = rows.at(-1)?.number ?? after;
    }
  }

  /** Null for a list that ends cover. No refusal: an agreement can be widened, and somebody else approves the list. */
  async quotaOf(
    { action, programme, from, lastCoveredOn }: ListTerms,
    { quota: agreed }: Agreement,
    more: number,
  ): Promise<QuotaUse | null> {
    if (action === 'end') return null;
    const heads = await this.people.covered.headsWithin(programme, from, lastCoveredOn);
    return { agreed, heads, headsWithList: heads + more };
  }

  private async close(listId: string, received: Received, agreement: Agreement): Promise<void> {
    const { uploadId } = received;
    const { states } = countsOf(await this.lists.waiting.tally(uploadId));
    const quota = await this.quotaOf(received, agreement, states.ready + states.cover_only);
    const data = {
      uploadId,
      ready: states.ready,
      readyForCoverOnly: states.cover_only,
      unchanged: states.unchanged,
      faulty: states.faulty,
      codes: codesOf(await this.lists.waiting.findings(uploadId)),
      ...(quota ? { quota } : {}),
    };
    const context = contextOfList(listId, uploadId, ['check']);
    await this.lists.handle(listId, { type: 'CheckList', data }, context);
  }

  private async judgeEndings(
    rows: readonly WaitingRow[],
    listId: string,
    received: Received,
  ): Promise<readonly Judged[]> {
    const context = { ...contextOfList(listId, received.uploadId, ['check']), dryRun: true };
    const refs = rows.map(({ personRef }) => personRef ?? '');
    const ended = await this.people.ending.end(refs, endingFrom(listId, received), context);
    return rows.map((row, index) => judgedEnding(row, ended[index]));
  }

  /** In the order of the rows, each of which could be read. */
  async judge(
    rows: readonly WaitingRow[],
    listId: string,
    received: Received,
    agreement: Agreement,
  ): Promise<readonly Judged[]> {
    if (received.action === 'end') return this.judgeEndings(rows, listId, received);
    const named = rows.map(({ personRef }) => `nik-${personRef ?? ''}` as const);
    const holders = (await this.streams.readMany<NikEvent>(named)).map(
      (history) => stateOf(nikDecider, history).holder,
    );
    const known = holders.flatMap((holder) => (holder === null ? [] : [holder]));
    const histories = await this.streams.readMany<ParticipantEvent>(known.map(participantStream));
    const historyOf = new Map(known.map((id, index) => [id, histories[index] ?? []]));
    return rows.map((row, index) => {
      const holder = holders[index] ?? null;
      const history = holder === null ? [] : (historyOf.get(holder) ?? []);
      const code = codeFor(holder ?? '', history, { received, agreement });
      return judged(row, code);
    });
  }
}

const judgedEnding = (row: WaitingRow, ended: Ended | undefined): Judged => {
  const { number, findings } = row;
  if (ended?.outcome === 'ended') return { number, findings, state: 'ready' };
  const code = ended?.outcome === 'refused' ? codeNamed(ended.code) : 'already-ended';
  const all = [...findings, seenIn(contentOf(row), { code, column: null })];
  return { number, findings: all, state: stateWith(all, 'unchanged') };
};

const judged = (row: WaitingRow, code: FindingCode | null): Judged => {
  const { number, findings } = row;
  if (code === null) return { number, findings, state: 'ready' };
  const all = [...findings, seenIn(contentOf(row), { code, column: null })];
  const otherwise = code === 'already-covered' ? 'unchanged' : 'cover_only';
  return { number, findings: all, state: stateWith(all, otherwise) };
};

/** What the register says of a person who is listed: nothing of one whom it does not know. */
const codeFor = (
  participantId: string,
  history: readonly RecordedEvent<ParticipantEvent>[],
  { received, agreement }: { readonly received: Received; readonly agreement: Agreement },
): FindingCode | null => {
  const participant = stateOf(participantDecider, history);
  if (!participant.enrolment) return null;
  if (participant.enrolment.details === 'erased') return 'person-erased';
  const about = { participantId, listId: '', reference: null, kpj: null, by: received.by };
  try {
    const data = { ...about, asked: askedFrom(received), agreement };
    const events = participantDecider.decide({ type: 'CoverParticipant', data }, participant);
    return events.length === 0 ? 'already-covered' : 'already-enrolled';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return codeOfRejection(error);
  }
};

/** A rejection that a row can be told by its own name; any other is said to be one. */
export const codeOfRejection = ({ code }: Rejection): FindingCode => codeNamed(code);

export const codeNamed = (code: string): FindingCode => (isError(code) ? code : 'not-applicable');

export const endingFrom = (
  listId: string,
  { programme, from, lastCoveredOn, reasonCode = '' }: ListTerms,
) => ({
  listId,
  programme,
  from,
  lastCoveredOn,
  reasonCode,
});

export const askedFrom = (terms: ListTerms) => {
  const { programme, from, lastCoveredOn, declaredIncome, fundedBy } = terms;
  if (declaredIncome === null) throw new Error('This list asks for no cover.');
  return { programme, from, lastCoveredOn, declaredIncome, fundedBy };
};
