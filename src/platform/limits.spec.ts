import { settingsFrom } from '../settings';
import { limitsFrom, USUAL_LIMITS } from './limits';

describe('The limits', () => {
  it('are what an office needs, where nothing is said', () =>
    expect(USUAL_LIMITS).toEqual({
      requestMs: 10_000,
      receiveMs: 30_000,
      headersMs: 10_000,
      stopMs: 15_000,
      statementMs: 5_000,
      poolWaitMs: 2_000,
      poolSize: 10,
      requestsPerMinute: 12_000,
      requestsAtOnce: 512,
    }));

  it('are taken from settings, in seconds', () =>
    expect(
      limitsFrom({ KELAMBU_REQUEST_SECONDS: '20', KELAMBU_REQUESTS_PER_MINUTE: '0' }),
    ).toMatchObject({ requestMs: 20_000, requestsPerMinute: 0 }));

  it.each(['0', '-1', '1.5', 'ten', '1e9'])('are no %p seconds', (text) =>
    expect(() => limitsFrom({ KELAMBU_STATEMENT_SECONDS: text })).toThrow(
      'KELAMBU_STATEMENT_SECONDS is no whole number from 1 to 60.',
    ),
  );

  it('are all named at once where several are wrong, beside other settings', () => {
    const wrong = {
      KELAMBU_PORT: 'x',
      KELAMBU_POOL_SIZE: '1',
      KELAMBU_STOP_SECONDS: 'soon',
      KELAMBU_HEADERS_SECONDS: '31',
    };
    for (const name of Object.keys(wrong)) expect(() => settingsFrom(wrong)).toThrow(name);
  });
});
