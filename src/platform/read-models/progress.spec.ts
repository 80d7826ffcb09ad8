import { progressOf } from './progress';

const NAME = 'counts-v1';

describe('Whoever works on a read model', () => {
  let stop: AbortController;
  beforeEach(() => void (stop = new AbortController()));
  afterEach(() => stop.abort());

  /** What has become of one that asks whether it is awaited. */
  const asking = async (progress: ReturnType<typeof progressOf>, signal = stop.signal) => {
    let heard = false;
    const asked = progress.awaited(NAME, signal).then(() => void (heard = true));
    await Promise.resolve();
    return { asked, heard: () => heard };
  };
  const progress = () => progressOf(() => Promise.resolve(new Map()));

  it('hears as soon as somebody waits for it, and not of those who wait for another', async () => {
    const here = progress();
    const { asked, heard } = await asking(here);

    const forAnother = here.waitFor('other-v1', '1', 1_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard()).toBe(false);

    const forThis = here.waitFor(NAME, '1', 1_000);
    await asked;
    here.reached(NAME, '1');
    here.reached('other-v1', '1');
    await Promise.all([forThis, forAnother]);
  });

  it('hears at once where somebody waits already', async () => {
    const here = progress();
    const waiting = here.waitFor(NAME, '1', 1_000);

    await (
      await asking(here)
    ).asked;

    here.reached(NAME, '1');
    await waiting;
  });

  it('is let go when the work ends', async () => {
    const { asked, heard } = await asking(progress());
    expect(heard()).toBe(false);

    stop.abort();
    await asked;
  });
});
