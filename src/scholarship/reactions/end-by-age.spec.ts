import { calendarDay } from '../../kernel/calendar-day';
import type { CommandContext } from '../../platform/command-context';
import { EndPlaceByAgeCommand } from '../commands/end-place-by-age';
import { PlacesOverAgeQuery } from '../queries/places-over-age';
import { endByAge } from './end-by-age';

const place = { scholarshipId: 'sch-1', childId: 'mem-1' };

describe('A birthday that ends a place', () => {
  it('is asked for by the day of the office', () => {
    const today = calendarDay('2026-03-02');
    expect(endByAge.dueOn(today)).toEqual(new PlacesOverAgeQuery(today));
  });

  it('is one thing, however often it is found', () => {
    expect(endByAge.idOf(place)).toEqual(['sch-1', 'mem-1', 'age']);
  });

  it('asks that the place ends', () => {
    const context = { commandId: 'any' } as CommandContext;
    expect(endByAge.react(place)(context)).toEqual(
      new EndPlaceByAgeCommand('sch-1', 'mem-1', context),
    );
  });
});
