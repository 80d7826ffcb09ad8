import type { Caller } from './caller';
import { rememberingVerified } from './verified-tokens';

const caller: Caller = { actor: 'a', roles: [], subDistricts: [], scopes: [] };

const remembering = (lifetime: number) => {
  const clock = { now: 0 };
  const verified: string[] = [];
  const callerOf = rememberingVerified(
    (token) => {
      verified.push(token);
      return token === 'bad'
        ? Promise.reject(new Error('bad'))
        : Promise.resolve({ caller, expiresAt: clock.now + lifetime });
    },
    () => clock.now,
  );
  return { clock, verified, callerOf };
};

describe('A verified token', () => {
  it('is not verified again at once', async () => {
    const { verified, callerOf } = remembering(3_600_000);
    expect([await callerOf('one'), await callerOf('one')]).toEqual([caller, caller]);
    expect(verified).toEqual(['one']);
  });

  it('is verified again after a minute', async () => {
    const { clock, verified, callerOf } = remembering(3_600_000);
    await callerOf('one');
    clock.now = 60_000;
    await callerOf('one');
    expect(verified).toHaveLength(2);
  });

  it('is not good for a moment longer than it says', async () => {
    const { clock, verified, callerOf } = remembering(5_000);
    await callerOf('one');
    clock.now = 5_000;
    await callerOf('one');
    expect(verified).toHaveLength(2);
  });

  it('does not speak for another token', async () => {
    const { verified, callerOf } = remembering(3_600_000);
    await callerOf('one');
    await callerOf('two');
    expect(verified).toEqual(['one', 'two']);
  });

  it('that is refused is refused each time', async () => {
    const { verified, callerOf } = remembering(3_600_000);
    await expect(callerOf('bad')).rejects.toThrow('bad');
    await expect(callerOf('bad')).rejects.toThrow('bad');
    expect(verified).toEqual(['bad', 'bad']);
  });

  it('makes room for a thousand others and no more', async () => {
    const { verified, callerOf } = remembering(3_600_000);
    for (let n = 0; n <= 1_000; n++) await callerOf(String(n));
    await callerOf('1000');
    expect(verified).toHaveLength(1_001);
    await callerOf('0');
    expect(verified).toHaveLength(1_002);
  });
});
