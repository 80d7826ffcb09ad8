import { calendarDay, daysAfter } from './calendar-day';
import { notInTheFuture } from './not-in-the-future';
import { Rejection } from './rejection';

const today = calendarDay('2026-02-28');

describe('A fact', () => {
  it.each([
    ['today', 0],
    ['yesterday', -1],
    ['years ago', -3650],
  ])('may be of %s', (_when, days) =>
    expect(() => notInTheFuture(daysAfter(today, days), today)).not.toThrow(),
  );

  it.each([
    ['tomorrow, also where the month ends', 1],
    ['next year', 365],
  ])('is never of %s', (_when, days) => {
    const day = daysAfter(today, days);
    expect(() => notInTheFuture(day, today)).toThrow(
      new Rejection('day-in-future', { day, today }),
    );
  });

  it('that is refused names both days', () =>
    expect(() => notInTheFuture(calendarDay('2026-03-01'), today)).toThrow(
      expect.objectContaining({
        code: 'day-in-future',
        facts: { day: '2026-03-01', today: '2026-02-28' },
      }) as Error,
    ));
});
