import { type CalendarDay, officeDayAt } from '../../kernel/calendar-day';
import type { Clock } from '../clock';
import type { Locks } from '../read-models/advisory-locks';
import type { Report } from '../read-models/projection-runner';
import type { Run } from '../read-models/sql';
import { contextFor, isRefusal } from './asking';
import { doneDays, markDone, recordRefusal } from './memory';
import type { AnyDailyReaction, Buses } from './reaction';
import { untilStopped } from './until-stopped';

export type DailyParts = {
  readonly run: Run;
  readonly clock: Clock;
  readonly buses: Buses;
  readonly locks: Locks;
  readonly report: Report;
};

/**
 * Looks at the calendar until the signal aborts, and does the day's work once; a day on which nothing ran is made up
 * for by the next. Whoever dies in the middle does it again: the ids of the commands are the same. Never rejects.
 */
export const runDaily = (
  daily: AnyDailyReaction,
  parts: DailyParts,
  signal: AbortSignal,
): Promise<void> => {
  let seenDone: CalendarDay | null = null;
  return untilStopped(daily.name, parts, signal, async (begun) => {
    const today = officeDayAt(parts.clock.now());
    if (seenDone !== null && seenDone >= today) return;
    const done = (await doneDays(parts.run)).get(daily.name);
    if (done === undefined || done < today) await doWorkOf(today, daily, parts, signal);
    if (!signal.aborted) seenDone = today;
    begun();
  });
};

const doWorkOf = async (
  today: CalendarDay,
  daily: AnyDailyReaction,
  { run, buses, report }: DailyParts,
  signal: AbortSignal,
): Promise<void> => {
  const { name } = daily;
  const due = (await buses.query(daily.dueOn(today))) as readonly unknown[];
  for (const one of due) {
    if (signal.aborted) return;
    const context = contextFor(name, daily.idOf(one));
    try {
      await buses.command(daily.react(one)(context));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code } = error;
      const cause = context.commandId;
      await recordRefusal(run, name, { cause, step: 0, stream: null, position: null, code });
      report('error', 'What the day asked for was refused', { reaction: name, cause, code });
    }
  }
  await markDone(run, name, today);
};
