import type { CalendarDay } from '../../../kernel/calendar-day';
import type { HolidayTable } from '../../../kernel/working-days';
import type { Mark } from '../cited';

/** A national holiday, a day of joint leave (cuti bersama), or one that was declared for an election. */
export type HolidayKind = 'national' | 'joint_leave' | 'election';

/** `mark` says how sure we are of the entry; `statute` where the decree's own list was read or agrees with several prints of it. */
export type Holiday = {
  readonly day: CalendarDay;
  readonly kind: HolidayKind;
  readonly name: string;
  readonly mark: Mark;
};

/** What three ministers (religion, manpower, state apparatus) rule on a year, and when. */
export type IndonesianHolidays = Omit<HolidayTable, 'days'> & {
  readonly days: readonly Holiday[];
  readonly source: string;
  readonly ruledOn: CalendarDay;
  /** What stands here and was not compared with the decree itself. */
  readonly note: string;
};
