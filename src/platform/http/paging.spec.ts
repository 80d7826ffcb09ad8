import { InvalidRequest } from './invalid-request';
import type { ReadState } from '../read-models/rows-reader';
import { cursorFrom, cursorValues, pageOf } from './paging';

const state: ReadState = {
  position: '7',
  lagSeconds: 0,
  excluded: ['claim-01890a5d-ac96-774b-bcce-b302099a8057', 'subject-x'],
};
const read = {
  position: '7',
  lagSeconds: 0,
  excluded: { count: 2, ids: ['clm_01h455vb4pex5vsknk084sn02q', 'subject-x'] },
};
const by = { shown: (row: number) => row * 10, cursor: (row: number) => cursorFrom('rows', [row]) };

describe('A page', () => {
  it('goes on where one row more was found than it holds', () => {
    const page = pageOf([1, 2, 3], 2, state, by);
    expect(page).toMatchObject({ data: [10, 20], hasMore: true, read });
    expect(cursorValues('rows', page.nextCursor, ['number'])).toEqual([2]);
  });

  it('is the last one otherwise', () =>
    expect(pageOf([1, 2], 2, state, by)).toMatchObject({ hasMore: false, nextCursor: null }));

  it('may be empty', () =>
    expect(pageOf([], 2, state, by)).toEqual({ data: [], hasMore: false, nextCursor: null, read }));
});

describe('A cursor', () => {
  it('is none on the first page', () => expect(cursorValues('rows', null, ['number'])).toBeNull());

  it.each([
    ['of another list', cursorFrom('others', [2])],
    ['with values of other types', cursorFrom('rows', ['2'])],
    ['with more values', cursorFrom('rows', [2, 3])],
    ['that nobody made', 'abc'],
    ['of an object', Buffer.from('{"0":"rows"}').toString('base64url')],
  ])('is not taken %s', (_, text) =>
    expect(() => cursorValues('rows', text, ['number'])).toThrow(InvalidRequest),
  );
});
