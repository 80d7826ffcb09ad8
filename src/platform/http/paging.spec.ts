import { InvalidRequest } from './invalid-request';
import { cursorFrom, cursorValues, pageOf } from './paging';

const read = { position: '7', lagSeconds: 0 };
const by = { shown: (row: number) => row * 10, cursor: (row: number) => cursorFrom('rows', [row]) };

describe('A page', () => {
  it('goes on where one row more was found than it holds', () => {
    const page = pageOf([1, 2, 3], 2, read, by);
    expect(page).toMatchObject({ data: [10, 20], hasMore: true, read });
    expect(cursorValues('rows', page.nextCursor, ['number'])).toEqual([2]);
  });

  it('is the last one otherwise', () =>
    expect(pageOf([1, 2], 2, read, by)).toMatchObject({ hasMore: false, nextCursor: null }));

  it('may be empty', () =>
    expect(pageOf([], 2, read, by)).toEqual({ data: [], hasMore: false, nextCursor: null, read }));
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
