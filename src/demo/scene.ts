import type { Checks } from './checks';
import type { Desk } from './desk';
import { type Screen, heading } from './screen';
import type { Staff } from './staff';

/** What every story has at hand. */
export type Scene = {
  readonly staff: Staff;
  readonly desk: Desk;
  readonly checks: Checks;
};

export type Timed = { readonly title: string; readonly seconds: number };

export type Timetable = {
  /** Takes the time and says nothing. */
  readonly timed: <T>(title: string, run: () => Promise<T>) => Promise<T>;
  /** Tells one part of the story under its title. */
  readonly part: <T>(title: string, tell: () => Promise<T>) => Promise<T>;
  readonly times: () => readonly Timed[];
};

export const openTimetable = (screen: Screen): Timetable => {
  const times: Timed[] = [];
  const timed: Timetable['timed'] = async (title, run) => {
    const started = performance.now();
    const result = await run();
    times.push({ title, seconds: (performance.now() - started) / 1000 });
    return result;
  };
  return {
    timed,
    part: (title, tell) => {
      heading(screen, title);
      return timed(title, tell);
    },
    times: () => times,
  };
};
