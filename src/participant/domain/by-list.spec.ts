import { calendarDay } from '../../kernel/calendar-day';
import type { EndListed, UndoEnding, UndoListed } from './participant.commands';
import type {
  CoverageAnnulled,
  CoverageCorrected,
  CoverageEnded,
  EnrolmentAnnulled,
} from './participant.events';
import {
  asked,
  by,
  died,
  enrolled,
  given,
  participantId,
  periodId,
  started,
} from './testing/covered';

const day = calendarDay;
const spring = { from: day('2025-04-01'), lastCoveredOn: day('2025-06-30') };
const autumn = { from: day('2025-09-01'), lastCoveredOn: day('2025-11-30') };
const reasonCode = 'wrong_file';

const end = (lastCoveredOn: string, from = '2025-04-01'): EndListed => ({
  type: 'EndListed',
  data: {
    participantId,
    by,
    listId: 'list',
    programme: asked.programme,
    from: day(from),
    lastCoveredOn: day(lastCoveredOn),
    reasonCode,
  },
});
const ended: CoverageEnded = {
  type: 'CoverageEnded',
  data: {
    periodId: periodId(),
    lastCoveredOn: day('2025-05-31'),
    reasonCode,
    reference: null,
    by,
    listId: 'list',
  },
};

describe('Cover that a list ends', () => {
  it('ends on the last day of the list, once', () => {
    given(enrolled, started(spring)).when(end('2025-05-31')).then(ended);
    given(enrolled, started(spring), ended).when(end('2025-05-31')).thenNothing();
  });

  it('is that of the list: begun on its first day or later, and there on its last', () => {
    given(enrolled, started(spring))
      .when(end('2025-05-31', '2025-04-02'))
      .thenRejected('not-covered-on-date');
    given(enrolled, started(spring)).when(end('2025-07-01')).thenRejected('not-covered-on-date');
    given().when(end('2025-05-31')).thenRejected('not-found');
  });
});

const annulled: CoverageAnnulled = {
  type: 'CoverageAnnulled',
  data: { periodId: periodId(), reasonCode, by },
};
const takeBack: UndoEnding = {
  type: 'UndoEnding',
  data: {
    participantId,
    by,
    periodId: periodId(),
    endedOn: day('2025-05-31'),
    lastCoveredOn: spring.lastCoveredOn,
    reasonCode,
  },
};
const covers: CoverageCorrected = {
  type: 'CoverageCorrected',
  data: {
    periodId: periodId(),
    ...spring,
    declaredIncome: asked.declaredIncome,
    fundedBy: 'apbd',
    reasonCode,
    reference: null,
    by,
  },
};

describe('Cover that a list has ended, once that list is undone,', () => {
  it('goes to the day to which it went before, once', () => {
    given(enrolled, started(spring), ended).when(takeBack).then(covers);
    given(enrolled, started(spring), ended, covers).when(takeBack).thenNothing();
  });

  it('stays as somebody has left it since', () => {
    const earlier = { ...ended, data: { ...ended.data, lastCoveredOn: day('2025-05-15') } };
    given(enrolled, started(spring), ended, earlier).when(takeBack).thenNothing();
    given(enrolled, started(spring), ended, annulled).when(takeBack).thenNothing();
  });

  it('is not given back to whom other cover has begun for on those days', () => {
    const summer = { from: day('2025-06-01'), lastCoveredOn: day('2025-08-31') };
    given(enrolled, started(spring), ended, started(summer))
      .when(takeBack)
      .thenRejected('coverage-overlaps');
    given(enrolled, started(spring), ended, started(autumn)).when(takeBack).then(covers);
  });
});

const undo = (enrolledByIt: boolean): UndoListed => ({
  type: 'UndoListed',
  data: {
    participantId,
    by,
    listId: 'list',
    periodIds: [periodId()],
    enrolled: enrolledByIt,
    reasonCode,
  },
});
const never: EnrolmentAnnulled = {
  type: 'EnrolmentAnnulled',
  data: { listId: 'list', reasonCode, by },
};

describe('What a list has written, once the list is undone,', () => {
  it('never was: neither the cover nor the enrolment', () => {
    given(enrolled, started(spring)).when(undo(true)).then(annulled, never);
    given(enrolled, started(spring), annulled, never).when(undo(true)).thenRejected('not-found');
  });

  it('is the cover alone where another list enrolled him', () => {
    given(enrolled, started(spring)).when(undo(false)).then(annulled);
    given(enrolled, started(spring), annulled).when(undo(false)).thenNothing();
  });

  it('leaves enrolled whom other cover or a death rests on', () => {
    given(enrolled, started(spring), started(autumn)).when(undo(true)).then(annulled);
    given(enrolled, started(spring), died('2025-05-01')).when(undo(true)).then(annulled);
  });
});
