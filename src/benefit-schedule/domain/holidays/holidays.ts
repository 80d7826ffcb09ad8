import { newestHolidays } from '../../../kernel/working-days';
import { holidaysOf2024 } from './2024';
import { holidaysOf2025, holidaysOf2025Changed } from './2025';
import { holidaysOf2026 } from './2026';
import type { IndonesianHolidays } from './holiday-table';

/** Every table there is. A line is added for a new ruling, and none is ever edited. */
export const HOLIDAY_TABLES: readonly IndonesianHolidays[] = [
  holidaysOf2024,
  holidaysOf2025,
  holidaysOf2025Changed,
  holidaysOf2026,
];

/** What working days are counted with: the newest ruling on each year. */
export const HOLIDAYS = newestHolidays(HOLIDAY_TABLES);
