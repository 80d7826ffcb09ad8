import { subjectKeyCache } from './subject-key-cache';
import { newSubjectKey } from './subject-keys';

const cacheAt = (clock: { now: number }, maxKeys = 10) =>
  subjectKeyCache({ maxAgeMs: 60_000, maxKeys, now: () => clock.now });
const key = newSubjectKey('siti');

describe('The cache of opened keys', () => {
  it('keeps a key until 60 s after its reading began', () => {
    const clock = { now: 5_000 };
    const cache = cacheAt(clock);
    cache.put([key], 0);
    clock.now = 59_999;
    expect(cache.get('siti')).toBe(key);
    clock.now = 60_000;
    expect(cache.get('siti')).toBeUndefined();
  });
  it('makes no key younger because it is used', () => {
    const clock = { now: 0 };
    const cache = cacheAt(clock);
    cache.put([key], 0);
    clock.now = 59_000;
    cache.get('siti');
    clock.now = 61_000;
    expect(cache.get('siti')).toBeUndefined();
  });
  it('forgets the oldest when it is full', () => {
    const cache = cacheAt({ now: 0 }, 2);
    const [one, two, three] = ['one', 'two', 'three'].map(newSubjectKey) as [
      typeof key,
      typeof key,
      typeof key,
    ];
    cache.put([one, two, three], 0);
    expect(['one', 'two', 'three'].map((id) => cache.get(id))).toEqual([undefined, two, three]);
  });
  it('forgets at once whom it is told to forget', () => {
    const cache = cacheAt({ now: 0 });
    cache.put([key], 0);
    cache.drop('siti');
    expect(cache.get('siti')).toBeUndefined();
  });
});
