import { someEvent } from '../event-store.contract';
import { START, type StoredEvent, type StreamName } from '../event-store';
import { revisionsSeen } from './revisions-seen';

const at = (position: number, stream: StreamName, revision: number): StoredEvent => ({
  ...someEvent(),
  ...{ stream, revision, position: String(position), recordedAt: '2026-03-02T01:02:03.456Z' },
});

const positionsOf = (events: readonly StoredEvent[]) => events.map(({ position }) => position);

describe('What a subscription delivers', () => {
  it('is passed on where each stream goes on where it was', () => {
    const unseen = revisionsSeen(START);
    const batches = [
      [at(10, 'claim-a', 0), at(20, 'claim-b', 0)],
      [at(35, 'claim-a', 1), at(900, 'claim-a', 2)],
    ];
    expect(batches.map((batch) => unseen(batch))).toEqual(batches);
  });

  it('is passed on once, however often it comes', () => {
    const unseen = revisionsSeen(START);
    const [one, two] = [at(10, 'claim-a', 0), at(20, 'claim-a', 1)];

    expect(positionsOf(unseen([one, one, two]))).toEqual(['10', '20']);
    expect(positionsOf(unseen([one, two, at(30, 'claim-a', 2)]))).toEqual(['30']);
  });

  it('is an error where a revision of a known stream is left out', () => {
    const unseen = revisionsSeen('5');
    unseen([at(10, 'claim-a', 4)]);
    expect(() => unseen([at(30, 'claim-a', 6)])).toThrow(
      'log-broken (a revision is missing before position 30)',
    );
  });

  it('is an error where a stream begins in the middle, read from the first event', () => {
    expect(() => revisionsSeen(START)([at(10, 'claim-a', 1)])).toThrow('log-broken');
  });

  it('may begin in the middle of streams after a position', () => {
    expect(revisionsSeen('5')([at(10, 'claim-a', 7)])).toHaveLength(1);
  });

  it('is compared with so many streams only, the latest', () => {
    const unseen = revisionsSeen(START, 2);
    unseen([
      at(10, 'claim-a', 0),
      at(20, 'claim-b', 0),
      at(30, 'claim-a', 1),
      at(40, 'claim-c', 0),
    ]);

    expect(() => unseen([at(50, 'claim-a', 3)])).toThrow('log-broken');
    expect(unseen([at(60, 'claim-b', 9)])).toHaveLength(1);
  });
});
