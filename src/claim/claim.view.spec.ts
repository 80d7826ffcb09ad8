import { calendarDay } from '../kernel/calendar-day';
import { stateOf } from '../kernel/decider';
import { conclusionWarnings, reportWarnings } from './claim.view';
import { claimDecider } from './domain/claim.decider';
import type { ClaimEvent } from './domain/claim.events';
import { accidentReported, deathReported } from './domain/testing/claims';
import type { ClaimFile } from './queries/claim-file';

const day = calendarDay;
/** Of the file the warnings look at what the facts came to, and at nothing else. */
const fileOf = (...history: readonly ClaimEvent[]) =>
  ({ state: stateOf(claimDecider, history) }) as ClaimFile;
const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('The conclusion of a suspected accident, stage I of 6 November 2024,', () => {
  const on = (concludedOn: string) =>
    conclusionWarnings(
      fileOf(accidentReported({ suspected: true }), {
        type: 'AccidentConcluded',
        data: {
          outcome: 'work_accident',
          concludedBy: 'payer',
          concludedOn: day(concludedOn),
          reference: null,
          by: 'siti',
        },
      }),
    );
  const late = { code: 'concluded-late', facts: { due: '2024-12-06' } };

  it.each([
    ['the 29th day', '2024-12-05', []],
    ['the 30th day', '2024-12-06', []],
    ['the 31st day', '2024-12-07', [late]],
  ])('on %s (%s) is warned of: %j', (_, concludedOn, expected) => {
    expect(on(concludedOn)).toEqual(expected);
  });
});

describe('A report', () => {
  const on = (reportedOn: string, occurredOn = '2024-11-05') =>
    codes(
      reportWarnings(
        fileOf(accidentReported({ occurredOn: day(occurredOn), reportedOn: day(reportedOn) })),
      ),
    );

  it.each([
    ['the day after the accident', '2024-11-06', []],
    ['the second day after it', '2024-11-07', []],
    ['the third', '2024-11-08', ['reported-late']],
  ])('on %s (%s) is warned of: %j', (_, reportedOn, expected) => {
    expect(on(reportedOn)).toEqual(expected);
  });
  it.each([
    ['2021-12-01', '2019-12-01', []],
    ['2021-12-02', '2019-12-01', ['claim-expired']],
    ['2024-12-02', '2019-12-02', []],
    ['2024-12-03', '2019-12-02', ['claim-expired']],
  ])(
    'on %s of an accident on %s says whether the right is gone: %j',
    (reportedOn, of, expected) => {
      expect(on(reportedOn, of)).toEqual(['reported-late', ...expected]);
    },
  );
  it('of a disease counts from its diagnosis', () => {
    const disease = { occurredOn: null, diagnosedOn: day('2019-12-02') };
    const told = (reportedOn: string) =>
      codes(reportWarnings(fileOf(accidentReported({ ...disease, reportedOn: day(reportedOn) }))));
    expect(told('2024-12-02')).toEqual(['reported-late']);
    expect(told('2024-12-03')).toEqual(['reported-late', 'claim-expired']);
  });
  it('of a death is neither late nor too late', () => {
    const death = deathReported({ diedOn: day('2019-12-02'), reportedOn: day('2024-12-03') });
    expect(reportWarnings(fileOf(death))).toEqual([]);
  });
});
