import { readFileSync } from 'node:fs';
import { candidateFrom } from './candidate-schedule';
import { pp82of2019 } from './pp-82-2019';
import { SCHEDULES } from './schedules';

const draft = (changed: object = {}) =>
  candidateFrom({ id: 'DRAFT', inForceFrom: '2024-01-01', ...changed }, SCHEDULES);

describe('A schedule that is not law yet', () => {
  it('is the version of its day with what it says otherwise', () => {
    const candidate = draft({ deathByIllness: { funeral: { value: 12_000_000 } } });
    expect(candidate).toEqual({
      ...pp82of2019,
      ...{ id: 'DRAFT', inForceFrom: '2024-01-01', lastDay: null },
      deathByIllness: {
        ...pp82of2019.deathByIllness,
        funeral: { ...pp82of2019.deathByIllness.funeral, value: 12_000_000 },
      },
    });
  });

  it('is shown by an example to start from', () => {
    const example: unknown = JSON.parse(readFileSync('docs/candidate-schedule.json', 'utf8'));
    const { id, deathByIllness } = candidateFrom(example, SCHEDULES);
    expect(id).toBe('DRAFT-FUNERAL-12');
    expect(deathByIllness).toEqual({
      ...pp82of2019.deathByIllness,
      funeral: { ...pp82of2019.deathByIllness.funeral, value: 12_000_000 },
    });
  });

  it('may take on what only another version has, and drop it again', () => {
    const months = { value: 3, citation: 'DRAFT', mark: 'statute' };
    const boundary = { value: 'paid_in_full', citation: 'DRAFT', mark: 'statute' };
    expect(draft({ waiting: { months, boundary } }).waiting?.months.value).toBe(3);
    expect(draft({ waiting: null }).waiting).toBeNull();
  });

  it.each([
    [{ deathByIllnes: {} }, 'No schedule has deathByIllnes'],
    [{ deathByIllness: { funeral: { value: '12' } } }, 'deathByIllness.funeral.value is no such'],
    [{ deathByIllness: { funeral: { value: 0.5 } } }, 'deathByIllness.funeral.value is no whole'],
    [{ deathByIllness: null }, 'deathByIllness is no such thing'],
    [{ id: 7 }, 'needs an id'],
    [{ inForceFrom: '2024-13-01' }, ''],
  ])('is refused where it says %j', (changed, words) =>
    expect(() => draft(changed)).toThrow(words),
  );
});
