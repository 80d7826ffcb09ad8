import { readFileSync } from 'node:fs';
import type { BenefitSchedule } from '../benefit-schedule/domain/benefit-schedule';
import { candidateFrom } from '../benefit-schedule/domain/candidate-schedule';
import { SCHEDULES } from '../benefit-schedule/domain/schedules';
import { benefitRef, readPublicId } from '../platform/http/public-ids';
import { publicIdOfStream } from '../platform/http/read-view';
import type { StreamName } from '../platform/event-store/event-store';
import { categoryOf, idOfStream } from '../platform/event-store/recorded-event';
import { type ReplayedDecision, replayedDecisions, replayedIn } from '../payout/replay-decisions';
import { type CandidateEffect, effectOf } from '../payout/candidate-effect';
import { type CliAnswer, type CliCommand, type CliContext, Misuse } from './command';
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
  example: '--schedule=docs/candidate-schedule.json',
  help: `[--claim=ID | --schedule=FILE] [--json]

Takes the inputs that each assessment has stored and the schedule that it names, computes its lines again with the
functions of this release, and compares them with the lines that were stored: every rupiah must be the same, also of
people who have been erased. What differs is named by claim, version, benefit and line; the first ${NAMED} of them one
by one, and the exit code is 1. --claim takes the public id of one claim or scholarship. Beside the application or without
it; nothing is written.

--schedule takes a file of JSON with an id, a day inForceFrom and what differs from the version in force on that day, by
the names that GET /v1/meta and src/benefit-schedule/domain/ give: docs/candidate-schedule.json is one to start from. It
says what decisions from that day on that still stand would have come to instead, by case and in total. Cover and what was
granted before are taken as they were stored.`,
  takes: {
    flags: { claim: { type: 'string' }, schedule: { type: 'string' }, json: { type: 'boolean' } },
  },
  run: (context) => {
    const { claim, schedule } = context.flags;
    if (typeof schedule !== 'string')
      return withReadModels(context, (opened) => replayed(context, opened));
    if (claim !== undefined) throw new Misuse('--claim and --schedule do not go together.');
    const candidate = candidateFrom(JSON.parse(readFileSync(schedule, 'utf8')), SCHEDULES);
    return withReadModels(context, (opened) => triedUnder(candidate, context, opened));
  },
};

const triedUnder = async (
  candidate: BenefitSchedule,
  { say, flags }: CliContext,
  opened: OpenedReadModels,
): Promise<CliAnswer> => {
  const { onRead, end } = readingProgress(say);
  const effect = await effectOf(opened, candidate, onRead).finally(end);
  return {
    lines:
      flags['json'] === true
        ? [JSON.stringify({ ...effect, cases: casesOf(effect) }, null, 2)]
        : effectLines(effect),
    exitCode: effect.impossible === 0 ? 0 : 2,
  };
};

const casesOf = ({ cases }: CandidateEffect) =>
  cases.map(({ stream, difference }) => ({ id: publicIdOfStream(stream), difference }));

const effectLines = (effect: CandidateEffect): readonly string[] => [
  ...casesOf(effect)
    .slice(0, NAMED)
    .map(({ id, difference }) => `${id}: ${difference}`),
  ...(effect.cases.length > NAMED ? [`… and ${effect.cases.length - NAMED} more.`] : []),
  `Decisions from ${effect.from} on:        ${effect.decisions}`,
  `Cannot be computed under it:       ${effect.impossible}`,
  `Difference in rupiah:              ${effect.difference}`,
  `Difference of scholarship ceilings: ${effect.ceilings}`,
];

const replayed = async (context: CliContext, opened: OpenedReadModels): Promise<CliAnswer> => {
  const { claim, json } = context.flags;
  const sums =
    typeof claim === 'string'
      ? (await replayedIn(opened, streamNamed(claim), SCHEDULES)).reduce(counted, NOTHING_YET)
      : await replayedLog(context, opened);
  return {
    lines:
      json === true
        ? [JSON.stringify({ ...sums, named: sums.named.map(outsideOf) }, null, 2)]
        : linesOf(sums),
    exitCode: sums.same === sums.decisions ? 0 : 1,
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
  throw new Misuse('--claim needs the id of a claim or a scholarship: clm_… or sch_….');
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

/** With ids as the API takes them, so that what is named can be opened. */
const outsideOf = ({ stream, benefitId, ...one }: ReplayedDecision) => {
  const owner = categoryOf(stream) === 'scholarship' ? 'scholarship' : 'claim';
  return {
    ...one,
    id: publicIdOfStream(stream),
    benefitId: benefitRef({ stream: owner, streamId: idOfStream(stream), benefitId }),
  };
};

const linesAbout = (one: ReplayedDecision): readonly string[] => {
  const { id, version, kind, benefitId, scheduleId } = outsideOf(one);
  const what = `${id} version ${version}: ${kind} ${benefitId} under ${scheduleId}`;
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
