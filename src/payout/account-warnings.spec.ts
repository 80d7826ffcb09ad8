import type { AnyEvent } from '../kernel/event';
import { accountWarnings } from './account-warnings';

const account = (payeeId: string, accountRef: string, payeeKind = 'heir'): AnyEvent => ({
  type: 'PayeeAccountRecorded',
  data: { payeeKind, payeeId, accountRef, by: 'adjuster-1' },
});
const warned = (...history: readonly AnyEvent[]) =>
  accountWarnings(history, history.slice(-1)).map(({ code }) => code);

describe('An account that is recorded', () => {
  it('is warned of where another payee of the case has it', () =>
    expect(warned(account('widow', 'a'), account('son', 'a'))).toEqual([
      'account-of-another-payee',
    ]));

  it('is not, where it is of its own, or of the same person in another part', () => {
    expect(warned(account('widow', 'a'), account('son', 'b'))).toEqual([]);
    expect(warned(account('widow', 'a'), account('widow', 'a', 'guardian'))).toEqual([]);
  });

  it('is not, once the other has another one', () =>
    expect(warned(account('widow', 'a'), account('widow', 'b'), account('son', 'a'))).toEqual([]));

  it('is told of when it is recorded, and not with every later command', () => {
    const history = [account('widow', 'a'), account('son', 'a')];
    expect(accountWarnings(history, [])).toEqual([]);
  });
});
