import type { AnyEvent } from '../kernel/event';
import type { Warning } from '../platform/http/answers';

/**
 * One account for several payees of a case is legitimate with a power of attorney, and a common slip of the pen without
 * one: it is recorded, and said.
 * @param history the case with what was added to it
 */
export const accountWarnings = (
  history: readonly AnyEvent[],
  added: readonly AnyEvent[],
): readonly Warning[] => {
  const known = accountsIn(history);
  const shared = added.some(({ type, data }) =>
    type === RECORDED
      ? [...known].some(
          ([payeeId, accountRef]) =>
            payeeId !== data['payeeId'] && accountRef === data['accountRef'],
        )
      : false,
  );
  return shared ? [{ code: 'account-of-another-payee' }] : [];
};

const RECORDED = 'PayeeAccountRecorded';

/** The last account of each payee. */
const accountsIn = (history: readonly AnyEvent[]): ReadonlyMap<unknown, unknown> =>
  new Map(
    history
      .filter(({ type }) => type === RECORDED)
      .map(({ data }) => [data['payeeId'], data['accountRef']] as const),
  );
