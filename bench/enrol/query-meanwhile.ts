import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../src/demo/api-client';
import { HEADS } from '../../src/demo/made-up-people';
import { approveList, listThatIs, sendList } from '../../test/support/lists';
import { type Figure, percentileOf } from '../support/figures';
import type { Settings } from '../support/rounds';
import { onFreshDatabase, secondsFor, type Server } from './list-rounds';
import { inOffice } from './office-process';
import { madeUpCsv } from './made-up-lists';

/** How often a second somebody asks for one person, as long as `isGoing`; gives how long each answer took. */
const askedWhile = async (
  who: ApiClient,
  ids: readonly string[],
  isGoing: (asked: number) => boolean,
): Promise<readonly number[]> => {
  const times: number[] = [];
  while (isGoing(times.length)) {
    const began = performance.now();
    const { status } = await who.get(`/v1/participants/${ids[times.length % ids.length] ?? ''}`);
    if (status !== 200) throw new Error(`A query was answered with ${status}.`);
    times.push(performance.now() - began);
    await sleep(5);
  }
  return times;
};

const KNOWN = 1_000;
const ASKED_IDLE = 1_000;

/** p99 of a query for one person while a list of 13,190 is applied, beside the same while nothing else goes on. */
export const queriedMeanwhile = async (
  server: Server,
  settings: Settings,
): Promise<readonly Figure[]> => {
  const [before, list] = [madeUpCsv(KNOWN), madeUpCsv(HEADS)];
  const [ours, idle]: [number[], number[]] = [[], []];
  const perSecond = (times: readonly number[]) => 1_000 / percentileOf(times, 99);
  for (let round = 0; round < settings.rounds; round++)
    await onFreshDatabase(server, (url) =>
      inOffice(url, async (office) => {
        const { enroller, approver } = office;
        await secondsFor(office, before, KNOWN);
        const page = await enroller.get<{ data: readonly { readonly id: string }[] }>(
          '/v1/participants?limit=200',
        );
        const ids = page.body.data.map(({ id }) => id);
        await askedWhile(enroller, ids, (asked) => asked < ASKED_IDLE / 4);
        idle.push(perSecond(await askedWhile(enroller, ids, (asked) => asked < ASKED_IDLE)));

        const { body } = await sendList(enroller, list);
        const checked = await listThatIs(enroller, body.enrolmentList.id, 'checked');
        let isApplied = false;
        await approveList(approver, checked);
        const applied = listThatIs(approver, body.enrolmentList.id, 'applied').then(() => {
          isApplied = true;
        });
        ours.push(perSecond(await askedWhile(enroller, ids, () => !isApplied)));
        await applied;
        return 0;
      }),
    );
  return [
    {
      case: 'enrol-query',
      unit: '1/p99 (1/s)',
      ours,
      beside: { idle },
      targets: { idle: 0.5 },
    },
  ];
};
