import { type Certificate, isRight } from '../platform/read-models/certificate';
import { keyOf, quarantinedIn } from '../platform/read-models/checkpoints';
import { openingDecoding, sharedDecoding } from '../platform/read-models/decoding';
import { isAfter, type StreamName } from '../platform/event-store/event-store';
import type { AnyProjection } from '../platform/read-models/projection';
import { reconcile } from '../platform/read-models/reconcile';
import { prune } from '../platform/read-models/retired';
import { release, type Release } from '../platform/read-models/release';
import type { Purpose } from '../platform/read-models/settle';
import { runAlone } from '../platform/read-models/sql';
import { statusOf } from '../platform/read-models/status';
import { PROJECTIONS } from '../projections';
import { answer, APPLY_FLAG, JSON_FLAG } from './answer';
import { type CliAnswer, type CliCommand, type CliContext, Misuse } from './command';
import { type OpenedReadModels, projectionsNamed, withReadModels } from './opened-read-models';
import {
  certificateLines,
  pruneLines,
  releaseLines,
  statusLines,
  type StreamLeft,
} from './projection-lines';
import { readingProgress } from './reading-progress';

export const projectionsStatus: CliCommand = {
  name: 'projections status',
  summary: 'How far each read model is, and what it had to leave out',
  help: `[--json]

Position, lag, state and quarantined streams of every read model. A stream is quarantined where one of its events cannot
be read; that event and all later ones wait in the log, and sums leave the case out, until projections release.`,
  takes: { flags: JSON_FLAG },
  run: (context) =>
    withReadModels(context, async (opened) => {
      const head = await opened.store.head();
      const readModels = await statusOf(PROJECTIONS, opened);
      const quarantined: StreamLeft[] = [];
      for (const projection of PROJECTIONS)
        quarantined.push(...(await streamsLeftIn(projection, opened)));
      const isWell = readModels.every(({ state }) => state === 'fine');
      return answer(context, isWell, {
        data: { head, readModels, quarantined },
        lines: statusLines(head, readModels, quarantined),
      });
    }),
};

/** Streams that are counted one by one. */
const COUNTED = 100;

const streamsLeftIn = async (
  projection: AnyProjection,
  { dataSource, store }: OpenedReadModels,
): Promise<readonly StreamLeft[]> => {
  const left = await quarantinedIn(runAlone(dataSource), keyOf(projection));
  return Promise.all(
    left.map(async (one, index) => {
      const events = index < COUNTED ? await store.readStream(one.stream as StreamName) : null;
      const waiting = events?.filter(({ position }) => !isAfter(one.position, position)).length;
      return { projection: projection.name, ...one, waiting: waiting ?? null };
    }),
  );
};

const certified = async (context: CliContext, purpose: Purpose): Promise<CliAnswer> => {
  const projections = projectionsNamed(context.words);
  const migrate = purpose.kind === 'rebuild' && purpose.apply;
  return withReadModels(
    context,
    async (opened) => {
      const { onRead, end } = readingProgress(context.say);
      const certificates = await reconcile(projections, purpose, { ...opened, onRead }).finally(
        end,
      );
      return answer(context, certificates.every(isRight), {
        data: certificates,
        lines: [...certificates.flatMap(certificateLines), ...hintsFor(purpose, certificates)],
      });
    },
    { migrate },
  );
};

const hintsFor = (purpose: Purpose, certificates: readonly Certificate[]): readonly string[] =>
  purpose.kind === 'rebuild' && !purpose.apply && certificates.every(isRight)
    ? ['Nothing was changed: add --apply.']
    : [];

export const projectionsVerify: CliCommand = {
  name: 'projections verify',
  summary: 'Folds the log afresh and compares every row',
  example: 'claim-file',
  help: `[NAME ...] [--json]

Beside the application or without it. Nothing is changed; the result is kept for GET /v1/audit/reconciliations and the
metrics. The table of people is folded, and not compared: its values stay out of every hash.`,
  takes: { words: true, flags: JSON_FLAG },
  run: (context) => certified(context, { kind: 'verify' }),
};

export const projectionsRebuild: CliCommand = {
  name: 'projections rebuild',
  summary: 'Builds read models from the first event, compares, and switches',
  example: 'claim-file --apply',
  help: `[NAME ...] [--apply] [--accept=ID,ID | --accept=all] [--json]

Without --apply it does all the work and changes nothing. A new version is held against the one before at the same
position; a row that differs in what the version does not declare refuses it. Rows of the same version that differ from
the log, by somebody's hand, are refused and named too: --accept names those that you have looked at, and they are made
what the log says. It may be killed at any moment and run again.`,
  takes: { words: true, flags: { ...JSON_FLAG, ...APPLY_FLAG, accept: { type: 'string' } } },
  run: (context) => {
    const { apply, accept } = context.flags;
    if (accept !== undefined && context.words.length !== 1)
      throw new Misuse('--accept needs the name of the one read model whose rows are meant.');
    return certified(context, {
      kind: 'rebuild',
      apply: apply === true,
      accept: accept === 'all' ? 'all' : typeof accept === 'string' ? accept.split(',') : [],
    });
  },
};

export const projectionsRelease: CliCommand = {
  name: 'projections release',
  summary: 'Reads quarantined streams again, in order, after a fix',
  help: `[NAME [STREAM ...]] [--apply] [--json]

Without --apply it does all the work and takes it back: what it answers is what would happen. The application should run
the release with the fix already. A stream that still cannot be read stays, at the event at which it fails now.`,
  takes: { words: true, flags: { ...JSON_FLAG, ...APPLY_FLAG } },
  run: async (context) => {
    const [name, ...streams] = context.words;
    const projections = projectionsNamed(name === undefined ? [] : [name]);
    const apply = context.flags['apply'] === true;
    return withReadModels(context, async (opened) => {
      const released: (Release & { readonly projection: string })[] = [];
      for (const projection of projections)
        for (const one of await releasedIn(projection, streams, { context, opened, apply }))
          released.push({ projection: projection.name, ...one });
      const isWell = released.every(({ leftAt }) => leftAt === null);
      return answer(context, isWell, {
        data: { apply, released },
        lines: releaseLines(released, apply),
      });
    });
  },
};

export const projectionsPrune: CliCommand = {
  name: 'projections prune',
  summary: 'Drops the tables of versions that a later one has taken the place of',
  help: `[--apply] [--json]

Without --apply it lists them, with rows and bytes. One that a process of an older release works on stays, and so does one
that a view or a query reads. Nobody keeps them up to date: those of people still have who was erased since.
An older release that comes back later builds its tables again, from the first event.`,
  takes: { flags: { ...JSON_FLAG, ...APPLY_FLAG } },
  run: (context) => {
    const apply = context.flags['apply'] === true;
    return withReadModels(context, async ({ dataSource }) => {
      const pruned = await prune(PROJECTIONS, { dataSource, apply });
      return answer(context, true, { data: { apply, pruned }, lines: pruneLines(pruned, apply) });
    });
  },
};

type Releasing = {
  readonly context: CliContext;
  readonly opened: OpenedReadModels;
  readonly apply: boolean;
};

const releasedIn = async (
  projection: AnyProjection,
  streams: readonly string[],
  { context, opened, apply }: Releasing,
): Promise<readonly Release[]> => {
  const { dataSource, store } = opened;
  const sealed = sharedDecoding(opened.decode);
  const decode = projection.opensPersonal ? openingDecoding(opened.decode, sealed) : sealed;
  const { onRead, end } = readingProgress(context.say);
  return release(projection, streams, { dataSource, store, decode, apply, onRead }).finally(end);
};
