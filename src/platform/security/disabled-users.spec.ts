import { ListedDisabledUsers } from './disabled-users';

const listed = () => {
  const clock = { now: 0 };
  const table = new Set<string>();
  const looks: (() => void)[] = [];
  let seen = 0;
  const load = async () => {
    seen++;
    // What stands in the table when the look begins, told when the test lets it end.
    const found = [...table];
    await new Promise<void>((resolve) => looks.push(resolve));
    return found;
  };
  const users = new ListedDisabledUsers(load, () => clock.now);
  const letGo = async () => {
    for (let turn = 0; turn < 10; turn++) {
      await Promise.resolve();
      looks.splice(0).forEach((end) => end());
    }
  };
  return { clock, table, users, letGo, seen: () => seen };
};

describe('A command of a disabled user', () => {
  it('is refused from the moment on at which he was disabled, also while an older look is under way', async () => {
    const { table, users, letGo } = listed();
    const before = users.isDisabledNow('mallory');
    await Promise.resolve();
    table.add('mallory');
    const after = users.isDisabledNow('mallory');
    await letGo();
    expect([await before, await after]).toEqual([false, true]);
  });

  it('costs one look for all who ask meanwhile', async () => {
    const { users, letGo, seen } = listed();
    const first = users.isDisabledNow('a');
    await Promise.resolve();
    const others = Array.from({ length: 50 }, () => users.isDisabledNow('b'));
    await letGo();
    await Promise.all([first, ...others]);
    expect(seen()).toBe(2);
  });

  it('is not decided on what another look could not read', async () => {
    let fails = true;
    const users = new ListedDisabledUsers(() =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(['mallory']),
    );
    await expect(users.isDisabledNow('mallory')).rejects.toThrow('away');
    fails = false;
    expect(await users.isDisabledNow('mallory')).toBe(true);
  });
});

describe('A query of a disabled user', () => {
  it('is answered from the last look for half a minute, and no longer', async () => {
    const { clock, table, users, letGo } = listed();
    const ask = async () => {
      const answer = users.isDisabled('mallory');
      await letGo();
      return answer;
    };
    expect(await ask()).toBe(false);
    table.add('mallory');
    clock.now = 29_999;
    expect(await ask()).toBe(false);
    clock.now = 30_000;
    expect(await ask()).toBe(true);
  });
});
