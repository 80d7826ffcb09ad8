import { type ThreadHealth, threadHealth } from './thread-health';

let now: number;
let health: ThreadHealth;
beforeEach(() => {
  now = 1;
  health = threadHealth(10, () => now);
  health.begun();
});

const after = (time: number) => {
  now += time;
  return health.state();
};

describe('The health of a thread', () => {
  it('is well from its first beginning on', () => {
    expect(after(0)).toBe('ok');
    expect(after(100)).toBe('ok');
  });

  it('is degraded after a fault, and well again once it has run for a while', () => {
    health.ended();
    expect(after(0)).toBe('degraded');
    health.begun();
    expect(after(4)).toBe('degraded');
    expect(after(1)).toBe('ok');
  });

  it('is down where it cannot be begun again', () => {
    health.ended();
    expect(after(9)).toBe('degraded');
    expect(after(1)).toBe('down');
  });

  it('is down where it ends each time that it was begun again', () => {
    health.ended();
    for (let turn = 0; turn < 3; turn++) {
      now += 2;
      health.begun();
      now += 2;
      health.ended();
    }
    expect(after(0)).toBe('down');
    health.begun();
    expect(after(5)).toBe('ok');
  });

  it('is degraded anew by a fault long after the last one', () => {
    health.ended();
    health.begun();
    now += 100;
    health.ended();
    expect(after(1)).toBe('degraded');
  });
});
