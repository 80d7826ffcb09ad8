import { ruleOfLine } from './rule-of-line';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

const rule = (kind: string, code: string, { claimed, schedule = pp82of2019 }: Asked = {}) =>
  ruleOfLine(schedule, { kind, scheme: 'jkk', code, claimed: claimed ?? null });
type Asked = { readonly claimed?: number; readonly schedule?: typeof pp82of2019 };

describe('The rule that pays a line', () => {
  it.each([
    ['treatment', 'ward', 'PP 44/2015', 'statute'],
    ['transport', 'transport_sea', 'PP 82/2019', 'statute'],
    ['home_care', 'nurse', 'PP 82/2019', 'statute'],
    ['disability', 'partial_functional', 'PP 44/2015', 'statute'],
    ['disability', 'total_permanent_periodic', 'PP 82/2019', 'statute'],
    ['device', 'hearing_aid', 'PP 82/2019', 'unconfirmed'],
    ['device', 'orthosis', 'PP 44/2015', 'statute'],
    ['death', 'periodic', 'PP 82/2019', 'statute'],
    ['scholarship_year', 'scholarship_sma', 'PP 82/2019', 'statute'],
    ['scholarship_grant', 'scholarship_ceiling', 'PP 82/2019', 'statute'],
  ])('of %s, %s, is of %s (%s)', (kind, code, citation, mark) =>
    expect(rule(kind, code)).toEqual({ scheduleId: 'PP-82-2019', citation, mark }),
  );

  it('of an accident is the floor where the income is too low for more', () => {
    expect(rule('death', 'lump_sum', { claimed: 20_000_000 }).citation).toBe('PP 82/2019');
    expect(rule('death', 'lump_sum', { claimed: 48_000_000 }).citation).toBe('PP 44/2015');
  });

  it('is the version itself where it knows no such benefit', () =>
    expect(rule('home_care', 'nurse', { schedule: pp44of2015 })).toEqual({
      ...{ scheduleId: 'PP-44-2015', citation: 'PP 44/2015', mark: 'statute' },
    }));
});
