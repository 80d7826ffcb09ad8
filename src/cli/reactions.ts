import type { StreamName } from '../platform/event-store/event-store';
import { systemClock } from '../platform/clock';
import { REASON } from '../platform/http/reason.body';
import { Reactions } from '../platform/reactions/reactions';
import { askRelease, type ReleaseTried, tryRelease } from '../platform/reactions/release';
import { settleRefusals } from '../platform/reactions/settling';
import { sharedDecoding } from '../platform/read-models/decoding';
import { runAlone } from '../platform/read-models/sql';
import { isActor } from '../platform/security/caller';
import { DAILY_REACTIONS, REACTIONS } from '../reactions';
import { answer, APPLY_FLAG, JSON_FLAG } from './answer';
import { type CliCommand, Misuse } from './command';
import { type OpenedReadModels, withReadModels } from './opened-read-models';
import { releaseLines, settledLines, statusLines } from './reaction-lines';

/** They are asked, and not started. */
const reactionsOn = ({ dataSource, store, decode }: OpenedReadModels): Reactions =>
  new Reactions({
    ...{ dataSource, store, decode, clock: systemClock },
    ...{ reactions: REACTIONS, daily: DAILY_REACTIONS },
  });

export const reactionsStatus: CliCommand = {
  name: 'reactions status',
  summary: 'How far each reaction is, where it has stopped, and what was refused to it',
  help: `[--json]

Position and lag of every reaction, the streams that it has stopped at, and the commands to which a rule said no and at
which nobody has looked yet: what caused it, in which stream, with which code, and when. --json shows those that were settled, too.`,
  takes: { flags: JSON_FLAG },
  run: (context) =>
    withReadModels(context, async (opened) => {
      const reactions = reactionsOn(opened);
      const status = await Promise.all(
        (await reactions.status()).map(async (one) => ({
          ...one,
          stoppedStreams: await reactions.stoppedStreams(one.name),
          refusals: await reactions.refusals(one.name),
        })),
      );
      const head = await opened.store.head();
      const isWell = status.every(({ stopped, refused }) => stopped + refused === 0);
      return answer(context, isWell, {
        data: { head, reactions: status },
        lines: statusLines(head, status),
      });
    }),
};

export const reactionsRelease: CliCommand = {
  name: 'reactions release',
  summary: 'Lets stopped streams go on, in order, after a fix',
  help: `[NAME [STREAM ...]] [--apply] [--json]

Reads what waits and asks the reaction, and sends nothing: it answers what would be sent. With --apply the running office,
which should have the fix already, goes on with those that can be read within a few seconds, each in its order and under
the ids that the commands have always had; without one the next start does. What a command's own handler may fail with is
seen only then: reactions status tells.`,
  takes: { words: true, flags: { ...JSON_FLAG, ...APPLY_FLAG } },
  run: async (context) => {
    const [name, ...streams] = context.words;
    const apply = context.flags['apply'] === true;
    mustBeKnown(name, REACTIONS);
    return withReadModels(context, async (opened) => {
      const released: (ReleaseTried & { readonly reaction: string })[] = [];
      for (const reaction of REACTIONS.filter((one) => name === undefined || one.name === name))
        released.push(...(await triedIn(reaction, streams, { opened, apply })));
      const isWell = released.every(({ stopsAt }) => stopsAt === null);
      return answer(context, isWell, {
        data: { apply, released },
        lines: releaseLines(released, apply),
      });
    });
  },
};

const triedIn = async (
  reaction: (typeof REACTIONS)[number],
  streams: readonly string[],
  { opened, apply }: { readonly opened: OpenedReadModels; readonly apply: boolean },
) => {
  const { store, dataSource } = opened;
  const { name } = reaction;
  const stopped = await reactionsOn(opened).stoppedStreams(name);
  const unknown = streams.find((stream) => !stopped.some((one) => one.stream === stream));
  if (unknown !== undefined) throw new Error(`${name} has not stopped at ${unknown}.`);
  const decode = sharedDecoding(opened.decode);
  const wanted = stopped.filter(({ stream }) => streams.length === 0 || streams.includes(stream));
  const tried: (ReleaseTried & { readonly reaction: string })[] = [];
  for (const one of wanted)
    tried.push({ reaction: name, ...(await tryRelease(reaction, one, { store, decode })) });
  const free: readonly StreamName[] = tried.flatMap(({ stream, stopsAt }) =>
    stopsAt ? [] : [stream],
  );
  if (apply) await askRelease(runAlone(dataSource), name, free);
  return tried;
};

export const reactionsSettle: CliCommand = {
  name: 'reactions settle',
  summary: 'Ticks off refused commands that a person has looked at',
  example: 'recheck-approvals 0b5cf3a2-… --by=supervisor-1 --reason=done_by_hand --apply',
  help: `NAME CAUSE [CAUSE ...] --by=USER --reason=CODE [--apply] [--json]

CAUSE is what reactions status shows: the event that asked, or the command where the calendar did. Readiness and metrics
count a refusal until then. It is kept, with who has looked at it, when, and why: USER as tokens call him, CODE a word of
your own list such as done_by_hand. Without --apply nothing is changed. It is safe to repeat: who looked first stays.`,
  takes: {
    words: true,
    flags: { ...JSON_FLAG, ...APPLY_FLAG, by: { type: 'string' }, reason: { type: 'string' } },
  },
  run: async (context) => {
    const { flags, words } = context;
    const [reaction = '', ...causes] = words;
    const [by, reasonCode, apply] = [flags['by'], flags['reason'], flags['apply'] === true];
    if (reaction === '' || causes.length === 0)
      throw new Misuse('reactions settle needs NAME CAUSE, as reactions status shows them.');
    mustBeKnown(reaction, [...REACTIONS, ...DAILY_REACTIONS]);
    if (typeof by !== 'string' || !isActor(by))
      throw new Misuse('--by is to be a user as a token would call one.');
    if (typeof reasonCode !== 'string' || !REASON.test(reasonCode))
      throw new Misuse('--reason is to be a code in lower case, such as done_by_hand.');
    return withReadModels(context, async (opened) => {
      const refusals = await reactionsOn(opened).refusals(reaction);
      const unknown = causes.find((cause) => !refusals.some((one) => one.cause === cause));
      if (unknown !== undefined) throw new Error(`${reaction} was refused nothing for ${unknown}.`);
      const run = runAlone(opened.dataSource);
      if (apply)
        for (const cause of causes) await settleRefusals(run, { reaction, cause, by, reasonCode });
      const named = refusals.filter(({ cause }) => causes.includes(cause));
      return answer(context, true, {
        data: { apply, settled: named.filter(({ settled }) => settled === null) },
        lines: settledLines(named, apply),
      });
    });
  },
};

/** @throws Misuse that names those that there are */
const mustBeKnown = (
  name: string | undefined,
  reactions: readonly { readonly name: string }[],
): void => {
  if (name === undefined || reactions.some((one) => one.name === name)) return;
  const names = reactions.map((one) => one.name).join(', ');
  throw new Misuse(`There is no such reaction: ${name}. There are: ${names}.`);
};
