import { Injectable } from '@nestjs/common';
import type { FindingTally, RowFinding, WaitingRow } from '../platform/waiting-rows/waiting-rows';
import { ProgrammeStreams } from '../programme/programme.streams';
import { ListCheck } from './check-list';
import type { EnrolmentListReceived, QuotaUse } from './domain/enrolment-list.events';
import { ListUpload } from './list-upload';
import type { RowState } from './list-rows';
import type { ListLayout } from './reading/read-list';

/** What the check of a file would say at this moment. */
export type WouldCheck = {
  readonly ready: number;
  readonly readyForCoverOnly: number;
  readonly unchanged: number;
  readonly faulty: number;
  readonly quota: QuotaUse | null;
  readonly findings: readonly FindingTally[];
  readonly layout: ListLayout;
};

type Facts = Omit<EnrolmentListReceived['data'], 'rows' | 'uploadId'>;
export type TriedOut = {
  readonly rows: number;
  readonly uploadId: string;
  readonly wouldCheck: WouldCheck;
};

/** Reads a file and holds its rows against the register portion by portion: only counts and examples are kept. */
@Injectable()
export class ListTryOut {
  constructor(
    private readonly upload: ListUpload,
    private readonly check: ListCheck,
    private readonly programmes: ProgrammeStreams,
  ) {}

  async run(file: Buffer, listId: string, facts: Facts): Promise<TriedOut> {
    const agreement = await this.programmes.agreementOf(facts.programme);
    const received = { ...facts, rows: 0, uploadId: '' };
    const seen = tallying();
    const judge = async (read: readonly Omit<WaitingRow, 'outcome'>[]) => {
      const rows = read.map((row) => ({ ...row, outcome: null }));
      const open = rows.filter(({ state }) => state === 'unchecked');
      const rest = rows.filter(({ state }) => state !== 'unchecked');
      seen.add([...rest, ...(await this.check.judge(open, listId, received, agreement))]);
    };
    const { layout, ...put } = await this.upload.tryOut(file, 'people', judge);
    const { ready, cover_only: readyForCoverOnly, unchanged, faulty } = seen.states;
    const quota = await this.check.quotaOf(facts, agreement, ready + readyForCoverOnly);
    const counts = { ready, readyForCoverOnly, unchanged, faulty, quota };
    return { ...put, wouldCheck: { ...counts, findings: seen.findings(), layout } };
  }
}

/** As many as the answer for a list that waits shows. */
const EXAMPLES = 5;

type Seen = Pick<WaitingRow, 'number' | 'state' | 'findings'>;
type Found = { count: number; readonly examples: { at: number; finding: RowFinding }[] };

const tallying = () => {
  const states: Record<RowState, number> = {
    ...{ layout: 0, other: 0, unchecked: 0, faulty: 0 },
    ...{ ready: 0, cover_only: 0, unchanged: 0 },
  };
  const found = new Map<string, Found>();
  const note = (finding: RowFinding, at: number): void => {
    const known = found.get(finding.code) ?? { count: 0, examples: [] };
    known.count++;
    known.examples.push({ at, finding });
    known.examples.sort((one, other) => one.at - other.at).splice(EXAMPLES);
    found.set(finding.code, known);
  };
  return {
    states,
    add: (rows: readonly Seen[]): void => {
      for (const { number, state, findings } of rows) {
        states[state as RowState]++;
        for (const finding of findings) note(finding, number);
      }
    },
    /** The most frequent first. */
    findings: (): readonly FindingTally[] =>
      [...found]
        .map(([code, { count, examples }]) => ({
          ...{ code, count },
          examples: examples.map(({ finding: { sheet, cell } }) => ({ sheet, cell })),
        }))
        .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1)),
  };
};
