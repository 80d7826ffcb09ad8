import { calendarDay } from '../../kernel/calendar-day';
import { claimableUntil } from './expiry';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

describe('The last day on which a work accident can be claimed', () => {
  it.each([
    ['two years after it under PP 44/2015', pp44of2015, '2019-12-01', '2021-12-01'],
    ['five years after it under PP 82/2019', pp82of2019, '2019-12-02', '2024-12-02'],
    ['five years after it under Permenaker 1/2025', permenaker1of2025, '2025-02-24', '2030-02-24'],
    ['the end of February after a 29th', pp82of2019, '2020-02-29', '2025-02-28'],
  ])('is %s', (_, schedule, on, last) =>
    expect(claimableUntil(schedule, 'jkk', calendarDay(on))).toBe(last),
  );
});

it.each([pp44of2015, pp82of2019, permenaker1of2025])(
  'A death that no work has caused has no such day ($citation)',
  (schedule) => expect(claimableUntil(schedule, 'jkm', calendarDay('2019-12-01'))).toBeNull(),
);
