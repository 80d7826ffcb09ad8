import type { ApiClient, CommandOptions } from './api-client';
import { openDesk, StepRefused } from './desk';
import { type Screen, terminal } from './screen';
import type { Colleague } from './staff';

type Given = { readonly status: number; readonly replayed?: boolean; readonly body?: object };

/** A colleague whose requests are answered from a list, and what he sent. */
const answeredWith = (...given: readonly Given[]) => {
  const sent: CommandOptions[] = [];
  const answers = [...given];
  const api = {
    post: (_path: string, _body: object | string, options: CommandOptions = {}) => {
      sent.push(options);
      const { status, replayed = false, body = {} } = answers.shift() ?? { status: 500 };
      const headers = new Headers(replayed ? { 'Idempotent-Replayed': 'true' } : {});
      return Promise.resolve({ status, headers, body, version: '"1"', position: '7' });
    },
  };
  const who: Colleague = { actor: 'adjuster-1', api: api as unknown as ApiClient };
  return { who, sent };
};

const silent: Screen = {
  ...terminal(process.stdout, { NO_COLOR: '1' }),
  line: () => undefined,
};

const STEP = { key: 'reported', post: '/v1/accident-claims' };
const REFUSED = { status: 409, body: { code: 'claim-not-open', retryable: false } };

describe('A step of a story', () => {
  it('has the same key in every run', async () => {
    const { who, sent } = answeredWith({ status: 201 }, { status: 201 });
    await openDesk(silent).of('accident').record(who, STEP);
    await openDesk(silent).of('accident').record(who, STEP);
    expect(sent.map(({ key }) => key)).toEqual([
      'demo-accident-reported',
      'demo-accident-reported',
    ]);
  });

  it('is told from one that an earlier run has recorded', async () => {
    const { who } = answeredWith({ status: 201 }, { status: 201, replayed: true });
    const desk = openDesk(silent);
    const now = await desk.record(who, STEP);
    const before = await desk.of('another').record(who, STEP);
    expect([now.known, before.known]).toEqual([false, true]);
    expect(desk.tally()).toEqual({ recorded: 1, known: 1 });
  });

  it('goes out again under its key while the answer says that it may succeed later', async () => {
    const later = { status: 503, body: { code: 'projection-behind', retryable: true } };
    const { who, sent } = answeredWith(later, { status: 200 });
    await openDesk(silent).record(who, STEP);
    expect(sent.map(({ key }) => key)).toEqual(['demo-reported', 'demo-reported']);
  });

  it('stops the story where it is refused', async () => {
    const { who } = answeredWith(REFUSED);
    await expect(openDesk(silent).record(who, STEP)).rejects.toThrow(StepRefused);
  });
});

describe('Something forbidden', () => {
  it('gives the problem that it was refused with', async () => {
    const { who } = answeredWith(REFUSED);
    const problem = await openDesk(silent).refused(who, STEP);
    expect(problem.code).toBe('claim-not-open');
  });

  it('stops the story where it is not refused', async () => {
    const { who } = answeredWith({ status: 200 });
    await expect(openDesk(silent).refused(who, STEP)).rejects.toThrow('should have been refused');
  });
});
