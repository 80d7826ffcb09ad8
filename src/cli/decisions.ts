import { SCHEDULES } from '../benefit-schedule/domain/schedules';
import { readPublicId } from '../platform/http/public-ids';
import type { StreamName } from '../platform/event-store/event-store';
import { type ReplayedDecision, replayedDecisions, replayedIn } from '../payout/replay-decisions';
import type { CliAnswer, CliCommand, CliContext } from './command';
import { type OpenedReadModels, withReadModels } from './opened-read-models';
import { readingProgress } from './reading-progress';

/** Decisions that are named one by one; the others are counted. */
const NAMED = 1_000;

type Replays = {
  readonly decisions: number;
  readonly same: number;
  readonly different: number;
  /** Their inputs or their schedule do not suffice. */
  readonly impossible: number;
  readonly named: readonly ReplayedDecision[];
};

const NOTHING_YET: Replays = { decisions: 0, same: 0, different: 0, impossible: 0, named: [] };

const counted = (sums: Replays, one: ReplayedDecision): Replays => {
  const { outcome } = one;
  return {
    decisions: sums.decisions + 1,
    same: sums.same + Number(outcome === 'same'),
    different: sums.different + Number(outcome === 'differs'),
    impossible: sums.impossible + Number(outcome === 'impossible'),
    named: outcome === 'same' || sums.named.length >= NAMED ? sums.named : [...sums.named, one],
  };
};

export const decisionsReplay: CliCommand = {
  name: 'decisions replay',
  summary: 'Runs every past decision again under its own schedule',
  help: `[--claim=ID] [--json]

Takes the inputs that each assessment has stored and the schedule that it names, computes its lines again with the
functions of this release, and compares them with the lines that were stored: every rupiah must be the same, also of
people who have been erased. What differs is named by claim, version, benefit and line; the first ${NAMED} of them one
by one. --claim takes the public id of one claim or scholarship. Beside the application or without it; nothing is written.`,
  takes: { flags: { claim: { type: 'string' }, json: { type: 'boolean' } } },
  run: (context) => withReadModels(context, (opened) => replayed(context, opened)),
};

const replayed = async (context: CliContext, opened: OpenedReadModels): Promise<CliAnswer> => {
  const { claim, json } = context.flags;
  const sums =
    typeof claim === 'string'
      ? (await replayedIn(opened, streamNamed(claim), SCHEDULES)).reduce(counted, NOTHING_YET)
      : await replayedLog(context, opened);
  return {
    lines: json === true ? [JSON.stringify(sums, null, 2)] : linesOf(sums),
    exitCode: sums.same === sums.decisions ? 0 : 2,
  };
};

const replayedLog = async ({ say }: CliContext, opened: OpenedReadModels): Promise<Replays> => {
  const { onRead, end } = readingProgress(say);
  try {
    let sums = NOTHING_YET;
    for await (const one of replayedDecisions(opened, SCHEDULES, onRead)) sums = counted(sums, one);
    return sums;
  } finally {
    end();
  }
};

/** @throws Error for what is no public id of a claim or a scholarship */
const streamNamed = (text: string): StreamName => {
  const claim = readPublicId('clm', text);
  if (claim !== null) return `claim-${claim}`;
  const scholarship = readPublicId('sch', text);
  if (scholarship !== null) return `scholarship-${scholarship}`;
  throw new Error('--claim needs the id of a claim or a scholarship: clm_… or sch_….');
};

const linesOf = ({ decisions, same, different, impossible, named }: Replays): readonly string[] => [
  ...named.flatMap(linesAbout),
  ...(different + impossible > named.length
    ? [`… and ${different + impossible - named.length} more.`]
    : []),
  `Decisions run again:  ${decisions}`,
  `The same rupiah:      ${same}`,
  `Different:            ${different}`,
  `Cannot be replayed:   ${impossible}`,
];

const linesAbout = (one: ReplayedDecision): readonly string[] => {
  const { stream, version, kind, benefitId, scheduleId } = one;
  const what = `${stream} version ${version}: ${kind} ${benefitId} under ${scheduleId}`;
  if (one.outcome === 'impossible') return [`${what} cannot be replayed: ${one.because}`];
  if (one.outcome === 'same') return [];
  return [
    what,
    ...one.differences.map(
      ({ at, code, stored, computed }) =>
        `  ${at}${code === null ? '' : ` (${code})`}: stored ${JSON.stringify(stored)}, computed ${JSON.stringify(computed)}`,
    ),
  ];
};
