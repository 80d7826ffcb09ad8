import type { Scheme } from '../../benefit-schedule/domain/benefit-schedule';
import { calendarDay, calendarMonth, monthsFrom } from '../../kernel/calendar-day';
import { rupiah } from '../../kernel/rupiah';
import { coverAt } from './cover-at';
import { type Contribution, initialState, type Period } from './participant';

const programme = 'muba-2025';

const period = (from: string, lastCoveredOn: string, changed: Partial<Period> = {}): Period => ({
  periodId: `period-${from}`,
  programme,
  schemes: ['jkk', 'jkm'],
  from: calendarDay(from),
  lastCoveredOn: calendarDay(lastCoveredOn),
  declaredIncome: rupiah(1_000_000),
  fundedBy: 'apbd',
  status: 'started',
  refusedFor: null,
  ...changed,
});
const paid = (from: string, to: string, changed: Partial<Contribution> = {}): Contribution => ({
  paymentId: 'payment-1',
  programme,
  months: monthsFrom(calendarMonth(from), calendarMonth(to)),
  amount: rupiah(50_400),
  paidOn: calendarDay(`${from}-01`),
  ...changed,
});

type Told = {
  readonly periods: readonly Period[];
  readonly contributions?: readonly Contribution[];
};
/** From April to June 2025 is paid, unless something else is said. */
const at = (
  day: string,
  { periods, contributions = [paid('2025-04', '2025-06')] }: Told,
  scheme: Scheme = 'jkm',
) => coverAt({ ...initialState, periods, contributions }, scheme, calendarDay(day));
const monthsPaid = (...said: Parameters<typeof at>): number => at(...said).inputs.monthsPaid;

const spring = period('2025-04-01', '2025-06-30');

describe('The cover of the dead', () => {
  it.each([
    ['the day before the death', '2025-05-09', 'covered'],
    ['the day of the death', '2025-05-10', 'covered'],
    ['the day after it', '2025-05-11', 'not_covered'],
  ])('on %s', (_, day, cover) => {
    const death = { diedOn: calendarDay('2025-05-10'), knownOn: calendarDay('2025-05-12') };
    const dead = { ...initialState, periods: [spring], death };
    expect(coverAt(dead, 'jkk', calendarDay(day)).inputs.cover).toBe(cover);
  });
});

describe('The cover of a day', () => {
  it('says what was covered and earned, under which schedule, and where the law says so', () => {
    const { schedule, ...said } = at('2025-06-15', { periods: [spring] });
    expect(schedule.id).toBe('PERMENAKER-1-2025');
    expect(said).toEqual({
      decidingDay: '2025-06-15',
      scheduleId: 'PERMENAKER-1-2025',
      citation: 'PP 44/2015 art. 11',
      inputs: {
        cover: 'covered',
        periodId: 'period-2025-04-01',
        declaredIncome: 1_000_000,
        membershipSince: '2025-04-01',
        monthsPaid: 3,
      },
      arrears: { months: 0, paidSince: true },
    });
  });

  it.each([
    ['2025-02-23', 'PP-82-2019'],
    ['2025-02-24', 'PERMENAKER-1-2025'],
  ])('is judged under the schedule of that day: %s is %s', (day, scheduleId) =>
    expect(at(day, { periods: [spring] })).toMatchObject({
      scheduleId,
      schedule: { id: scheduleId },
    }),
  );

  it('has no answer before there was a schedule', () =>
    expect(() => at('2015-06-30', { periods: [spring] })).toThrow(
      expect.objectContaining({ code: 'no-schedule-on-date' }) as Error,
    ));

  it.each<[Scheme, string]>([
    ['jkk', 'covered'],
    ['jkm', 'not_covered'],
  ])('that is given under jkk alone is, under %s, %s', (scheme, cover) => {
    const periods = [period('2025-04-01', '2025-06-30', { schemes: ['jkk'] })];
    expect(at('2025-06-15', { periods }, scheme).inputs.cover).toBe(cover);
  });
});

describe('A month that is paid', () => {
  it.each([
    ['2025-03-31', 0],
    ['2025-04-01', 1],
    ['2025-05-31', 2],
    ['2025-06-01', 3],
    ['2025-06-30', 3],
  ])('counts from its first day on: on %s there are %p', (day, expected) =>
    expect(monthsPaid(day, { periods: [spring] })).toBe(expected),
  );

  it('counts once, however many payments and periods speak of it', () => {
    const periods = [period('2025-04-01', '2025-05-14'), period('2025-05-15', '2025-06-30')];
    const twice = paid('2025-05', '2025-06', { paymentId: 'payment-2' });
    expect(
      monthsPaid('2025-06-15', { periods, contributions: [paid('2025-04', '2025-06'), twice] }),
    ).toBe(3);
  });

  it('earns nothing in a gap between two periods', () => {
    const [april, june] = [period('2025-04-01', '2025-04-30'), period('2025-06-01', '2025-06-30')];
    const may = period('2025-05-01', '2025-05-31');
    expect(monthsPaid('2025-06-15', { periods: [april, june] })).toBe(2);
    expect(monthsPaid('2025-06-15', { periods: [april, may, june] })).toBe(3);
  });

  it.each([
    ['begins on its last day', period('2025-04-30', '2025-06-30'), 3],
    ['begins on the day after it', period('2025-05-01', '2025-06-30'), 2],
    ['ends on its first day', period('2025-04-01', '2025-06-01'), 3],
    ['ends on the day before it', period('2025-04-01', '2025-05-31'), 2],
  ])('counts where a day of it is covered: cover %s', (_what, covering, expected) =>
    expect(monthsPaid('2025-06-30', { periods: [covering] })).toBe(expected),
  );

  it('counts towards the schemes alone that were covered in it', () => {
    const periods = [
      period('2025-04-01', '2025-05-31', { schemes: ['jkk'] }),
      period('2025-06-01', '2025-06-30'),
    ];
    expect(monthsPaid('2025-06-15', { periods }, 'jkm')).toBe(1);
    expect(monthsPaid('2025-06-15', { periods }, 'jkk')).toBe(3);
  });

  it('counts under the programme alone that it was paid for', () => {
    const elsewhere = paid('2025-04', '2025-05', { programme: 'desa-2025' });
    const contributions = [elsewhere, paid('2025-06', '2025-06')];
    const villages = period('2025-04-01', '2025-05-31', { programme: 'desa-2025' });
    const offices = period('2025-06-01', '2025-06-30');
    expect(monthsPaid('2025-06-15', { periods: [spring], contributions })).toBe(1);
    expect(monthsPaid('2025-06-15', { periods: [villages, offices], contributions })).toBe(3);
  });

  it.each<[Period['status'], number]>([
    ['refused', 1],
    ['requested', 1],
    ['started', 3],
  ])('under a period that is %s leaves %p in all beside a covered June', (status, expected) => {
    const refusedFor = status === 'refused' ? 'active_employee' : null;
    const periods = [
      period('2025-04-01', '2025-05-31', { status, refusedFor }),
      period('2025-06-01', '2025-06-30'),
    ];
    expect(monthsPaid('2025-06-15', { periods })).toBe(expected);
  });
});
